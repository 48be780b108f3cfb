import type { ModelPrompt } from "../models.port.ts";

/** Which way a text goes: to a provider, or back to the learner. */
export type Direction = "in" | "out";

/** What a moderator says. `reason` is for the log: why a text was refused, or why an allowed one was not looked at. */
export interface Review {
  readonly allowed: boolean;
  readonly reason: string | null;
}

/** Decides whether a text may pass. Never rejects and never hangs: what it cannot judge it allows, and says so. */
export interface Moderator {
  review(text: string, direction: Direction): Promise<Review>;
}

/** Names the moderator where a route is named. */
export const MODERATION_ROUTE = "moderation";

/** What stands between one session and the providers. */
export interface Guard {
  /** The prompt as it may leave: personal data of the learner replaced by placeholders. Changes the session's vault. */
  outbound(prompt: ModelPrompt): ModelPrompt;
  /** A model's parsed output with the learner's own words put back, however deep. */
  inbound<T>(output: T): T;
  /** A raw answer as far as it has come, with the same put back; it grows with the answer and never ends in half a placeholder. */
  growing(text: string): string;
  /** Whether what a learner says in a prompt that `outbound` made may leave. */
  reviewPrompt(prompt: ModelPrompt): Promise<Review>;
  /** Whether what a model said may be used. */
  reviewOutput(output: unknown): Promise<Review>;
}
