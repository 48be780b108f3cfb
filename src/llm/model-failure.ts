import type { ModelFault } from "./models.port.ts";

/** Why one request to one model gave no usable answer, in our words. A value where it is expected, carried by `ModelError` where it is thrown. */
export interface ModelFailure {
  readonly fault: ModelFault;
  /** One line for the operator: no provider text, no model text, no secrets. */
  readonly detail: string;
  /** Whether the same request may succeed if it is sent again shortly. */
  readonly transient: boolean;
  /** How long the provider asked us to wait, in milliseconds; null when it did not say. */
  readonly retry_after_ms: number | null;
}

/** What an adapter throws instead of whatever its SDK threw. */
export class ModelError extends Error {
  readonly failure: ModelFailure;

  constructor(failure: ModelFailure) {
    super(`${failure.fault}: ${failure.detail}`);
    this.name = "ModelError";
    this.failure = failure;
  }
}

/** A failure that sending the same request again would not cure. */
export function lasting(fault: ModelFault, detail: string): ModelFailure {
  return { fault, detail, transient: false, retry_after_ms: null };
}

/** A failure that may be gone in a moment. */
export function transient(fault: ModelFault, detail: string): ModelFailure {
  return { fault, detail, transient: true, retry_after_ms: null };
}

/** The failure inside anything an adapter let through. A foreign error is named by its class only: its message may hold prompts or keys. */
export function failureOfError(error: unknown): ModelFailure {
  if (error instanceof ModelError) return error.failure;
  return lasting("unavailable", `the adapter failed with ${error instanceof Error ? error.name : typeof error}`);
}

/** Faults that tell of a model in trouble. Others are about the prompt, the answer or ourselves, and open no breaker. */
const UNHEALTHY: ReadonlySet<string> = new Set<ModelFault>([
  "unreachable",
  "unauthorized",
  "rate_limited",
  "provider_error",
  "timeout",
  "silent",
  "cut_off",
  "empty",
  "too_large",
]);

/** Whether an outcome says that its model is in trouble. */
export function isAboutHealth(outcome: string): boolean {
  return UNHEALTHY.has(outcome);
}
