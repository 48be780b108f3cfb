/** Wrappers within wrappers end somewhere; this is further than any real chain goes. */
const MAX_CAUSES = 8;

/**
 * An error as one line for the log: name and message of its innermost cause. What wraps it is left out on purpose: a failed query quotes the values that
 * it was given, and those may be a learner's words.
 */
export function describeError(error: unknown): string {
  let cause = error;
  for (let depth = 0; depth < MAX_CAUSES && cause instanceof Error && cause.cause !== undefined; depth++) cause = cause.cause;
  return cause instanceof Error ? `${cause.name}: ${cause.message}` : "unknown";
}
