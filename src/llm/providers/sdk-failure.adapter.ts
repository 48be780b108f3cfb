import { APICallError } from "ai";
import { lasting, type ModelFailure } from "../model-failure.ts";
import { failureOfConnection, ownFailureIn } from "./connection-failure.ts";
import { failureOfReport } from "./reported-error.ts";
import { failureOfStatus } from "./status-failure.ts";

/** What the AI SDK (or a runtime below it) threw, as one of ours. Its messages are never used: they quote bodies, addresses and prompts. */
export function failureOfSdkError(error: unknown, nowMs: number): ModelFailure {
  const own = ownFailureIn(error);
  if (own !== null) return own;
  if (APICallError.isInstance(error)) {
    if (error.statusCode === undefined) return failureOfConnection(error);
    if (error.statusCode >= 300) return failureOfStatus(error.statusCode, error.responseHeaders ?? {}, nowMs);
    return lasting("provider_error", `HTTP ${error.statusCode} without a completion`);
  }
  // Plain objects are error bodies; SDK errors say that an answer could not be read.
  if (!(error instanceof Error)) return failureOfReport(error);
  return error.name.startsWith("AI_")
    ? lasting("provider_error", "answered with something that is no completion")
    : failureOfConnection(error);
}
