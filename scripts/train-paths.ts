// Learns what tells a term of a text (from two textbooks' glossaries) and which of two concepts is taught first (from three lists of pairs), and writes
// the weights: `node scripts/train-paths.ts`. The data is in ../shared/data; of it only these weights are kept. The same data gives the same bytes.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { CANDIDATE_FEATURES } from "../src/curriculum/concepts/candidate-features.ts";
import { NAME_FEATURES } from "../src/curriculum/concepts/name-features.ts";
import { main, ROOT, ScriptError } from "./lib/command.ts";
import { type Book, candidateSamples, orderSamples, readBooks, readSubjects, type Subject } from "./lib/path-data.ts";
import { fitLogistic } from "./lib/path-fit.ts";

/** Both are fitted with ridges chosen once, on cross-validation over the books and subjects (see docs/evaluation.md). */
export const fitCandidates = (books: readonly Book[]): number[] =>
  fitLogistic(candidateSamples(books.flatMap(({ chapters }) => chapters)), { ridge: 1, rounds: 400, free: 0 });
export const fitNames = (subjects: readonly Subject[]): number[] =>
  fitLogistic(orderSamples(subjects), { ridge: 0.05, rounds: 3_000, rate: 0.1 });

if (import.meta.main)
  await main(async () => {
    const [books, subjects] = [readBooks(), readSubjects()];
    if (!books || !subjects) throw new ScriptError("The data is not there: ../shared/data/openstax_course and ../shared/data/prereq.");
    write("concept-weights.ts", "CANDIDATE_WEIGHTS", CANDIDATE_FEATURES, fitCandidates(books), [
      "What tells the name of a concept, by the order of `CANDIDATE_FEATURES`: learned from the glossaries of two OpenStax textbooks (psychology and",
      "sociology, OpenStax College, CC BY 3.0) by `scripts/train-paths.ts`. Numbers only; nothing of the books is in them.",
    ]);
    write("name-weights.ts", "NAME_WEIGHTS", NAME_FEATURES, fitNames(subjects), [
      "How late a concept is taught, by the order of `NAME_FEATURES`: learned from pairs of concepts of data mining, geometry (AL-CPL, Liang et al. 2018)",
      "and mathematics (RefD, Liang et al. 2015) by `scripts/train-paths.ts`. Numbers only; nothing of the pairs is in them.",
    ]);
  });

function write(file: string, name: string, features: readonly string[], weights: readonly number[], about: readonly string[]): void {
  const lines = weights.map((weight, at) => `  ${Number(weight.toFixed(3))}, // ${features[at]}`);
  const doc = about.map((line) => ` * ${line}`).join("\n");
  const text = `/**\n${doc}\n */\nexport const ${name}: readonly number[] = [\n${lines.join("\n")}\n];\n`;
  writeFileSync(join(ROOT, "src/curriculum/concepts", file), text);
  console.log(`src/curriculum/concepts/${file}: ${weights.length} weights`);
}
