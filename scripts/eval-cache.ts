// `node scripts/eval-cache.ts`: how often the semantic cache answers, and how often it answers with the answer to another question. For each threshold of the
// cosine: by our own embedding alone, and with the guard that looks at the words. Questions are made from two textbooks (../shared/data/openstax_course:
// terms, and the authors' own questions) and taken as they are from people (intent_composite). psychology is what the rules were made with; sociology is held out.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { isSameQuestion, type ReadQuestion, readQuestion } from "../src/llm/cache/read-question.ts";
import { canonicalText } from "../src/llm/cache/semantic-cache.usecase.ts";
import { thresholdOf } from "../src/llm/cache/similarity.ts";
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
  readonly canonical: readonly number[] | null;
}

await main(async () => {
  if (!existsSync(join(DATA, "openstax_course"))) throw new ScriptError(`There is no data at ${DATA}; nothing was measured.`);
  const sets: readonly (readonly [string, readonly Scope[]])[] = [
    ["psychology (rules were made with it)", readBook("psychology")],
    ["sociology (held out)", readBook("sociology")],
    ["questions of people, all in one place", [readPeople()]],
  ];
  for (const [name, scopes] of sets) report(name, scopes);
  console.log(`\nThreshold in use for the embedded embedding: ${thresholdOf("embedded")}.`);
  timeEmbedding(sets[0]?.[1] ?? []);
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

/** One look-up: what came nearest by the text alone, and what the guard let through. `right` is the answer to the same question. */
interface Lookup {
  readonly kind: string;
  readonly text: string;
  readonly is_shared: boolean;
  readonly alone: Hit | null;
  readonly guarded: Hit | null;
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
  console.log("| threshold | hits alone | false hits alone | hits with guard | false hits with guard |\n|---|---|---|---|---|");
  for (const threshold of THRESHOLDS) {
    const cells = (["alone", "guarded"] as const).flatMap((by) => {
      const reached = (list: readonly Lookup[], right: boolean): number =>
        list.filter((one) => one[by] && one[by].cosine >= threshold && one[by].right === right).length;
      return [percent(reached(same, true), same.length), percent(reached(lookups, false), lookups.length)];
    });
    console.log(`| ${threshold} | ${cells.join(" | ")} |`);
  }
  const threshold = thresholdOf("embedded") ?? 1;
  const isHit = ({ guarded }: Lookup): boolean => guarded !== null && guarded.cosine >= threshold;
  console.log(`\nAt ${threshold}, by kind: hits of look-ups (of these, tellable without their conversation).\n`);
  for (const [kind, list] of Map.groupBy(lookups, (one) => one.kind))
    console.log(`- ${kind}: ${list.filter(isHit).length} of ${list.length} (${list.filter(({ is_shared }) => is_shared).length})`);
  const wrong = lookups.filter((one) => isHit(one) && one.guarded?.right === false);
  console.log(
    `\nFalse hits: ${wrong.length}.${wrong
      .slice(0, SHOWN)
      .map(({ text, guarded }) => `\n- “${text}” was given the answer to “${guarded?.text}”`)
      .join("")}`,
  );
}

function prepare(text: string): Prepared {
  const read = readQuestion(text);
  return { text, read, plain: embedText(text), canonical: read && embedText(canonicalText(read)) };
}

function lookUp(kind: string, text: string, kept: readonly Prepared[], original?: Prepared): Lookup {
  const asked = prepare(text);
  const nearest = (cosineTo: (one: Prepared) => number | null): Hit | null => {
    let best: Hit | null = null;
    for (const one of kept) {
      const cosine = cosineTo(one);
      if (cosine !== null && (best === null || cosine > best.cosine)) best = { cosine, right: one === original, text: one.text };
    }
    return best;
  };
  return {
    kind,
    text,
    is_shared: asked.read !== null,
    alone: nearest((one) => cosineOf(asked.plain, one.plain)),
    guarded: nearest((one) =>
      asked.read && one.read && asked.canonical && one.canonical && isSameQuestion(asked.read, one.read)
        ? cosineOf(asked.canonical, one.canonical)
        : null,
    ),
  };
}

function timeEmbedding(scopes: readonly Scope[]): void {
  const texts = scopes.flat().map(({ text }) => text);
  const startedAt = performance.now();
  for (const text of texts) embedText(text);
  console.log(`One embedding takes ${((performance.now() - startedAt) / texts.length).toFixed(3)} ms (mean of ${texts.length}).`);
}

function percent(part: number, whole: number): string {
  return `${((100 * part) / Math.max(1, whole)).toFixed(2)} %`;
}
