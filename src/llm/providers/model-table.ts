import type { Structured } from "../chat-model.port.ts";

/** One model of one provider. Prices are list prices for short prompts; some providers ask more above 200,000 tokens, which no prompt of ours has. */
export interface ModelRow {
  readonly provider: string;
  /** By the provider's own name; dated snapshots are found by it too. */
  readonly model: string;
  readonly context_tokens: number;
  readonly max_output_tokens: number;
  /** Where it differs from its provider's row. */
  readonly structured?: Structured;
  readonly is_reasoning?: true;
  /** Only where it differs from what its name says. */
  readonly takes_sampling?: boolean;
  /** Dollars a million tokens: input, cached input (the input price where a provider gives no discount), output. */
  readonly usd_per_million: readonly [input: number, cached_input: number, output: number];
}

/** Where the prices come from, looked up on 2026-11-24; Pydantic's collection names each provider's own page. A test compares and names every difference. */
export const PRICES_SOURCE = "@pydantic/genai-prices 0.1.8";

const K = 1_024;

/** Models worth a place in a route. Contexts and limits from the providers' model pages, looked up with the prices; rounded down where a page says "about". */
export const MODELS: readonly ModelRow[] = [
  {
    provider: "workers-ai",
    model: "@cf/meta/llama-4-scout-17b-16e-instruct",
    context_tokens: 131_000,
    max_output_tokens: 4_096,
    usd_per_million: [0.27, 0.27, 0.85],
  },
  {
    provider: "workers-ai",
    model: "@cf/meta/llama-3.3-70b-instruct-fp8-fast",
    context_tokens: 24_000,
    max_output_tokens: 4_096,
    usd_per_million: [0.293, 0.293, 2.253],
  },
  {
    provider: "workers-ai",
    model: "@cf/meta/llama-3.1-8b-instruct-fp8-fast",
    context_tokens: 32_000,
    max_output_tokens: 4_096,
    usd_per_million: [0.045, 0.045, 0.384],
  },
  { provider: "openai", model: "gpt-4.1", context_tokens: 1_000_000, max_output_tokens: 32 * K, usd_per_million: [2, 0.5, 8] },
  { provider: "openai", model: "gpt-4.1-mini", context_tokens: 1_000_000, max_output_tokens: 32 * K, usd_per_million: [0.4, 0.1, 1.6] },
  { provider: "openai", model: "gpt-4.1-nano", context_tokens: 1_000_000, max_output_tokens: 32 * K, usd_per_million: [0.1, 0.025, 0.4] },
  { provider: "openai", model: "gpt-4o-mini", context_tokens: 128_000, max_output_tokens: 16 * K, usd_per_million: [0.15, 0.075, 0.6] },
  {
    provider: "openai",
    model: "gpt-5-mini",
    context_tokens: 400_000,
    max_output_tokens: 128_000,
    is_reasoning: true,
    usd_per_million: [0.25, 0.025, 2],
  },
  {
    provider: "openai",
    model: "gpt-5.4",
    context_tokens: 1_000_000,
    max_output_tokens: 128_000,
    is_reasoning: true,
    usd_per_million: [2.5, 0.25, 15],
  },
  {
    provider: "openai",
    model: "gpt-5.4-mini",
    context_tokens: 400_000,
    max_output_tokens: 128_000,
    is_reasoning: true,
    usd_per_million: [0.75, 0.075, 4.5],
  },
  {
    provider: "openai",
    model: "gpt-5.4-nano",
    context_tokens: 400_000,
    max_output_tokens: 128_000,
    is_reasoning: true,
    usd_per_million: [0.2, 0.02, 1.25],
  },
  { provider: "anthropic", model: "claude-haiku-4-5", context_tokens: 200_000, max_output_tokens: 64_000, usd_per_million: [1, 0.1, 5] },
  { provider: "anthropic", model: "claude-sonnet-4-6", context_tokens: 200_000, max_output_tokens: 64_000, usd_per_million: [3, 0.3, 15] },
  { provider: "anthropic", model: "claude-sonnet-5", context_tokens: 200_000, max_output_tokens: 64_000, usd_per_million: [2, 0.2, 10] },
  { provider: "anthropic", model: "claude-opus-5-5", context_tokens: 200_000, max_output_tokens: 64_000, usd_per_million: [4, 0.2, 20] },
  {
    provider: "google",
    model: "gemini-2.5-flash",
    context_tokens: 1_000_000,
    max_output_tokens: 64 * K,
    is_reasoning: true,
    usd_per_million: [0.3, 0.03, 2.5],
  },
  {
    provider: "google",
    model: "gemini-2.5-flash-lite",
    context_tokens: 1_000_000,
    max_output_tokens: 64 * K,
    usd_per_million: [0.1, 0.01, 0.4],
  },
  {
    provider: "google",
    model: "gemini-2.5-pro",
    context_tokens: 1_000_000,
    max_output_tokens: 64 * K,
    is_reasoning: true,
    usd_per_million: [1.25, 0.125, 10],
  },
  {
    provider: "google",
    model: "gemini-3.5-flash-lite",
    context_tokens: 1_000_000,
    max_output_tokens: 64 * K,
    is_reasoning: true,
    usd_per_million: [0.3, 0.03, 2.5],
  },
  {
    provider: "groq",
    model: "llama-3.3-70b-versatile",
    context_tokens: 128 * K,
    max_output_tokens: 32 * K,
    usd_per_million: [0.59, 0.59, 0.79],
  },
  {
    provider: "groq",
    model: "llama-3.1-8b-instant",
    context_tokens: 128 * K,
    max_output_tokens: 32 * K,
    usd_per_million: [0.05, 0.05, 0.08],
  },
  {
    provider: "groq",
    model: "openai/gpt-oss-120b",
    context_tokens: 128 * K,
    max_output_tokens: 32 * K,
    structured: "json_schema",
    is_reasoning: true,
    usd_per_million: [0.15, 0.075, 0.6],
  },
  {
    provider: "openrouter",
    model: "openai/gpt-5-mini",
    context_tokens: 400_000,
    max_output_tokens: 128_000,
    is_reasoning: true,
    usd_per_million: [0.25, 0.025, 2],
  },
  {
    provider: "openrouter",
    model: "google/gemini-2.5-flash",
    context_tokens: 1_000_000,
    max_output_tokens: 64 * K,
    is_reasoning: true,
    usd_per_million: [0.3, 0.075, 2.5],
  },
  { provider: "mistral", model: "mistral-small", context_tokens: 128_000, max_output_tokens: 16 * K, usd_per_million: [0.1, 0.1, 0.3] },
  { provider: "mistral", model: "mistral-medium", context_tokens: 128_000, max_output_tokens: 16 * K, usd_per_million: [1.5, 0.15, 7.5] },
  { provider: "deepseek", model: "deepseek-chat", context_tokens: 64_000, max_output_tokens: 8 * K, usd_per_million: [0.27, 0.07, 1.1] },
  {
    provider: "deepseek",
    model: "deepseek-reasoner",
    context_tokens: 64_000,
    max_output_tokens: 32 * K,
    is_reasoning: true,
    takes_sampling: true,
    usd_per_million: [0.55, 0.14, 2.19],
  },
  {
    provider: "xai",
    model: "grok-3-mini",
    context_tokens: 128 * K,
    max_output_tokens: 16 * K,
    is_reasoning: true,
    usd_per_million: [0.3, 0.075, 0.5],
  },
  {
    provider: "xai",
    model: "grok-4-fast",
    context_tokens: 2_000_000,
    max_output_tokens: 30_000,
    is_reasoning: true,
    usd_per_million: [0.2, 0.05, 0.5],
  },
];
