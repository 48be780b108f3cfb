// Cited answers, with no model: does every citation hold, and are questions refused whose section is not there?
import { answerer } from "../../src/agents/answerer/answerer.agent.ts";
import { createAnswerer } from "../../src/knowledge/answer/answerer.usecase.ts";
import { ALLOW_ALL, createGuard } from "../../src/llm/guard/create-guard.ts";
import { createVault } from "../../src/llm/guard/vault.ts";
import type { Models } from "../../src/llm/models.port.ts";
import type { CitedAnswer } from "../../src/protocol/course.schema.ts";
import { mean } from "../lib/eval-metrics.ts";
import { documentsOf, hitAt, readCollection, type StageQuery } from "../lib/retrieval-data.ts";
import { openStage, STAGE_SCOPE } from "../lib/retrieval-stage.ts";
import { type Section, show } from "./section.ts";

/** Questions of each book. */
const QUESTIONS = 100;
const REFUSED_BAR = 0.8;

const openGuard = (allow: () => readonly string[]) => createGuard({ vault: createVault(), allow: () => [allow()], moderate: ALLOW_ALL });

/** A door behind which there is no model. */
const NO_MODEL: Pick<Models, "answer"> = {
  answer: async (call) => ({
    output: call.embedded(),
    source: { kind: "embedded", route: "embedded", late: false, attempts: [] },
    prompt_hash: null,
    cost_nanousd: 0,
  }),
};

interface Asked {
  readonly kind: string;
  readonly query: StageQuery;
  readonly present: CitedAnswer;
  readonly removed: CitedAnswer;
  /** Citations of `present` that exist and hold the sentence word for word, of all. */
  readonly held: number;
  readonly citations: number;
  /** Whether the right section is among those cited; null when nothing is. */
  readonly right: number | null;
}

/** Null where the data is not. */
export async function evaluateAnswer(): Promise<Section | null> {
  const rows: string[] = [];
  for (const name of ["psychology", "sociology"]) {
    const asked = await askBook(name);
    if (asked === null) {
      console.log("Skipped: the development data is not in ../shared/data (folder openstax_course).");
      return null;
    }
    const of = (some: readonly Asked[], what: (one: Asked) => number) => show(mean(some.map(what)));
    const refused = mean(asked.map(({ removed }) => (removed.status === "not_in_sources" ? 1 : 0)));
    const answered = asked.filter(({ present }) => present.status === "answered");
    const citations = asked.reduce((sum, one) => sum + one.citations, 0);
    const held = asked.reduce((sum, one) => sum + one.held, 0);
    rows.push(
      `| ${name} | ${asked.length} | ${held} of ${citations} | ${show(refused)} (${refused >= REFUSED_BAR ? "met" : "**missed**"}) | ${of(asked, ({ present }) => (present.status === "answered" ? 1 : 0))} | ${of(answered, ({ right }) => right ?? 0)} |`,
    );
  }
  return {
    name: "answer",
    text: [
      `| book | free-text questions | citations that exist and hold the sentence | refused, its section removed (bar ${show(REFUSED_BAR)}) | answered, its section there | of those, citing the right section |`,
      "|---|---|---|---|---|---|",
      ...rows,
      "",
      "Without a model, answers are sentences of the passages, word for word. Each question is asked twice: with all sections there, and with the section that the authors wrote it for removed from the course. Many of the books' free questions ask for an opinion or for an example from life, which no section answers: refusing those counts against “answered”.",
    ].join("\n"),
  };
}

async function askBook(name: string): Promise<Asked[] | null> {
  const collection = readCollection(name);
  if (collection === null) return null;
  const stage = await openStage(collection.documents);
  const desk = createAnswerer({ retriever: stage.retriever, agent: answerer, models: NO_MODEL, openGuard });
  const ask = (query: StageQuery) => desk.answer(STAGE_SCOPE, query.text, "en", () => {});
  const free = collection.queries.filter(({ kind }) => kind === "free");
  // Spread over the whole book.
  const chosen = free.filter((_, at) => Math.floor(((at + 1) * QUESTIONS) / free.length) > Math.floor((at * QUESTIONS) / free.length));
  const asked: Asked[] = [];
  for (const query of chosen) {
    const present = await ask(query);
    const places = collection.documents.flatMap(({ id }, at) => (query.relevant.has(id) ? [at] : []));
    for (const at of places) await stage.remove(at);
    const removed = await ask(query);
    for (const at of places) await stage.put(at);
    const pairs = present.sentences.flatMap(({ text, citations }) => citations.map((id) => ({ text, id })));
    const loaded = await stage.passages.load(STAGE_SCOPE.tenant_id, [...new Set(pairs.map(({ id }) => id))]);
    const held = pairs.filter(({ text, id }) => loaded.some((passage) => passage.passage_id === id && passage.text.includes(text))).length;
    const right = present.passages.length === 0 ? null : hitAt(3, documentsOf(present.passages, stage.idOf), query.relevant);
    asked.push({ kind: query.kind, query, present, removed, held, citations: pairs.length, right });
  }
  return asked;
}
