import { hashText } from "../hash-prompt.ts";
import type { AnswerCache } from "./answer-cache.port.ts";
import { repeats } from "./own-words.ts";
import { canonicalText, type ReadQuestion, readQuestion } from "./read-question.ts";
import type { SemanticCache, SharedQuestion } from "./semantic-cache.port.ts";

export interface SemanticCacheDeps {
  /** Where answers lie by name; the names made here are none that prompts have. */
  readonly answers: AnswerCache;
  /** Keeps the process alive for work that nobody waits for. What it is given never rejects. */
  readonly defer: (work: Promise<void>) => void;
}

/** UTF-16 code units of one answer as JSON: several times what a tutor may say. */
const MAX_ANSWER_CHARS = 32_768;

/**
 * Answers by what was asked: questions that come to the same reading (`canonicalText`) share one. Of a question only a hash is kept, in the name, so that no
 * learner's words lie in the store: there is nothing to find there when a learner is erased.
 */
export function createSemanticCache({ answers, defer }: SemanticCacheDeps): SemanticCache {
  const read = ({ text, language, is_personal }: SharedQuestion): ReadQuestion | null =>
    is_personal || !/^en\b/i.test(language) ? null : readQuestion(text);
  const nameOf = async ({ scope }: SharedQuestion, asked: ReadQuestion): Promise<string> =>
    `asked:${scope}:${await hashText(`${scope}\u0000${canonicalText(asked)}`)}`;

  return {
    takes: (question) => read(question) !== null,
    async find(tenantId, question) {
      const asked = read(question);
      return asked && (await answers.get(tenantId, await nameOf(question, asked)));
    },
    keep(tenantId, question, answer) {
      const asked = read(question);
      const json = JSON.stringify(answer.value);
      if (!asked || json === undefined || json.length > MAX_ANSWER_CHARS || repeats(json, question.own_words)) return;
      defer(nameOf(question, asked).then((name) => answers.put(tenantId, name, answer)));
    },
  };
}
