import type { z } from "zod";
import type { Account } from "./account.port.ts";
import type { Guard } from "./guard/guard.port.ts";

/** A prompt for any chat model; structurally the agents' `Prompt`, so that this room knows no agent. */
export interface ModelPrompt {
  readonly system: string;
  readonly user: string;
}

/** Why one entry of a route did not answer. Foreign errors never leave the door under their own names. */
export type ModelFault =
  | "unreachable"
  | "unauthorized"
  | "rate_limited"
  | "provider_error"
  | "timeout"
  | "silent"
  | "cut_off"
  | "not_json"
  | "wrong_schema"
  | "empty"
  | "refused"
  | "too_large"
  | "unavailable"
  /** Not asked: its breaker is open. */
  | "resting"
  /** Not asked: the budget does not allow it. */
  | "over_budget";

/** One failed attempt, for the log. `route` is `<provider>:<model>`. */
export interface FailedAttempt {
  readonly route: string;
  readonly fault: ModelFault;
  /** One line for the operator: our words, no provider text, no secrets. */
  readonly detail: string;
}

/** Who produced an output. `late` says that a deadline was missed on the way, so the rest of the turn stays embedded. */
export interface AnswerSource {
  readonly kind: "model" | "embedded";
  readonly route: string;
  /** Set when a model had said it before, so that it cost nothing now. */
  readonly cache?: "exact" | "semantic" | "speculation";
  readonly late: boolean;
  readonly attempts: readonly FailedAttempt[];
}

/** A learner's question about the material of a lesson, to which the answer that somebody else of the tenant got may do. */
export interface SimilarQuestion {
  /** Everything that the answer hangs on beside the question: best the prompt without it, for that has the material in it. Others are never compared. */
  readonly scope: string;
  readonly text: string;
  /** Language tag. */
  readonly language: string;
  /** The prompt without the conversation. Asked in place of the whole one when the answer may be shared, so that nothing of this learner gets into it. */
  readonly prompt: () => ModelPrompt;
}

export interface ModelCall<O> {
  /** The agent's name: picks the route and labels telemetry. */
  readonly agent: string;
  readonly temperature: number;
  readonly prompt: () => ModelPrompt;
  readonly schema: z.ZodType<O>;
  /** The same output with no model; the last entry of every route. It cannot fail. */
  readonly embedded: () => O;
  /** Milliseconds this call may take in all, from now. 0 or less goes straight to embedded and counts as late. */
  readonly deadline_ms: number;
  /** When true no model is asked. */
  readonly embedded_only: boolean;
  readonly signal?: AbortSignal;
  /** Hears each change of hands while the call runs. */
  readonly onActivity?: (status: "retrying" | "fell_back") => void;
  /** Hears the answer grow: its whole text so far, which begins anew when another request is made. Only from models that stream. */
  readonly onText?: (text: string) => void;
  /** Who pays, and hears of every request; without one nobody counts. */
  readonly account?: Account;
  readonly purpose?: "turn" | "speculation";
  /** The same for all calls of one turn, for telemetry. */
  readonly turn_id?: string;
  /** Nothing in the prompt is about a person: the answer may be given to others of the tenant who ask the very same. */
  readonly is_shareable?: boolean;
  /** The prompt answers a question that others may ask in other words. Shared only if `guard` finds nothing personal in it. */
  readonly similar?: SimilarQuestion;
  /** Stands between the prompt and the provider: what is personal does not leave. */
  readonly guard?: Guard;
  /** The most that an honest answer has; what has to be set aside goes by it. */
  readonly max_output_tokens?: number;
}

export interface ModelAnswer<O> {
  readonly output: O;
  readonly source: AnswerSource;
  /** SHA-256 (hex) of system and user prompt; null when no model was asked. */
  readonly prompt_hash: string | null;
  /** What it took to get here, failed requests included, in nano-dollars. */
  readonly cost_nanousd: number;
}

/** An answer that was made ahead of need and is used now. */
export interface UsedAnswer {
  readonly agent: string;
  readonly turn_id: string;
  readonly route: string;
  readonly prompt_hash: string | null;
  /** What it cost when it was made, in nano-dollars. */
  readonly saved_nanousd: number;
}

/** The one door to models. `answer` always resolves: whatever the providers do, the embedded entry ends the route. */
export interface Models {
  answer<O>(call: ModelCall<O>): Promise<ModelAnswer<O>>;
  /** Whether drafting ahead may pay: there is a model to wait for, and money enough for drafts that nobody will read. */
  worthAsking(agent: string, account: Account | undefined): Promise<boolean>;
  /** Books that an answer drafted ahead was used: what it saved is not waste. */
  noteUsed(answer: UsedAnswer, account: Account | undefined): void;
}
