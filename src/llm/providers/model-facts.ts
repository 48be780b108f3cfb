import type { Structured } from "../chat-model.port.ts";
import type { TokenPrice } from "../routes/route.port.ts";
import { MODELS, type ModelRow } from "./model-table.ts";
import type { ProviderRow } from "./provider-table.ts";

/** What is known of a model before it is asked. */
export interface ModelFacts {
  /** Whether the model table has it; otherwise these are careful guesses. */
  readonly is_known: boolean;
  readonly context_tokens: number;
  readonly max_output_tokens: number;
  readonly structured: Structured;
  readonly streams: boolean;
  /** Thinks before it answers: slower to its first token, and paid for what nobody sees. */
  readonly is_reasoning: boolean;
  /** Whether `temperature` and `top_p` are taken; some reasoning models answer 400 to them. */
  readonly takes_sampling: boolean;
  /** List price; null when nobody here has looked it up. Budgets then go by `PESSIMISTIC_PRICE`. */
  readonly price: TokenPrice | null;
}

/** For a model nobody has priced: dearer than every row of the table, so that a budget ends early rather than late. Dollars a million: 10 in, 50 out. */
export const PESSIMISTIC_PRICE: TokenPrice = { input_nanousd: 10_000, cached_input_nanousd: 10_000, output_nanousd: 50_000 };

/** For servers of the operator's own: nobody sends a bill. */
const FREE: TokenPrice = { input_nanousd: 0, cached_input_nanousd: 0, output_nanousd: 0 };
const OWN_SERVERS: ReadonlySet<string> = new Set(["ollama", "vllm"]);

/** Careful guesses: the smallest context and the shortest answer that a model still on sale has. */
const UNKNOWN_CONTEXT_TOKENS = 8_192;
const UNKNOWN_OUTPUT_TOKENS = 4_096;
/** Names of models that refuse `temperature`, whoever serves them: OpenAI's o series and GPT-5, Claude from Opus 4.7 and Sonnet 5 on. */
const REFUSES_SAMPLING = /^(o\d|gpt-[5-9])|claude-(opus-(4-[789]|[5-9])|sonnet-[5-9]|haiku-[5-9]|fable)/;

/**
 * What is known of `model` at `provider`: the row with its name, or with the longest name that it begins with before a dash, colon or at sign
 * (`gpt-4.1-mini-2025-04-14` is `gpt-4.1-mini`), else careful guesses.
 */
export function factsOf(provider: ProviderRow, model: string): ModelFacts {
  const row = findModel(provider.id, model);
  const bareName = model.slice(model.lastIndexOf("/") + 1);
  return {
    is_known: row !== null,
    context_tokens: row?.context_tokens ?? UNKNOWN_CONTEXT_TOKENS,
    max_output_tokens: row?.max_output_tokens ?? UNKNOWN_OUTPUT_TOKENS,
    structured: row?.structured ?? provider.structured,
    streams: provider.dialect !== "workers-ai",
    is_reasoning: row?.is_reasoning ?? false,
    takes_sampling: row?.takes_sampling ?? !REFUSES_SAMPLING.test(bareName),
    price: row === null ? (OWN_SERVERS.has(provider.id) ? FREE : null) : priceOf(row),
  };
}

function priceOf({ usd_per_million: [input, cached, output] }: ModelRow): TokenPrice {
  return { input_nanousd: toNanoUsd(input), cached_input_nanousd: toNanoUsd(cached), output_nanousd: toNanoUsd(output) };
}

/** Dollars a million tokens are thousandths of a nano-dollar more a token; rounded up, so that sums stay whole. */
function toNanoUsd(usdPerMillion: number): number {
  return Math.ceil(Math.round(usdPerMillion * 1_000_000) / 1_000);
}

function findModel(provider: string, model: string): ModelRow | null {
  let found: ModelRow | null = null;
  for (const row of MODELS) {
    if (row.provider !== provider || !isVersionOf(model, row.model)) continue;
    if (found === null || row.model.length > found.model.length) found = row;
  }
  return found;
}

/** `gpt-4.1-mini` is another model than `gpt-4.1`, its dated snapshot is not: what follows the name has to be a version. */
function isVersionOf(model: string, name: string): boolean {
  return model.startsWith(name) && /^($|[-@](\d|latest|preview))/.test(model.slice(name.length));
}
