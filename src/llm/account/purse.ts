import { toIso } from "../../shared/clock.ts";
import type { BudgetTier, CallEstimate, Payer } from "../account.port.ts";
import type { CallRecord } from "../calls/call-record.schema.ts";
import type { Amount, CheckedIn, CheckIn } from "../ledger/ledger.port.ts";
import { larger, NOTHING } from "../ledger/amounts.ts";
import { comfortable, learn, wanted } from "./allowance-size.ts";
import { isSame, isWithin, minus, plus, times } from "./amounts.ts";
import type { HeldAllowance, OpenReservation, PurseState } from "./purse-state.schema.ts";

// The money of a purse as plain data and pure functions. Every reservation belongs to one allowance, and what it came to is spent from that one.

/** Nothing is set aside from an allowance that ends sooner than this: longer than a request may take, so that it is settled before the ledger takes the rest back. */
export const EXPIRY_MARGIN_MS = 30_000;
/** How long the ledger's word holds that money is short. Whoever asks only the cheapest model hears a new word after each turn anyway. */
const ANSWER_HOLDS_MS = 60 * 60_000;
/** How long `spent` holds; then one request to the cheapest model is tried again, because others give back, caps are raised and days begin. */
const SPENT_HOLDS_MS = 60_000;
/** A request that is not settled by now never will be: its caller is gone. */
export const OVERDUE_MS = 10 * 60_000;

export const EMPTY_PURSE: PurseState = {
  v: 1,
  allowances: [],
  open: [],
  outbox: [],
  answer: null,
  habit: { call: NOTHING, turn: NOTHING },
  seen: { call: NOTHING, turn: NOTHING },
};

/**
 * The tier as the ledger said it last, `full` where it has said nothing yet: a session's first request goes out under that, and what the ledger says to it holds
 * for whoever is asked next. Asking before would cost each session a wait. `spent` also when it had less to give than was wanted and that is used up.
 */
export function tierOf(state: PurseState, nowMs: number): BudgetTier {
  const { answer } = state;
  if (!answer || !isRecent(answer.at_ms, ANSWER_HOLDS_MS, nowMs)) return "full";
  if (answer.tier !== "spent" && !(answer.is_short && isUsedUp(state, nowMs))) return answer.tier;
  return isRecent(answer.at_ms, SPENT_HOLDS_MS, nowMs) ? "spent" : "tight";
}

/** Sets an estimate aside; null when no allowance has room for it. */
export function reserveIn(
  state: PurseState,
  reservation_id: OpenReservation["reservation_id"],
  estimate: CallEstimate,
  nowMs: number,
): PurseState | null {
  // Some list prices are fractions of a nano-dollar a token; sums must come out exactly.
  const amount = times(estimate, 1);
  const from = state.allowances.find((one) => isUsable(one, nowMs) && isWithin(amount, leftOf(state, one)));
  if (!from) return null;
  const { route, about } = estimate;
  return {
    ...state,
    open: [...state.open, { reservation_id, allowance_id: from.allowance_id, route, about, estimate: amount, at_ms: nowMs }],
    seen: { ...state.seen, call: larger(state.seen.call, amount) },
  };
}

/** Books a record in the place of its reservation; null when that is not open (any more). */
export function settleIn(state: PurseState, reservationId: string, given: CallRecord): PurseState | null {
  const reservation = state.open.find(({ reservation_id }) => reservation_id === reservationId);
  if (!reservation) return null;
  const record = { ...given, cost_nanousd: Math.ceil(given.cost_nanousd) };
  const cost = { nanousd: record.cost_nanousd, tokens: record.input_tokens + record.output_tokens };
  return {
    ...state,
    open: state.open.filter((one) => one !== reservation),
    allowances: state.allowances.map((one) =>
      one.allowance_id === reservation.allowance_id ? { ...one, spent: plus(one.spent, cost) } : one,
    ),
    outbox: [...state.outbox, record],
    seen: { ...state.seen, turn: plus(state.seen.turn, cost) },
  };
}

/** Books every reservation made at or before an instant as cut off, at its full estimate: the provider may have billed it. */
export function interruptOpen(state: PurseState, payer: Payer, madeByMs: number): PurseState {
  return state.open
    .filter(({ at_ms }) => at_ms <= madeByMs)
    .reduce<PurseState>((before, one) => settleIn(before, one.reservation_id, interruptedRecord(one, payer)) ?? before, state);
}

/** One talk with the ledger: what it is told, in order, and how the purse stands while it is. */
export interface Talk {
  readonly state: PurseState;
  readonly messages: readonly Pick<CheckIn, "spent" | "want">[];
}

/** `needed`: for a request that waits; `renew`: after a turn; `close`: for good. */
export type WhyTalk = { readonly needed: Amount } | "renew" | "close";

/**
 * What to say to the ledger. What is left of an allowance is given back when it is too little for a usual request or ends soon, in the same message that asks
 * for more, and never while a request is under way on it. What is still of use is kept: the ledger may not answer.
 */
export function planTalk(state: PurseState, why: WhyTalk, nowMs: number): Talk {
  const isRenewal = why === "renew";
  const needed = isRenewal || why === "close" ? null : why.needed;
  const habit = isRenewal && !isSame(state.seen.call, NOTHING) ? learn(state.habit, state.seen) : state.habit;
  const tier = tierOf(state, nowMs);
  const isIdle = ({ allowance_id }: HeldAllowance) => !state.open.some((one) => one.allowance_id === allowance_id);
  const isOfUse = (one: HeldAllowance) =>
    isUsable(one, nowMs) &&
    why !== "close" &&
    isWithin(larger(habit.call, tier === "full" || !needed ? NOTHING : needed), leftOf(state, one));

  const allowances = state.allowances
    .map((one) => ({ ...one, is_closing: one.is_closing || (isIdle(one) && !isOfUse(one)) }))
    // Of what has ended, with all of it told, the ledger has long taken the rest back.
    .filter((one) => nowMs < one.expires_at_ms || !isSame(one.spent, one.told) || !isIdle(one));
  const isComfortable = isWithin(comfortable(habit, tier), usableOf(state, allowances, nowMs));
  const want = needed || (isRenewal && !isComfortable) ? wanted(habit, needed, tier) : null;
  const told = allowances
    .filter((one) => one.is_closing || !isSame(one.spent, one.told))
    .map(({ allowance_id, spent, is_closing }) => ({ allowance_id, amount: spent, is_closed: is_closing }));
  const messages = told.map((spent, i) => ({ spent, want: i === told.length - 1 ? want : null }));
  return {
    state: { ...state, ...(needed ? {} : { habit, seen: EMPTY_PURSE.seen }), allowances },
    messages: told.length === 0 && want ? [{ spent: null, want }] : messages,
  };
}

/**
 * Whether more is left than one would ask for: then no budget has a cap, for the ledger gives more than is wanted only there. Under a cap every turn is told
 * as it ends, because others wait for what is given back and for the word that money is short.
 */
export function hasPlenty(state: PurseState, nowMs: number): boolean {
  return (
    tierOf(state, nowMs) === "full" &&
    isWithin(wanted(learn(state.habit, state.seen), null, "full"), usableOf(state, state.allowances, nowMs))
  );
}

/** Takes in what the ledger answered. Late and repeated answers do no harm. */
export function hear(
  state: PurseState,
  { spent, want }: Talk["messages"][number],
  { allowance, tier }: CheckedIn,
  nowMs: number,
): PurseState {
  const kept = state.allowances
    .filter((one) => !(spent?.is_closed && one.allowance_id === spent.allowance_id))
    .map((one) => (one.allowance_id === spent?.allowance_id ? { ...one, told: larger(one.told, spent.amount) } : one));
  const isKnown = kept.some((one) => one.allowance_id === allowance?.allowance_id);
  const isShort = want ? !allowance || !isWithin(want, allowance.amount) : (state.answer?.is_short ?? false);
  return {
    ...state,
    allowances: allowance && !isKnown ? [...kept, { ...allowance, spent: NOTHING, told: NOTHING, is_closing: false }] : kept,
    answer: { tier, is_short: isShort, at_ms: nowMs },
  };
}

/** Whether the ledger has yet to hear of something. Without it a check-in costs nothing. */
export function hasNews(state: PurseState): boolean {
  return !isSame(state.seen.call, NOTHING) || state.allowances.some((one) => one.is_closing || !isSame(one.spent, one.told));
}

/** What was spent and the ledger has not confirmed. */
export function untoldOf({ allowances }: PurseState): Amount {
  return plus(...allowances.map(({ spent, told }) => minus(spent, told)));
}

/** Whether an instant lies less than a span ago. One in the future is not recent: the clock has jumped back. */
export function isRecent(atMs: number, spanMs: number, nowMs: number): boolean {
  return nowMs - atMs >= 0 && nowMs - atMs < spanMs;
}

function isUsable({ is_closing, expires_at_ms }: HeldAllowance, nowMs: number): boolean {
  return !is_closing && nowMs < expires_at_ms - EXPIRY_MARGIN_MS;
}

/** What may still be set aside, of all allowances together. */
function usableOf(state: PurseState, allowances: readonly HeldAllowance[], nowMs: number): Amount {
  return plus(...allowances.filter((one) => isUsable(one, nowMs)).map((one) => larger(NOTHING, leftOf(state, one))));
}

function isUsedUp(state: PurseState, nowMs: number): boolean {
  return !state.allowances.some((one) => {
    const { nanousd, tokens } = leftOf(state, one);
    // Models of one's own cost nothing: no money is left then, and none is needed.
    return isUsable(one, nowMs) && nanousd >= 0 && tokens > 0;
  });
}

function leftOf({ open }: PurseState, { allowance_id, amount, spent }: HeldAllowance): Amount {
  return minus(amount, plus(spent, ...open.filter((one) => one.allowance_id === allowance_id).map(({ estimate }) => estimate)));
}

/** What it came to nobody knows any more: all that was set aside. */
function interruptedRecord({ reservation_id, route, about, estimate, at_ms }: OpenReservation, payer: Payer): CallRecord {
  return {
    v: 1,
    call_id: reservation_id,
    at: toIso(at_ms),
    ...payer,
    ...about,
    route,
    outcome: "interrupted",
    cache: "none",
    fallback_reason: null,
    input_tokens: estimate.tokens,
    output_tokens: 0,
    cached_input_tokens: 0,
    reasoning_tokens: 0,
    is_estimated: true,
    cost_nanousd: estimate.nanousd,
    saved_nanousd: 0,
    first_token_ms: null,
    total_ms: 0,
  };
}
