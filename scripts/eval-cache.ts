// `node scripts/eval-cache.ts`: how often the cache of questions answers, and how often it answers with the answer to another question; beside it what the
// cosine of our own embedding would do, by threshold. Questions are made from two textbooks (../shared/data/openstax_course: terms, and the authors' own
// questions) and taken as they are from people (intent_composite). psychology is what the rules were made with; sociology is held out.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { canonicalText, type ReadQuestion, readQuestion } from "../src/llm/cache/read-question.ts";
import { embedText } from "../src/llm/embeddings/embedded-embedding.ts";
import { cosineOf } from "../src/llm/embeddings/unit-vectors.ts";
import { main, ROOT, ScriptError } from "./lib/command.ts";
import { type AskedQuestion, otherQuestionsOf, variantsOf, questionsOfTerms } from "./lib/question-variants.ts";

const DATA = join(ROOT, "../shared/data");
const THRESHOLDS = [0.5, 0.6, 0.7, 0.8, 0.9, 0.95];
const SHOWN = Number(process.env["SHOWN"] ?? 12);
const OTHER = "another question: ";

const sectionSchema = z.object({ id: z.string(), concepts: z.array(z.object({ term: z.string() })) });
const querySchema = z.object({ _id: z.string(), kind: z.string(), text: z.string() });
const intentSchema = z.object({ text: z.string(), label: z.string() });

/** The questions of one place: they are looked up among each other. */
type Scope = readonly AskedQuestion[];

interface Prepared {
  readonly text: string;
  readonly read: ReadQuestion | null;
  readonly plain: readonly number[];
}

await main(async () => {
  if (!existsSync(join(DATA, "openstax_course"))) throw new ScriptError(`There is no data at ${DATA}; nothing was measured.`);
  const sets: readonly (readonly [string, readonly Scope[]])[] = [
    ["psychology (rules were made with it)", readBook("psychology")],
    ["sociology (held out)", readBook("sociology")],
    ["questions of people, all in one place", [readPeople()]],
  ];
  for (const [name, scopes] of sets) report(name, scopes);
});

function readBook(book: string): Scope[] {
  const lines = (file: string): string[] =>
    readFileSync(join(DATA, "openstax_course/dev", file), "utf8")
      .trim()
      .split("\n");
  const queries = lines(`${book}_queries.jsonl`).map((line) => querySchema.parse(JSON.parse(line)));
  const chapters = lines(`${book}_paths.jsonl`).map((line) => z.object({ sections: z.array(sectionSchema) }).parse(JSON.parse(line)));
  return chapters.flatMap(({ sections }) =>
    sections.map(({ id, concepts }) => {
      const terms = concepts.map(({ term }) => term.replace(/\s*\(.*\)/, "").trim());
      const own = queries.filter(({ _id, kind, text }) => _id.startsWith(`${id}-`) && kind !== "definition" && text.endsWith("?"));
      return distinct([...questionsOfTerms(terms), ...own.map(({ text }) => ({ text, term: null }))]);
    }),
  );
}

function readPeople(): Scope {
  const rows = readFileSync(join(DATA, "intent_composite/dev/intent.jsonl"), "utf8").trim().split("\n");
  const asked = rows.map((row) => intentSchema.parse(JSON.parse(row))).filter(({ label }) => label === "ask_question");
  return distinct(asked.map(({ text }) => ({ text, term: null })));
}

function distinct(questions: readonly AskedQuestion[]): AskedQuestion[] {
  return [...new Map(questions.map((question) => [question.text.toLowerCase(), question])).values()];
}

/** One look-up: what came nearest by the text alone, and what the cache finds. `right` is the answer to the same question. */
interface Lookup {
  readonly kind: string;
  readonly text: string;
  readonly is_shared: boolean;
  readonly alone: Hit | null;
  readonly kept: Hit | null;
}

interface Hit {
  readonly cosine: number;
  readonly right: boolean;
  readonly text: string;
}

function report(name: string, scopes: readonly Scope[]): void {
  const lookups = scopes.flatMap((scope) => {
    const kept = scope.map(({ text }) => prepare(text));
    const asked = new Set(scope.map(({ text }) => text.toLowerCase()));
    return scope.flatMap((question, at) => {
      const original = kept[at];
      // The question itself when only the others were asked, and edits of it that ask something else.
      return [
        ...variantsOf(question).map(({ kind, text }) => lookUp(kind, text, kept, original)),
        lookUp(
          `${OTHER}asked for the first time`,
          question.text,
          kept.filter((one) => one !== original),
        ),
        // An edit can be a question that was asked as well ("correlation" from "positive correlation"): then its answer is right.
        ...otherQuestionsOf(question)
          .filter(({ text }) => !asked.has(text.toLowerCase()))
          .map(({ kind, text }) => lookUp(`${OTHER}${kind}`, text, kept)),
      ];
    });
  });
  const same = lookups.filter(({ kind }) => !kind.startsWith(OTHER));
  const others = lookups.filter(({ kind }) => kind.startsWith(OTHER));
  console.log(
    `\n## ${name}: ${scopes.length} places, ${same.length} look-ups of a question asked before, ${others.length} of one that was not\n`,
  );
  console.log("| found by | hits | false hits |\n|---|---|---|");
  const line = (by: string, hitOf: (one: Lookup) => Hit | null): void => {
    const reached = (list: readonly Lookup[], right: boolean): number => list.filter((one) => hitOf(one)?.right === right).length;
    console.log(`| ${by} | ${percent(reached(same, true), same.length)} | ${percent(reached(lookups, false), lookups.length)} |`);
  };
  line("the cache: what is asked", ({ kept }) => kept);
  for (const threshold of THRESHOLDS)
    line(`a cosine of ${threshold}`, ({ alone }) => (alone !== null && alone.cosine >= threshold ? alone : null));
  const isHit = ({ kept }: Lookup): boolean => kept !== null;
  console.log("\nBy kind: hits of look-ups (of these, tellable without their conversation).\n");
  for (const [kind, list] of Map.groupBy(lookups, (one) => one.kind))
    console.log(`- ${kind}: ${list.filter(isHit).length} of ${list.length} (${list.filter(({ is_shared }) => is_shared).length})`);
  const wrong = lookups.filter((one) => one.kept?.right === false);
  console.log(
    `\nFalse hits: ${wrong.length}.${wrong
      .slice(0, SHOWN)
      .map(({ text, kept }) => `\n- “${text}” was given the answer to “${kept?.text}”`)
      .join("")}`,
  );
}

function prepare(text: string): Prepared {
  return { text, read: readQuestion(text), plain: embedText(text) };
}

function lookUp(kind: string, text: string, kept: readonly Prepared[], original?: Prepared): Lookup {
  const asked = prepare(text);
  const key = asked.read && canonicalText(asked.read);
  const toHit = (one: Prepared): Hit => ({ cosine: cosineOf(asked.plain, one.plain), right: one === original, text: one.text });
  const same = key === null ? [] : kept.filter(({ read }) => read !== null && canonicalText(read) === key);
  return {
    kind,
    text,
    is_shared: asked.read !== null,
    alone: nearestOf(kept.map(toHit)),
    // Two questions of one place that come to the same share one answer: it is right where it is the right one's.
    kept: nearestOf(same.map(toHit)),
  };
}

function nearestOf(hits: readonly Hit[]): Hit | null {
  return hits.reduce<Hit | null>((best, hit) => (best === null || hit.cosine > best.cosine ? hit : best), null);
}

function percent(part: number, whole: number): string {
  return `${((100 * part) / Math.max(1, whole)).toFixed(2)} %`;
}
