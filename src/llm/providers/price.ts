import type { TokenUsage } from "../chat-model.port.ts";
import type { TokenPrice } from "../routes/route.port.ts";

/**
 * Bytes of UTF-8 a token, rounded down: English has about 4 (OpenAI's rule of thumb), code fewer; a Chinese, Japanese or Korean character has 3 and is about
 * one token. A low figure estimates high.
 */
const BYTES_A_TOKEN = 3;

/** How many tokens a text of so many bytes may come to: an estimate on the high side, for setting money aside and for providers that do not say. */
export function estimateTokens(bytes: number): number {
  return Math.ceil(bytes / BYTES_A_TOKEN);
}

/** The length of a text in UTF-8. */
export function bytesOf(text: string): number {
  return encoder.encode(text).length;
}

const encoder = new TextEncoder();

/** What an answer costs at list price, in whole nano-dollars, rounded up so that sums come out exactly. Cached tokens are part of the input, hidden reasoning is part of the output. */
export function costOf(price: TokenPrice, usage: TokenUsage): number {
  const cached = Math.min(usage.cached_input_tokens, usage.input_tokens);
  return Math.ceil(
    (usage.input_tokens - cached) * price.input_nanousd + cached * price.cached_input_nanousd + usage.output_tokens * price.output_nanousd,
  );
}
