import type { AnswererInput } from "../../agents/answerer/answerer-input.ts";
import type { AnswererOutput } from "../../agents/answerer/answerer.schema.ts";
import type { Agent } from "../../agents/agent.ts";
import type { Account } from "../../llm/account.port.ts";
import type { Guard } from "../../llm/guard/guard.port.ts";
import type { Models } from "../../llm/models.port.ts";
import type { CitedAnswer, FoundPassage, SearchStep } from "../../protocol/course.schema.ts";
import type { Scope } from "../index.port.ts";
import type { TenantId } from "../../shared/ids.ts";
import type { Answerer, Retriever } from "../retrieve.port.ts";
import { SUFFICIENT } from "../retrieve/judge-sources.ts";
import { splitQuestion } from "./split-question.ts";

export interface AnswererDeps {
  readonly retriever: Pick<Retriever, "rank">;
  /** Who writes the answer. */
  readonly agent: Agent<AnswererInput, AnswererOutput, "answerer">;
  /** The door to models; without a model it hands back what is extracted from the passages. */
  readonly models: Pick<Models, "answer">;
  /** Who pays for a question asked in a tenant's course; absent: nobody counts. */
  readonly openAccount?: (tenantId: TenantId) => Account;
  /** Who sees to it that a question leaves without the asker's personal data. `allow`: texts whose words survive, read anew at each prompt. */
  readonly openGuard: (allow: () => readonly string[]) => Guard;
}

/** Found for each search, and handed to the answerer in all. */
const [MAX_FOUND, MAX_PASSAGES] = [8, 10];
/** A person waits for the answer. */
const DEADLINE_MS = 20_000;
/** When nothing answers, the nearest that was found is shown. */
const MAX_NEAREST = 3;
const MAX_DETAIL_CHARS = 160;

interface Search {
  readonly query: string;
  readonly found: readonly FoundPassage[];
  readonly sufficiency: number;
}

/** Answers from a course's documents, with citations: parts the question, searches for the parts at once, judges, searches again at most once, answers, checks. */
export function createAnswerer(deps: AnswererDeps): Answerer {
  return {
    async answer(scope, question, language, onStep) {
      const account = deps.openAccount?.(scope.tenant_id);
      try {
        return await answerFor(deps, account, { scope, question, language, onStep });
      } finally {
        await account?.checkIn();
      }
    },
  };
}

interface Asked {
  readonly scope: Scope;
  readonly question: string;
  readonly language: string;
  readonly onStep: (step: SearchStep) => void;
}

async function answerFor(
  { retriever, agent, models, openGuard }: AnswererDeps,
  account: Account | undefined,
  { scope, question, language, onStep }: Asked,
): Promise<CitedAnswer> {
  const steps: SearchStep[] = [];
  const tell = (kind: SearchStep["kind"], detail: string, found: number | null = null) => {
    const step = { kind, detail: detail.slice(0, MAX_DETAIL_CHARS), found };
    steps.push(step);
    onStep(step);
  };
  const parts = splitQuestion(question);
  if (parts.length > 1) tell("split", parts.join(" | "));
  // The whole question too: what its parts have in common may be said in only one of them.
  const searches = await searchAll(retriever, scope, parts.length > 1 ? [question, ...parts] : parts, (detail, found) =>
    tell("search", detail, found),
  );
  // What is asked about are often people: those of the passages keep their names.
  const guard = openGuard(() => merge(searches).flatMap(({ passage }) => [passage.text, ...passage.anchor.headings]));
  const ask = async (): Promise<{ readonly input: AnswererInput; readonly output: AnswererOutput; readonly by: CitedAnswer["by"] }> => {
    const sufficient = Math.max(...searches.map(({ sufficiency }) => sufficiency)) >= SUFFICIENT;
    tell("judge", sufficient ? "what was found seems to answer" : "what was found does not seem to answer", merge(searches).length);
    const input = { question, language, passages: merge(searches).map(toSource), sufficient };
    tell("answer", "writing from what was found");
    const { output, source } = await models.answer({
      agent: agent.name,
      temperature: agent.temperature,
      prompt: () => agent.prompt(input),
      schema: agent.output_schema,
      embedded: () => agent.embedded(input),
      deadline_ms: DEADLINE_MS,
      embedded_only: false,
      max_output_tokens: agent.max_output_tokens,
      guard,
      ...(account && { account }),
    });
    return { input, output, by: source.kind };
  };
  let said = await ask();
  const more = said.output.searches.filter((query) => query.trim() !== "");
  if (!said.output.answered && more.length > 0) {
    searches.push(...(await searchAll(retriever, scope, more, (detail, found) => tell("search_again", detail, found))));
    said = await ask();
  }
  const checked = agent.check(said.input, said.output);
  const dropped = said.output.sentences.length - checked.output.sentences.length;
  tell("check", dropped === 0 ? "every sentence is supported" : `${dropped} without support left out`, checked.output.sentences.length);
  const found = merge(searches);
  const { answered, sentences } = checked.output;
  if (!answered) return { status: "not_in_sources", sentences: [], passages: found.slice(0, MAX_NEAREST), by: said.by, steps };
  const cited = new Set(sentences.flatMap(({ citations }) => citations));
  return { status: "answered", sentences, passages: found.filter(({ passage }) => cited.has(passage.passage_id)), by: said.by, steps };
}

async function searchAll(
  retriever: Pick<Retriever, "rank">,
  scope: Scope,
  queries: readonly string[],
  tell: (detail: string, found: number) => void,
): Promise<Search[]> {
  return await Promise.all(
    queries.map(async (query) => {
      const { found, sufficiency } = await retriever.rank(scope, query, MAX_FOUND);
      tell(query, found.length);
      return { query, found, sufficiency };
    }),
  );
}

/** The best of every search first, then the second best, and so on; each once. */
function merge(searches: readonly Search[]): FoundPassage[] {
  const merged = new Map<string, FoundPassage>();
  for (let place = 0; place < MAX_FOUND; place++)
    for (const { found } of searches) {
      const one = found[place];
      if (one && !merged.has(one.passage.passage_id)) merged.set(one.passage.passage_id, one);
    }
  return [...merged.values()].slice(0, MAX_PASSAGES);
}

function toSource({ passage }: FoundPassage): AnswererInput["passages"][number] {
  return { id: passage.passage_id, heading: passage.anchor.headings.join(" – "), text: passage.text };
}
