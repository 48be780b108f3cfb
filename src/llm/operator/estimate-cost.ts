import type { AgentRoute, Estimate, FigureRow } from "../../protocol/operator.schema.ts";
import type { TokenPrice } from "../routes/route.port.ts";

/** What one turn asks of an agent. */
interface Usage {
  readonly calls_per_turn: number;
  readonly input_tokens: number;
  readonly output_tokens: number;
}

/**
 * Tokens a call before anything was measured: our prompts and answers in the lessons that come with Cairn, at three characters a token and rounded up.
 * A reply is evaluated, answered and reviewed once; paths are laid out once a lesson, which has about twelve turns.
 */
const ASSUMED: Readonly<Record<string, Usage>> = {
  evaluator: { calls_per_turn: 1, input_tokens: 2_500, output_tokens: 300 },
  tutor: { calls_per_turn: 1, input_tokens: 2_500, output_tokens: 400 },
  reviewer: { calls_per_turn: 1, input_tokens: 2_500, output_tokens: 200 },
  path_generator: { calls_per_turn: 1 / 12, input_tokens: 2_000, output_tokens: 800 },
};
/** Fewer calls than this say little about the next ones. */
const MIN_CALLS = 10;
const TURNS = 1_000;

/**
 * What 1,000 turns cost at list prices when every call is answered by the first entry of its route. Tokens are the averages of this tenant's own calls
 * (`measured`: the figures of the last month, by agent) as soon as every agent of the loop has enough of them.
 */
export function estimateCost(
  routes: readonly AgentRoute[],
  measured: readonly Pick<FigureRow, "name" | "calls" | "input_tokens" | "output_tokens">[],
  priceOf: (route: string) => TokenPrice,
): Estimate {
  const known = routes.flatMap((route) => {
    const assumed = ASSUMED[route.agent];
    return assumed ? [{ route, assumed, row: measured.find(({ name }) => name === route.agent) }] : [];
  });
  const asked = known.filter(({ route }) => route.entries.length > 0);
  const isMeasured =
    asked.length > 0 && asked.every(({ row, assumed }) => (row?.calls ?? 0) >= MIN_CALLS * Math.min(1, assumed.calls_per_turn));
  const agents = known.map(({ route, assumed, row }) => {
    const usage = isMeasured && row && row.calls > 0 ? averages(row, assumed) : assumed;
    const [first] = route.entries;
    const price = first ? priceOf(first.route) : null;
    return {
      agent: route.agent,
      route: first?.route ?? null,
      is_price_known: first === undefined || first.price !== null,
      calls_per_turn: usage.calls_per_turn,
      input_tokens: usage.input_tokens,
      output_tokens: usage.output_tokens,
      nanousd_per_1000_turns: price
        ? Math.round(TURNS * usage.calls_per_turn * (usage.input_tokens * price.input_nanousd + usage.output_tokens * price.output_nanousd))
        : 0,
    };
  });
  return {
    nanousd_per_1000_turns: agents.reduce((sum, agent) => sum + agent.nanousd_per_1000_turns, 0),
    basis: isMeasured ? "measured" : "assumed",
    agents,
  };
}

function averages(row: Pick<FigureRow, "calls" | "input_tokens" | "output_tokens">, assumed: Usage): Usage {
  return {
    calls_per_turn: assumed.calls_per_turn,
    input_tokens: Math.round(row.input_tokens / row.calls),
    output_tokens: Math.round(row.output_tokens / row.calls),
  };
}
