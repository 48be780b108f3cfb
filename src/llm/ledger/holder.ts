import { add, larger, left, NOTHING } from "./amounts.ts";
import type { Allowance, Amount, CheckIn } from "./ledger.port.ts";
import { addToTally, EMPTY_TALLY, type Tally } from "./tally.ts";

/**
 * How long an allowance lasts: longer than a learner thinks about an answer, so that most turns find one; short enough that what a crashed session
 * has set aside is soon there for others.
 */
export const ALLOWANCE_MS = 10 * 60_000;
/** A holder that forgets its allowances over and over waits for the oldest to expire, instead of setting the whole budget aside. */
export const MAX_LIVE_ALLOWANCES = 8;
/** Allowances that are remembered for a holder, so that what is told again is recognised. */
export const MAX_KEPT_ALLOWANCES = 16;
/** Holders are remembered this long; what is told of an allowance older than that was told before. */
export const KEEP_HOLDER_MS = 62 * 24 * 60 * 60_000;

/** An allowance as the ledger remembers it. `spent` is the most that was ever told, so that telling it twice or out of order changes nothing. */
export interface HeldAllowance {
  readonly allowance_id: string;
  readonly amount: Amount;
  readonly spent: Amount;
  readonly expires_at_ms: number;
  readonly is_closed: boolean;
}

/** A session or API client, and whom it spends for, which does not change. */
export interface Holder {
  readonly holder_id: string;
  readonly course_id: string | null;
  readonly learner_id: string | null;
  /** How many allowances it was ever given. */
  readonly issued: number;
  /** Oldest first. */
  readonly allowances: readonly HeldAllowance[];
  readonly tally: Tally;
}

export function newHolder({ holder_id, course_id, learner_id }: Pick<CheckIn, "holder_id" | "course_id" | "learner_id">): Holder {
  return { holder_id, course_id, learner_id, issued: 0, allowances: [], tally: EMPTY_TALLY };
}

/** What an allowance keeps from others: what is left of it until it is closed or expires. */
export function setAside({ amount, spent, expires_at_ms, is_closed }: HeldAllowance, nowMs: number): Amount {
  return is_closed || nowMs >= expires_at_ms ? NOTHING : left(amount, spent);
}

/** What all allowances of a holder keep from others. */
export function allSetAside({ allowances }: Holder, nowMs: number): Amount {
  return allowances.reduce((sum, allowance) => add(sum, setAside(allowance, nowMs)), NOTHING);
}

/**
 * Books what a holder tells. Only what was not told before counts. Spend is a fact: it is booked after the allowance has expired or was closed, when it is more
 * than was allowed, and when the ledger does not know the allowance.
 *
 * @returns the holder after it, what is new, and whether it is told of an allowance so old that the ledger has forgotten what it heard of it
 */
export function bookSpend(
  holder: Holder,
  told: NonNullable<CheckIn["spent"]>,
  nowMs: number,
): { readonly holder: Holder; readonly booked: Amount; readonly isForgotten: boolean } {
  const known = holder.allowances.find(({ allowance_id }) => allowance_id === told.allowance_id);
  if (!known && isForgotten(holder, told.allowance_id, nowMs)) return { holder, booked: NOTHING, isForgotten: true };
  const before: HeldAllowance = known ?? {
    allowance_id: told.allowance_id,
    amount: NOTHING,
    spent: NOTHING,
    expires_at_ms: nowMs,
    is_closed: true,
  };
  const after = { ...before, spent: larger(before.spent, told.amount), is_closed: before.is_closed || told.is_closed };
  const booked = left(after.spent, before.spent);
  const allowances = known ? holder.allowances.map((one) => (one === known ? after : one)) : [...holder.allowances, after];
  const isUnchanged = known && booked.nanousd === 0 && booked.tokens === 0 && after.is_closed === before.is_closed;
  if (isUnchanged) return { holder, booked, isForgotten: false };
  return {
    holder: { ...holder, allowances: keepNewest(allowances, nowMs), tally: addToTally(holder.tally, booked, nowMs) },
    booked,
    isForgotten: false,
  };
}

/** Whether a holder may be given one more allowance. */
export function mayHoldMore({ allowances }: Holder, nowMs: number): boolean {
  return allowances.filter(({ is_closed, expires_at_ms }) => !is_closed && nowMs < expires_at_ms).length < MAX_LIVE_ALLOWANCES;
}

/** Gives a holder an allowance. Its id says when it was given and the which of this holder's it is, so that it needs no chance and is never given twice. */
export function giveAllowance(holder: Holder, amount: Amount, nowMs: number): { readonly holder: Holder; readonly allowance: Allowance } {
  const issued = holder.issued + 1;
  const allowance: Allowance = {
    allowance_id: `als_${nowMs.toString(36)}_${issued}_${holder.holder_id}`,
    amount,
    expires_at_ms: nowMs + ALLOWANCE_MS,
  };
  const allowances = keepNewest([...holder.allowances, { ...allowance, spent: NOTHING, is_closed: false }], nowMs);
  return { holder: { ...holder, issued, allowances }, allowance };
}

/** An id that this ledger gave and that it no longer has: closed or expired, and many newer ones or two months have passed since. */
function isForgotten({ holder_id, issued }: Holder, allowanceId: string, nowMs: number): boolean {
  const [, given, ordinal] = allowanceId.split("_");
  if (given === undefined || allowanceId !== `als_${given}_${ordinal}_${holder_id}`) return false;
  return Number(ordinal) <= issued || nowMs - Number.parseInt(given, 36) > KEEP_HOLDER_MS;
}

/** Forgets closed ones before expired ones, the oldest first, and never one that can still be spent from. */
function keepNewest(allowances: readonly HeldAllowance[], nowMs: number): readonly HeldAllowance[] {
  const kept = [...allowances];
  for (const mayGo of [(one: HeldAllowance) => one.is_closed, (one: HeldAllowance) => nowMs >= one.expires_at_ms]) {
    while (kept.length > MAX_KEPT_ALLOWANCES) {
      const at = kept.findIndex(mayGo);
      if (at === -1) break;
      kept.splice(at, 1);
    }
  }
  return kept;
}
