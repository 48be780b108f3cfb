import { APICallError } from "ai";
import { lasting, ModelError, type ModelFailure, transient } from "../model-failure.ts";
import { failureOfStatus } from "./status-failure.ts";

/** What the AI SDK (or a runtime below it) threw, as one of ours. Its messages are never used: they quote bodies, addresses and prompts. */
export function failureOfSdkError(error: unknown, nowMs: number): ModelFailure {
  const own = findCause(error, (cause) => cause instanceof ModelError);
  if (own instanceof ModelError) return own.failure;
  if (APICallError.isInstance(error)) {
    if (error.statusCode === undefined) return unreachable(error);
    if (error.statusCode >= 300) return failureOfStatus(error.statusCode, error.responseHeaders ?? {}, nowMs);
    // Status 200 with a complaint of the SDK: the body was read and is not a completion. Any other cause is the runtime's: the body broke off.
    return isSdkError(error.cause)
      ? lasting("provider_error", `HTTP ${error.statusCode} without a completion`)
      : lasting("cut_off", "the connection broke inside the answer");
  }
  const status = readErrorCode(error);
  if (status !== null) return failureOfStatus(status, {}, nowMs);
  // Plain objects are error bodies inside a stream; SDK errors say that a part of it could not be read.
  if (!(error instanceof Error) || isSdkError(error)) return lasting("provider_error", "reported an error inside its answer");
  return unreachable(error);
}

/** What it means that reading a stream failed, rather than what the stream said: runtimes wrap this in errors of many kinds. */
export function failureOfBrokenStream(error: unknown): ModelFailure {
  const own = findCause(error, (cause) => cause instanceof ModelError);
  return own instanceof ModelError ? own.failure : transient("unreachable", "the connection broke inside the answer");
}

function isSdkError(error: unknown): boolean {
  return error instanceof Error && error.name.startsWith("AI_");
}

function unreachable(error: unknown): ModelFailure {
  const coded = findCause(error, (cause) => readSystemCode(cause) !== null);
  return transient("unreachable", `no connection (${readSystemCode(coded) ?? "no reason given"})`);
}

/** A system error code such as `ECONNREFUSED`: says what is wrong without saying where. */
function readSystemCode(error: unknown): string | null {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : null;
  return typeof code === "string" && /^[A-Z_]{3,40}$/.test(code) ? code : null;
}

/** The HTTP status that some gateways put into an error inside a stream: `{ "code": 429, … }`. */
function readErrorCode(error: unknown): number | null {
  const code = typeof error === "object" && error !== null && !(error instanceof Error) && "code" in error ? error.code : null;
  return typeof code === "number" && code >= 400 && code <= 599 ? code : null;
}

function findCause(error: unknown, wanted: (cause: unknown) => boolean): unknown {
  let current = error;
  for (let depth = 0; depth < 8 && current !== undefined; depth++) {
    if (wanted(current)) return current;
    current = current instanceof Error ? current.cause : undefined;
  }
  return undefined;
}
