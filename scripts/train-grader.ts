// `node scripts/train-grader.ts`: learns src/agents/evaluator/grader/weights.ts from ../shared/data (SemEval-2013 task 7, SAF, Mohler). Seeded: the same
// data gives the same file. How good they are on questions they have not seen says scripts/eval/grade.ts.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { GraderWeights } from "../src/agents/evaluator/grader/grade.ts";
import { main, mustRun, ROOT, ScriptError } from "./lib/command.ts";
import { type GraderSet, readGraderSet } from "./lib/grader-data.ts";
import { examplesOf, trainGrader } from "./lib/grader-train.ts";

const OUT = join(ROOT, "src/agents/evaluator/grader/weights.ts");
const SETS: readonly GraderSet[] = ["beetle", "scientsbank", "saf", "mohler"];

await main(async () => {
  const rows = SETS.flatMap((set) => readGraderSet(set) ?? []);
  if (rows.length === 0) throw new ScriptError("There is nothing to learn from: the development data is not in ../shared/data.");
  const text = write(trainGrader(examplesOf(rows)));
  writeFileSync(OUT, text);
  await mustRun("biome", ["format", "--write", OUT], "The weights could not be laid out.");
  console.log(`${OUT}: ${(gzipSync(text, { level: 9 }).length / 1_000).toFixed(1)} kB gzip, from ${rows.length} answers.`);
});

function write({ features, ...learned }: GraderWeights): string {
  return [
    'import type { GraderWeights } from "./grade.ts";',
    "",
    "/**",
    " * Made by scripts/train-grader.ts; do not edit. Learned from how people graded the answers of SemEval-2013 task 7 (Beetle and SciEntsBank training",
    " * sets), SAF (communication networks) and Mohler 2011: numbers only, no words of theirs.",
    " */",
    // The names on one line: each on its own, as the formatter would have it, the file would be too long to look through.
    `export const WEIGHTS: GraderWeights = { features: ${JSON.stringify(features.join(" "))}.split(" "), ${JSON.stringify(learned).slice(1)};`,
    "",
  ].join("\n");
}
