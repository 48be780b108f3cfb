// `node scripts/fit-learners.ts`: fits what src/learners holds as numbers, from ../shared/data/kt, and writes src/learners/prediction-weights.ts and
// src/learners/mastery-parameters.ts. No row and no item of the data is in them: 31 weights and four parameters. The same data gives the same files.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { FEATURES } from "../src/learners/learner-trace.ts";
import { openLog } from "../src/learners/predict.ts";
import { main, ROOT, ScriptError } from "./lib/command.ts";
import { fitMastery, follow, LOGS, plainMixer, readFolds } from "./lib/learner-log.ts";

const HEAD = `// Written by \`node scripts/fit-learners.ts\` from ${LOGS.map(({ name }) => name).join(" and ")} (Gervet et al. 2020). Not to be edited by hand.`;

await main(async () => {
  const mixer = plainMixer();
  const sets = LOGS.map(({ file }) => {
    const folds = readFolds(file);
    if (!folds) throw new ScriptError("The development data is not in ../shared/data (folder kt).");
    return { folds, log: openLog(mixer) };
  });
  // Fold by fold in turn, so that the weights that both logs share end as neither's alone.
  const predicted = [0, 1, 2, 3, 4].map((fold) => sets.map(({ folds, log }) => follow(folds[fold] ?? [], log)));
  write("prediction-weights.ts", [
    "/** The weights of `FEATURES` in its order, with which a log begins. */",
    "export const PREDICTION_WEIGHTS: readonly number[] = [",
    ...FEATURES.map((name, at) => `  ${(mixer.weights[at] ?? 0).toFixed(4)}, // ${name}`),
    "];",
  ]);
  // The last fold: its items are known from the four before it.
  const { prior, learn, slip, lucky } = fitMastery(predicted[4] ?? []);
  write("mastery-parameters.ts", [
    `/** Fitted for the least log-loss beside a prior of ${prior.toFixed(2)}, which practice logs have and lessons do not: see \`PRIOR\`. */`,
    `export const MASTERY_PARAMETERS = { learn: ${learn.toFixed(3)}, slip: ${slip.toFixed(3)}, lucky: ${lucky.toFixed(3)} } as const;`,
  ]);
});

function write(file: string, lines: readonly string[]): void {
  writeFileSync(join(ROOT, "src/learners", file), `${[HEAD, ...lines].join("\n")}\n`);
  console.log(`src/learners/${file} has been written.`);
}
