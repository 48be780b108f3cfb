import type { ModelPrompt } from "../models.port.ts";

/** Stands between a prompt and a provider, for one call: personal data stays inside, and comes back in the answer. */
export interface Guard {
  /** The prompt as it may leave. */
  outbound(prompt: ModelPrompt): ModelPrompt;
  /** A model's text or parsed answer with everything that was taken out put back. */
  inbound<T>(output: T): T;
}
