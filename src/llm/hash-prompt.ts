import type { ModelPrompt } from "./models.port.ts";

/**
 * SHA-256 of a prompt as 64 hexadecimal characters: of the UTF-8 bytes of `system`, a NUL, and `user`. Tells whether two answers came from the same
 * prompt without storing it. Deterministic, though asynchronous: WebCrypto offers nothing else.
 */
export async function hashPrompt(prompt: ModelPrompt): Promise<string> {
  const bytes = new TextEncoder().encode(`${prompt.system}\u0000${prompt.user}`);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
