import type { Payer } from "../account.port.ts";
import type { ChatModel } from "../chat-model.port.ts";

/** List prices in nano-dollars (10⁻⁹ USD) a token: dollars a million tokens × 1,000. */
export interface TokenPrice {
  readonly input_nanousd: number;
  readonly cached_input_nanousd: number;
  readonly output_nanousd: number;
}

/** One entry of a route: a model with what has to be known before it is asked. */
export interface RouteEntry {
  readonly model: ChatModel;
  /** What it costs; for a model nobody has priced, a pessimistic guess. */
  readonly price: TokenPrice;
  /** Tokens that the longest answer may have: bounds what has to be set aside. */
  readonly max_output_tokens: number;
  /** Thinks before it answers, and is paid for what nobody sees. */
  readonly is_reasoning?: boolean;
  readonly key: "operator" | "tenant";
}

/** Which models to ask for an agent, in order. The embedded entry after the last is implied. Settings of tenants are looked up at most every 30 s an isolate. */
export type ResolveRoute = (agent: string, payer: Payer | null) => Promise<readonly RouteEntry[]> | readonly RouteEntry[];
