// `node scripts/eval-guard.ts`: measures the guardrails with ../shared/data, running the product's own code, prints the tables, holds them to the data's
// score.py, and writes them into docs/guardrails.md between its markers. With CHECK=1 it writes nothing and fails when the document says something else.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { instructsEvaluator } from "../src/agents/evaluator/instructs-evaluator.ts";
import { allowFrom, findPersonalData } from "../src/llm/guard/find-personal-data.ts";
import { INSTRUCTION_THRESHOLD, scoreInstructions } from "../src/shared/injection/find-instructions.ts";
import { main, ROOT, ScriptError } from "./lib/command.ts";
import { checkWithTheirScript } from "./lib/guard-check.ts";
import { type GuardData, readGuardData } from "./lib/guard-data.ts";
import { scoreDocuments } from "./lib/guard-documents.ts";
import { say, scorePersonal, type Share, shareOf, sum } from "./lib/guard-score.ts";

const DOCUMENT = join(ROOT, "docs/guardrails.md");
const [BEGIN, END] = ["<!-- figures: begin -->", "<!-- figures: end -->"];
/** Types of the data that say who somebody is, and are taken out. Dates, organisations, towns, nations and titles are what lessons are made of. */
const IDENTIFYING = [
  "PERSON",
  "EMAIL_ADDRESS",
  "PHONE_NUMBER",
  "STREET_ADDRESS",
  "CREDIT_CARD",
  "US_SSN",
  "US_DRIVER_LICENSE",
  "DOMAIN_NAME",
  "AGE",
];
const LEARNERS = ["learner_answers", "trec_questions"];

const readsAsOrder = (text: string): boolean => scoreInstructions(text) >= INSTRUCTION_THRESHOLD;

await main(async () => {
  const data = readGuardData();
  if (!data) return console.log("Skipped: the development data is not in ../shared/data (folders pii and prompt_injection).");
  const personal = scorePersonal(data.personal);
  const injection = data.direct.map((row) => ({ ...row, found: readsAsOrder(row.text), refused: instructsEvaluator(row.text) }));
  const ours = {
    recall: sum(personal.recall),
    precision: sum(personal.precision),
    clean: personal.clean,
    attacks: shareOf(
      injection.filter(({ label }) => label === 1),
      ({ found }) => found,
    ),
    learners: shareOf(
      injection.filter(({ source }) => LEARNERS.includes(source)),
      ({ found }) => found,
    ),
  };
  const tables = [personalTable(personal), injectionTable(injection, data), documentTable(data), learnerTable(data)].join("\n\n");
  console.log(tables);
  const predictions = injection.map(({ id, found }) => ({ id, pred: found ? 1 : 0 }));
  console.log(`\n${checkWithTheirScript(personal.predictions, predictions, ours)}`);
  writeTables(tables);
});

function personalTable({ recall, precision, clean }: ReturnType<typeof scorePersonal>): string {
  return [
    "| Personal data | recall (95 %) |",
    "|---|---|",
    `| **all that identifies** | **${say(sum(recall, IDENTIFYING))}** |`,
    ...IDENTIFYING.map((type) => `| ${type} | ${say(recall.get(type) ?? { hits: 0, of: 0 })} |`),
    ...[...recall.keys()]
      .filter((type) => !IDENTIFYING.includes(type))
      .map((type) => `| ${type}, left in on purpose | ${say(recall.get(type) ?? { hits: 0, of: 0 })} |`),
    `| all types of the data together | ${say(sum(recall))} |`,
    "",
    "| What we took out | precision (95 %) |",
    "|---|---|",
    `| **all** | **${say(sum(precision))}** |`,
    ...[...precision].map(([type, share]) => `| ${type} | ${say(share)} |`),
    `| texts without personal data that were changed | ${say(clean)} |`,
  ].join("\n");
}

interface Judged {
  readonly source: string;
  readonly label: number;
  readonly found: boolean;
  readonly refused: boolean;
}

function injectionTable(rows: readonly Judged[], { indirect }: GuardData): string {
  const line = (name: string, chosen: readonly Judged[]): string =>
    `| ${name} | ${say(shareOf(chosen, ({ found }) => found))} | ${say(shareOf(chosen, ({ refused }) => refused))} |`;
  const of = (source: string, label: number) => rows.filter((row) => row.source === source && row.label === label);
  const sources = (label: number) => [...new Set(rows.filter((row) => row.label === label).map(({ source }) => source))];
  return [
    "| Orders to a model | marked (95 %) | a reply so written is refused (95 %) |",
    "|---|---|---|",
    line(
      "**attacks, all**",
      rows.filter(({ label }) => label === 1),
    ),
    ...sources(1).map((source) => line(`attacks, ${source}`, of(source, 1))),
    `| planted in documents, bipia, each by itself | ${say(shareOf(indirect, readsAsOrder))} | ${say(shareOf(indirect, instructsEvaluator))} |`,
    ...sources(0).map((source) => line(`no attacks, ${source}`, of(source, 0))),
  ].join("\n");
}

function documentTable({ indirect }: GuardData): string {
  const score = scoreDocuments(indirect, (text) => !readsAsOrder(text));
  if (score === null) return "Documents were not measured: the textbooks (openstax_course) are not there.";
  return [
    "| In a document of a course | told to the teacher (95 %) |",
    "|---|---|",
    `| **requests planted between sentences of two textbooks, bipia** | ${say(score.planted)} |`,
    `| of these, those that read like ordinary requests | ${say(score.plain)} |`,
    `| sentences of the textbooks as they are | ${say(score.sentences)} |`,
    `| sentences of their authors' questions at the ends of sections | ${say(score.questions)} |`,
  ].join("\n");
}

function learnerTable({ learners }: GuardData): string {
  const line = (name: string, texts: GuardData["learners"][number]["texts"]): string => {
    const changed: Share = shareOf(texts, ({ text, question }) => findPersonalData(text, allowFrom([question])).length > 0);
    return `| ${name} | ${say(shareOf(texts, ({ text }) => readsAsOrder(text)))} | ${say(shareOf(texts, ({ text }) => instructsEvaluator(text)))} | ${say(changed)} |`;
  };
  return [
    "| What learners wrote in good faith | marked as an order (95 %) | refused (95 %) | changed by redaction, the question's words allowed (95 %) |",
    "|---|---|---|---|",
    line(
      "**all**",
      learners.flatMap(({ texts }) => texts),
    ),
    ...learners.map(({ name, texts }) => line(name, texts)),
  ].join("\n");
}

function writeTables(tables: string): void {
  const before = readFileSync(DOCUMENT, "utf8");
  const [head, rest] = before.split(BEGIN);
  const tail = rest?.split(END)[1];
  if (head === undefined || tail === undefined) throw new ScriptError(`docs/guardrails.md has no ${BEGIN} … ${END}.`);
  const after = `${head}${BEGIN}\n\n${tables}\n\n${END}${tail}`;
  if (after === before) return console.log("docs/guardrails.md is up to date.");
  if (process.env["CHECK"] === "1") throw new ScriptError("docs/guardrails.md says something else: run `node scripts/eval-guard.ts`.");
  writeFileSync(DOCUMENT, after);
  console.log("docs/guardrails.md has been written.");
}
