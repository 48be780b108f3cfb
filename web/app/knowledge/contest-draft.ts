import { keepDraft, readDraft } from "../drafts.ts";
import { deviceShelf } from "../kept.ts";

// Kept where the answers of lessons are kept, under the id of the answer that is contested.
const keyOf = (evidenceId: string) => `contest.${evidenceId}`;

/** What the learner has begun to say against a verdict; empty when nothing. */
export const keptReason = (evidenceId: string): string => readDraft(deviceShelf(), keyOf(evidenceId)).text;

/** Keeps it until it is sent; an empty one is forgotten. */
export const keepReason = (evidenceId: string, text: string): void => keepDraft(deviceShelf(), keyOf(evidenceId), { text, sending: null });

/** The longest reason that the server takes, in UTF-16 code units. */
export const MAX_REASON_CHARS = 500;

/** What is wrong with a reason before it is sent. */
export function faultIn(reason: string): "empty" | "too_long" | null {
  const length = reason.trim().length;
  return length === 0 ? "empty" : length > MAX_REASON_CHARS ? "too_long" : null;
}
