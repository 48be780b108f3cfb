import { lasting, ModelError, type ModelFailure, transient } from "../model-failure.ts";

/** What it means that a request could not be sent or answered at all, as runtimes report it. Their messages are never used: they quote addresses. */
export function failureOfConnection(error: unknown): ModelFailure {
  const own = ownFailureIn(error);
  if (own !== null) return own;
  const coded = findCause(error, (cause) => readSystemCode(cause) !== null);
  return transient("unreachable", `no connection (${readSystemCode(coded) ?? "no reason given"})`);
}

/** What it means that reading a stream failed, rather than what the stream said: runtimes wrap this in errors of many kinds. */
export function failureOfBrokenStream(error: unknown): ModelFailure {
  return ownFailureIn(error) ?? transient("unreachable", "the connection broke inside the answer");
}

/** What it means that reading an answer that comes whole failed: asking again would cost the same again. */
export function failureOfBrokenBody(error: unknown): ModelFailure {
  return ownFailureIn(error) ?? lasting("cut_off", "the connection broke inside the answer");
}

/** A failure of ours that something in between wrapped; null where there is none. */
export function ownFailureIn(error: unknown): ModelFailure | null {
  const own = findCause(error, (cause) => cause instanceof ModelError);
  return own instanceof ModelError ? own.failure : null;
}

/** A system error code such as `ECONNREFUSED`: says what is wrong without saying where. */
function readSystemCode(error: unknown): string | null {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : null;
  return typeof code === "string" && /^[A-Z_]{3,40}$/.test(code) ? code : null;
}

function findCause(error: unknown, wanted: (cause: unknown) => boolean): unknown {
  let current = error;
  for (let depth = 0; depth < 8 && current !== undefined; depth++) {
    if (wanted(current)) return current;
    current = current instanceof Error ? current.cause : undefined;
  }
  return undefined;
}
