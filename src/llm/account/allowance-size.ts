import type { BudgetTier } from "../account.port.ts";
import { larger } from "../ledger/amounts.ts";
import type { Amount } from "../ledger/ledger.port.ts";
import { plus, times } from "./amounts.ts";
import type { PurseState } from "./purse-state.schema.ts";

type Habit = PurseState["habit"];

/** A turn has up to two requests under way at once, and an estimate is several times what a request comes to: below this a turn may have to wait. */
const CALLS_AT_ONCE = 2;
/** So many turns pass between two renewals: more would save requests to the ledger, and keep from other sessions what this one may never spend. */
const TURNS_AHEAD = 3;

/** What should be left after a turn, so that the next need not ask the ledger; when money is short, room for one request. */
export function comfortable({ call, turn }: Habit, tier: BudgetTier): Amount {
  return tier === "full" ? plus(times(call, CALLS_AT_ONCE), turn) : call;
}

/** What to ask for: enough for what is needed now and a few turns of the usual size; when money is short, for one. `needed` null: nothing right now. */
export function wanted({ call, turn }: Habit, needed: Amount | null, tier: BudgetTier): Amount {
  if (tier !== "full") return needed ?? plus(call, turn);
  const largest = needed ? larger(call, needed) : call;
  return plus(needed ?? call, times(largest, CALLS_AT_ONCE), times(turn, TURNS_AHEAD));
}

/** What is usual after another turn: the last turns weigh most, and one large request is remembered for a few turns. */
export function learn(habit: Habit, seen: Habit): Habit {
  return { call: larger(seen.call, times(habit.call, 0.75)), turn: times(plus(habit.turn, seen.turn), 0.5) };
}
