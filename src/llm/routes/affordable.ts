import type { BudgetTier } from "../account.port.ts";
import type { RouteEntry } from "./route.port.ts";

/** An answer reads about three times what it writes: a lesson's prompts are long. */
const INPUT_SHARE = 3;

/** Which entries of a route may be asked as the budget stands: all, only the cheapest, or none. The caches stay open to all of them. */
export function affordable(route: readonly RouteEntry[], tier: BudgetTier): (entry: RouteEntry) => boolean {
  if (tier === "full") return () => true;
  if (tier === "spent") return () => false;
  const cheapest = Math.min(...route.map(weigh));
  return (entry) => weigh(entry) === cheapest;
}

function weigh({ price }: RouteEntry): number {
  return price.input_nanousd * INPUT_SHARE + price.output_nanousd;
}
