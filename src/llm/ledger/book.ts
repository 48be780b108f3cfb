import type { BudgetTier } from "../account.port.ts";
import { isNothing, left, NOTHING, smaller } from "./amounts.ts";
import { allSetAside, bookSpend, giveAllowance, type Holder, mayHoldMore } from "./holder.ts";
import type { Allowance, Amount, Budget, CheckIn } from "./ledger.port.ts";
import { appliesTo, newMarks, type PassedMark, roomOf, shareOf, type Subject, tierOf } from "./subject.ts";
import { addToTally, rollTally } from "./tally.ts";

/** Where no budget caps it, a holder gets so many times what it wants: it has to ask more rarely, and nobody goes without. */
const UNCAPPED_TIMES = 4;

/** The part of the ledger that a check-in is about. */
export interface Page {
  readonly holder: Holder;
  /** The tenant, and the holder's course and learner where budgets ask for them. */
  readonly subjects: readonly Subject[];
  readonly budgets: readonly Budget[];
  /** What is set aside for a subject by all holders, this one included. */
  readonly reserved: (subject: Subject) => Amount;
}

export interface Alert {
  readonly budget: Budget;
  readonly subject: Subject;
  readonly mark: PassedMark;
}

export interface Entry {
  readonly holder: Holder;
  readonly subjects: readonly Subject[];
  readonly allowance: Allowance | null;
  readonly tier: BudgetTier;
  readonly alerts: readonly Alert[];
  /** What was told of an allowance that the ledger has forgotten, and was not booked. */
  readonly isForgotten: boolean;
}

/**
 * One check-in: books what was spent, sets aside what is wanted as far as every budget allows it, and says how the strictest budget stands. What is returned
 * unchanged (by identity) needs no writing.
 *
 * Two rules keep it exact: what is spent and set aside together never passes a cap by a grant, and what is set aside is given back only by closing or expiry.
 */
export function enter(page: Page, { spent, want }: Pick<CheckIn, "spent" | "want">, nowMs: number): Entry {
  const before = allSetAside(page.holder, nowMs);
  const { holder, booked, isForgotten } = spent
    ? bookSpend(page.holder, spent, nowMs)
    : { holder: page.holder, booked: NOTHING, isForgotten: false };
  const after = allSetAside(holder, nowMs);
  const freed = left(before, after);

  const pairs = page.subjects.map((subject) => {
    const own = page.budgets.filter((budget) => appliesTo(budget, subject));
    const reserved = left(page.reserved(subject), freed);
    return {
      ...mark(isNothing(booked) ? subject : { ...subject, tally: addToTally(subject.tally, booked, nowMs) }, own, nowMs),
      own,
      reserved,
    };
  });
  const room = pairs
    .flatMap(({ subject, own, reserved }) => own.map((budget) => roomOf(budget, subject, reserved, nowMs)))
    .reduce(smaller, { nanousd: Infinity, tokens: Infinity });
  const amount = want && mayHoldMore(holder, nowMs) ? grant(want, room) : null;
  const given = amount ? giveAllowance(holder, amount, nowMs) : { holder, allowance: null };

  const spentShare = Math.max(
    0,
    ...pairs.flatMap(({ subject, own }) => own.map((budget) => shareOf(budget, rollTally(subject.tally, nowMs)[budget.period]))),
  );
  return {
    holder: given.holder,
    allowance: given.allowance,
    subjects: pairs.map(({ subject }) => subject),
    tier: strictest(tierOf(spentShare), want ? tierOfGrant(want, amount, after) : "full"),
    alerts: pairs.flatMap(({ alerts }) => alerts),
    isForgotten,
  };
}

/** As much of what is wanted as there is room for. Null when nothing is wanted, or when there is no room for money or tokens that are needed. */
export function grant(want: Amount, room: Amount): Amount | null {
  const amount = { nanousd: grantOne(want.nanousd, room.nanousd), tokens: grantOne(want.tokens, room.tokens) };
  const isShort = (want.nanousd > 0 && amount.nanousd === 0) || (want.tokens > 0 && amount.tokens === 0);
  return isShort || isNothing(want) ? null : amount;
}

function grantOne(want: number, room: number): number {
  return room === Infinity ? want * UNCAPPED_TIMES : Math.min(want, room);
}

/**
 * Tiers go by what is spent. If they went by what is set aside as well, everybody would be put on the cheapest model because of money that nobody has spent
 * and most of which comes back. What is set aside counts only for a holder that can get nothing: it is told `spent`, so that it is answered at once by
 * caches and the embedded tutor and does not wait for others to give back; the next check-in may find room again. Who gets less than it wants is told `tight`:
 * the last of the money goes furthest on the cheapest model. Who still has an allowance to spend from is not told `spent`.
 */
function tierOfGrant(want: Amount, amount: Amount | null, held: Amount): BudgetTier {
  if (amount) return amount.nanousd < want.nanousd || amount.tokens < want.tokens ? "tight" : "full";
  const hasSome = (want.nanousd === 0 || held.nanousd > 0) && (want.tokens === 0 || held.tokens > 0);
  return hasSome ? "tight" : "spent";
}

const STRICTNESS: readonly BudgetTier[] = ["full", "tight", "spent"];

function strictest(a: BudgetTier, b: BudgetTier): BudgetTier {
  return STRICTNESS.indexOf(a) > STRICTNESS.indexOf(b) ? a : b;
}

/** Enters the marks that a subject has newly passed, and forgets those of periods that are over. */
function mark(
  subject: Subject,
  budgets: readonly Budget[],
  nowMs: number,
): { readonly subject: Subject; readonly alerts: readonly Alert[] } {
  const found = budgets.flatMap((budget) => newMarks(budget, subject, nowMs).map((passed) => ({ budget, passed })));
  if (found.length === 0) return { subject, alerts: [] };
  const tally = rollTally(subject.tally, nowMs);
  const { day_start_ms, month_start_ms } = tally;
  const current = subject.marks.filter(({ period, start_ms }) => start_ms === (period === "day" ? day_start_ms : month_start_ms));
  const marked = { ...subject, tally, marks: [...current, ...found.map(({ passed }) => passed)] };
  return { subject: marked, alerts: found.map(({ budget, passed }) => ({ budget, subject: marked, mark: passed })) };
}
