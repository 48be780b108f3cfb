import type { ModelCall, ModelPrompt } from "../models.port.ts";
import { ownWords } from "./own-words.ts";
import type { SemanticCache, SharedQuestion } from "./semantic-cache.port.ts";

/** A call whose answer may be somebody else's. */
export interface SharedCall {
  readonly question: SharedQuestion;
  /** Asked in place of the call's own prompt: it holds the question and the lesson, nothing of the conversation. */
  readonly prompt: ModelPrompt;
}

/**
 * What of a call may be shared; null when nothing may: it asks no question, the question hangs on its conversation, or something personal is in it. The guard
 * says what is personal: a prompt that it changes is. Where no guard stands, nobody has looked, and nothing is shared.
 */
export function shareQuestion(
  cache: SemanticCache | undefined,
  { agent, similar, guard, account }: Pick<ModelCall<unknown>, "agent" | "similar" | "guard" | "account">,
): SharedCall | null {
  if (!cache || !similar || !guard || !account) return null;
  const { text, language } = similar;
  const asked = { scope: `${agent}\u0000${similar.scope}`, text, language, is_personal: false, own_words: new Set<string>() };
  // Cheap first: most replies that are questions hang on what was said.
  if (!cache.takes(asked)) return null;
  const question = { ...asked, own_words: ownWords(text, similar.scope) };
  const prompt = similar.prompt();
  const leaving = guard.outbound(prompt);
  return leaving.user === prompt.user && leaving.system === prompt.system ? { question, prompt } : null;
}
