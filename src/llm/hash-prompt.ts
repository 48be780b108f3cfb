import type { ModelPrompt } from "./models.port.ts";

/**
 * SHA-256 of a prompt as 64 hexadecimal characters: of the UTF-8 bytes of `system`, a NUL, and `user`. Tells whether two answers came from the same
 * prompt without storing it. Deterministic, though asynchronous: WebCrypto offers nothing else.
 */
export function hashPrompt(prompt: ModelPrompt): Promise<string> {
  return hashText(`${prompt.system}\u0000${prompt.user}`);
}

const HEX: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** SHA-256 of a text's UTF-8 bytes as 64 hexadecimal characters. */
export async function hashText(text: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  let hex = "";
  for (const byte of digest) hex += HEX[byte];
  return hex;
}
