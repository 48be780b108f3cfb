// `node scripts/train-reviewer.ts`: learns src/agents/reviewer/dimensions/weights.ts from ../shared/data/mrbench and mathdial. The same data give the same
// file, in a few minutes. Only numbers and single words or pairs of words go into it: no row and no sentence of the data.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { DIMENSIONS } from "../src/agents/reviewer/dimensions/judge-dimensions.ts";
import { packScales } from "../src/agents/reviewer/dimensions/model.ts";
import { main, ROOT, ScriptError } from "./lib/command.ts";
import { examplesOf, readRatedReplies } from "./lib/review-dimensions.ts";
import { measureScales, trainDimension } from "./lib/review-model.ts";

const FILE = join(ROOT, "src/agents/reviewer/dimensions/weights.ts");

await main(async () => {
  const data = readRatedReplies();
  if (!data) throw new ScriptError("The development data is not in ../shared/data (folders mrbench and mathdial).");
  const sets = DIMENSIONS.map((dimension) => ({ dimension, ...examplesOf(data, dimension) }));
  const scales = measureScales(
    sets.filter(({ dimension }) => dimension === "answer_revealed" || dimension === "telling").flatMap(({ rows }) => rows),
  );
  const classifiers = sets.map(({ dimension, rows, gold, labels }) => {
    console.log(`${dimension}: ${rows.length} replies`);
    return [dimension, trainDimension(rows, gold, labels, scales)] as const;
  });
  writeFileSync(
    FILE,
    [
      "// Written by scripts/train-reviewer.ts from MRBench (Maurya et al. 2025, CC BY-SA 4.0) and MathDial (Macina et al. 2023, CC BY-SA 4.0). Not edited by hand.",
      'import type { PackedClassifier, PackedScales } from "./model.ts";',
      "",
      `export const SCALES: PackedScales = ${JSON.stringify(packScales(scales))};`,
      "",
      `export const CLASSIFIERS: Readonly<Record<string, PackedClassifier>> = ${JSON.stringify(Object.fromEntries(classifiers))};`,
      "",
    ].join("\n"),
  );
  console.log("src/agents/reviewer/dimensions/weights.ts has been written.");
});
