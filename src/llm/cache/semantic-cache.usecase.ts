import type { Clock } from "../../shared/clock.ts";
import type { EmbeddingModel } from "../embeddings/embedding-model.port.ts";
import { cosineOf, toUnit } from "../embeddings/unit-vectors.ts";
import { parseJson } from "../providers/read-json.ts";
import type { Timer } from "../timer.port.ts";
import { type KeptQuestion, keptQuestionsSchema } from "./cached-answer.schema.ts";
import { isSameQuestion, type ReadQuestion, readQuestion } from "./read-question.ts";
import type { SemanticCache, SharedQuestion } from "./semantic-cache.port.ts";
import { KEEP_MS, type Shelf } from "./shelf.port.ts";
import { packVector, thresholdOf, unpackVector } from "./similarity.ts";

export interface SemanticCacheDeps {
  readonly shelf: Shelf;
  readonly embeddings: EmbeddingModel;
  readonly clock: Clock;
  readonly timer: Timer;
  /** Keeps the process alive for work that nobody waits for. What it is given never rejects. */
  readonly defer: (work: Promise<void>) => void;
}

/** Questions of one scope. A node of a lesson has fewer that come again; the oldest go first, because noting each use would be a write for each hit. */
const MAX_QUESTIONS = 50;
/** UTF-16 code units of one answer as JSON: several times what a tutor may say. */
const MAX_ANSWER_CHARS = 32_768;
/** How old this process's copy of a scope may be: what others added meanwhile is missed, which costs a model call and no more. */
const COPY_AGE_MS = 60_000;
/** As long as the shelf waits. */
const EMBED_PATIENCE_MS = 300;

/**
 * Answers by what was asked. An answer is given again when the nearest question is near enough (`thresholdOf`) and the words that differ are harmless
 * (`isSameQuestion`): an embedding alone takes "why is it" and "why is it not" for one, and a wrong answer costs more than a call to a model.
 */
export function createSemanticCache({ shelf, embeddings, clock, timer, defer }: SemanticCacheDeps): SemanticCache {
  const threshold = thresholdOf(embeddings.route);

  const read = ({ text, language, is_personal }: SharedQuestion): ReadQuestion | null =>
    threshold === null || is_personal || !/^en\b/i.test(language) ? null : readQuestion(text);

  const listOf = async (tenantId: string, name: string, maxAgeMs: number): Promise<readonly KeptQuestion[]> => {
    const text = await shelf.get(tenantId, name, maxAgeMs);
    const kept = text === null ? null : keptQuestionsSchema.safeParse(parseJson(text));
    return kept?.success ? kept.data.entries.filter(({ at_ms }) => clock.now() - at_ms < KEEP_MS) : [];
  };

  const embed = async (question: ReadQuestion): Promise<readonly number[] | null> => {
    const calledOff = new AbortController();
    const cancel = timer.after(EMBED_PATIENCE_MS, () => calledOff.abort());
    const late = new Promise<null>((resolve) => calledOff.signal.addEventListener("abort", () => resolve(null)));
    const asked = embeddings.embed([canonicalText(question)], calledOff.signal).then(
      ({ vectors }) => vectors[0] ?? null,
      () => null,
    );
    return await Promise.race([asked, late]).finally(cancel);
  };

  const nameOf = ({ scope }: SharedQuestion): string => `similar/${embeddings.route}/${scope}`;

  const add = async (tenantId: string, question: SharedQuestion, entry: Omit<KeptQuestion, "vector">): Promise<void> => {
    const asked = read(question);
    const vector = asked && (await embed(asked));
    if (!asked || !vector) return;
    const name = nameOf(question);
    // What this process wrote KV may not tell for a minute; what others wrote is in KV alone.
    const own = await listOf(tenantId, name, COPY_AGE_MS);
    const others = merge(own, await listOf(tenantId, name, 0)).filter((other) => !isSame(asked, other));
    const entries = [...others, { ...entry, vector: packVector(vector) }].slice(-MAX_QUESTIONS);
    shelf.put(tenantId, name, JSON.stringify({ v: 1, entries }));
  };

  return {
    takes: (question) => read(question) !== null,
    async find(tenantId, question) {
      const asked = read(question);
      if (!asked) return null;
      const entries = await listOf(tenantId, nameOf(question), COPY_AGE_MS);
      if (entries.length === 0) return null;
      const vector = await embed(asked);
      if (!vector) return null;
      const nearest = entries
        .map((entry) => ({ entry, cosine: cosineOf(vector, toUnit(unpackVector(entry.vector)) ?? []) }))
        .filter(({ cosine }) => cosine >= (threshold ?? 1))
        .sort((a, b) => b.cosine - a.cosine)
        // Reading a question is what takes time here: the nearest first, and no further than the first that asks the same.
        .find(({ entry }) => isSame(asked, entry))?.entry;
      return nearest ? { value: nearest.value, cost_nanousd: nearest.cost_nanousd } : null;
    },
    keep(tenantId, question, { value, cost_nanousd }) {
      const json = JSON.stringify(value);
      if (!read(question) || json === undefined || json.length > MAX_ANSWER_CHARS) return;
      defer(add(tenantId, question, { at_ms: clock.now(), question: question.text, value, cost_nanousd }));
    },
  };
}

/** What is embedded: the frame and the words that count, so that courtesies do not push two questions apart. */
export function canonicalText({ frame, terms }: ReadQuestion): string {
  return `${frame} ${terms.join(" ")}`.trim();
}

/** Both lists, each question once with its newest answer, the oldest first. */
function merge(one: readonly KeptQuestion[], other: readonly KeptQuestion[]): readonly KeptQuestion[] {
  const oldestFirst = [...one, ...other].sort((a, b) => a.at_ms - b.at_ms);
  return [...new Map(oldestFirst.map((entry) => [entry.question, entry])).values()].sort((a, b) => a.at_ms - b.at_ms);
}

function isSame(asked: ReadQuestion, { question }: KeptQuestion): boolean {
  const other = readQuestion(question);
  return other !== null && isSameQuestion(asked, other);
}
