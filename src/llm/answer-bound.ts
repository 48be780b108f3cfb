import type { RouteEntry } from "./routes/route.port.ts";

/** Hidden reasoning that is allowed on top of an answer: what the models of the table think over a short question, several times over. */
const REASONING_TOKENS = 8_000;

/**
 * The most tokens that an entry may answer with. The provider is told it, and as much is set aside: so the cap holds whatever a model does.
 *
 * @param answerTokens the most that an honest answer has; null: as many as the model can write
 */
export function boundOf({ max_output_tokens, is_reasoning }: RouteEntry, answerTokens: number | null): number {
  if (answerTokens === null) return max_output_tokens;
  return Math.min(max_output_tokens, answerTokens + (is_reasoning ? REASONING_TOKENS : 0));
}
