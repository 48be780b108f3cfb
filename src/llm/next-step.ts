import type { CallLimits } from "./call-limits.ts";
import type { ModelFailure } from "./model-failure.ts";

/** What to do after one request to one model failed. */
export type NextStep =
  | { readonly type: "retry"; readonly after_ms: number }
  /** Ask the same model again and say what was wrong. */
  | { readonly type: "repair" }
  | { readonly type: "give_up"; readonly out_of_time: boolean };

/** What one entry of a route has used up. Each is possible once, so an entry costs at most three requests. */
export interface Spent {
  readonly retried: boolean;
  readonly repaired: boolean;
}

/**
 * Decides whether the model that just failed gets another request.
 *
 * @param remainingMs what is left of the whole call
 * @param chance uniform in [0, 1): the share of the jitter to wait (full jitter)
 */
export function decideNextStep(failure: ModelFailure, spent: Spent, remainingMs: number, limits: CallLimits, chance: number): NextStep {
  if (failure.fault === "not_json" || failure.fault === "wrong_schema") {
    if (spent.repaired) return { type: "give_up", out_of_time: false };
    return remainingMs < limits.minCallMs ? { type: "give_up", out_of_time: true } : { type: "repair" };
  }
  const wait = pauseBeforeRetry(failure, limits, chance);
  if (wait === null || spent.retried) return { type: "give_up", out_of_time: false };
  return remainingMs - wait < limits.minCallMs ? { type: "give_up", out_of_time: true } : { type: "retry", after_ms: wait };
}

/** Milliseconds to wait before the one retry; null when the failure deserves none. */
function pauseBeforeRetry(failure: ModelFailure, limits: CallLimits, chance: number): number | null {
  const jitter = Math.floor(chance * limits.retryJitterMs);
  const asked = failure.retry_after_ms;
  // Not a moment before the time that was named, and not all at that moment.
  if (asked !== null) return asked <= limits.maxRetryAfterMs ? asked + jitter : null;
  return failure.transient ? jitter : null;
}
