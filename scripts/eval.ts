// `npm run eval`: measures the embedded agents, the learner model and the review schedule on ../shared/data with the product's own code and writes
// docs/evaluation.md. `npm run eval -- grade intent`: only these parts. Where the data is not, it says so and changes nothing.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { evaluateAnswer } from "./eval/answer.ts";
import { evaluateAuthor } from "./eval/author.ts";
import { evaluateGrade } from "./eval/grade.ts";
import { evaluateIngest } from "./eval/ingest.ts";
import { evaluateIntent } from "./eval/intent.ts";
import { evaluatePath } from "./eval/path.ts";
import { evaluateRecall } from "./eval/recall.ts";
import { evaluateRetrieve } from "./eval/retrieve.ts";
import { evaluateReview } from "./eval/review.ts";
import type { Section } from "./eval/section.ts";
import { evaluateTrace } from "./eval/trace.ts";
import { main, ROOT, ScriptError } from "./lib/command.ts";

const DOCUMENT = join(ROOT, "docs/evaluation.md");
const PARTS: Readonly<Record<string, () => Promise<Section | null>>> = {
  grade: evaluateGrade,
  intent: evaluateIntent,
  review: evaluateReview,
  path: evaluatePath,
  trace: evaluateTrace,
  recall: evaluateRecall,
  author: evaluateAuthor,
  retrieve: evaluateRetrieve,
  answer: evaluateAnswer,
  ingest: evaluateIngest,
};

await main(async () => {
  const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(PARTS);
  for (const name of names) {
    const evaluate = PARTS[name];
    if (!evaluate) throw new ScriptError(`There is no part called ${name}. Choose from: ${Object.keys(PARTS).join(", ")}.`);
    console.log(`\n${name} …`);
    const section = await evaluate();
    if (section === null) continue;
    console.log(section.text);
    publish(section);
  }
});

/** Puts a part between its marks. */
function publish({ name, text }: Section): void {
  const document = readFileSync(DOCUMENT, "utf8");
  const [begin, end] = [`<!-- eval:${name} -->`, `<!-- /eval:${name} -->`];
  const [from, to] = [document.indexOf(begin), document.indexOf(end)];
  if (from < 0 || to < from) throw new ScriptError(`${DOCUMENT} has no place for ${name}: put ${begin} and ${end} where it belongs.`);
  writeFileSync(DOCUMENT, `${document.slice(0, from + begin.length)}\n${text.trim()}\n${document.slice(to)}`);
}
