import { add, left, NOTHING } from "./amounts.ts";
import { type Holder, setAside } from "./holder.ts";
import type { Amount, BudgetScope } from "./ledger.port.ts";

/** What live allowances set aside, summed by tenant, course and learner as it changes, so that a check-in need not go through all holders. */
export interface Reservations {
  /** Takes a holder's allowances as they are now, in place of what was known of it. */
  put(holder: Holder, nowMs: number): void;
  /** Lets go of what has expired by `nowMs`. Time must not go back. */
  expire(nowMs: number): void;
  total(scope: BudgetScope, subjectId: string): Amount;
}

interface Held {
  readonly keys: readonly string[];
  readonly amount: Amount;
  /** When the first of its allowances expires. */
  readonly until_ms: number;
  readonly holder: Holder;
}

export function createReservations(): Reservations {
  const held = new Map<string, Held>();
  const totals = new Map<string, Amount>();
  let nextExpiryMs = Infinity;

  function drop(holderId: string): void {
    const known = held.get(holderId);
    if (!known) return;
    held.delete(holderId);
    for (const key of known.keys) {
      const rest = left(totals.get(key) ?? NOTHING, known.amount);
      if (rest.nanousd === 0 && rest.tokens === 0) totals.delete(key);
      else totals.set(key, rest);
    }
  }

  function put(holder: Holder, nowMs: number): void {
    drop(holder.holder_id);
    const live = holder.allowances.filter(({ is_closed, expires_at_ms }) => !is_closed && nowMs < expires_at_ms);
    if (live.length === 0) return;
    const amount = live.reduce((sum, allowance) => add(sum, setAside(allowance, nowMs)), NOTHING);
    const until_ms = Math.min(...live.map(({ expires_at_ms }) => expires_at_ms));
    const keys = subjectsOf(holder).map(([scope, id]) => keyOf(scope, id));
    for (const key of keys) totals.set(key, add(totals.get(key) ?? NOTHING, amount));
    held.set(holder.holder_id, { keys, amount, until_ms, holder });
    nextExpiryMs = Math.min(nextExpiryMs, until_ms);
  }

  return {
    put,
    expire(nowMs) {
      if (nowMs < nextExpiryMs) return;
      const due = [...held.values()].filter(({ until_ms }) => until_ms <= nowMs);
      nextExpiryMs = Infinity;
      for (const { holder } of due) put(holder, nowMs);
      for (const { until_ms } of held.values()) nextExpiryMs = Math.min(nextExpiryMs, until_ms);
    },
    total: (scope, subjectId) => totals.get(keyOf(scope, subjectId)) ?? NOTHING,
  };
}

/** Whom a holder spends for: the tenant, and its course and learner if it has them. */
export function subjectsOf({ course_id, learner_id }: Pick<Holder, "course_id" | "learner_id">): [BudgetScope, string][] {
  const subjects: [BudgetScope, string][] = [["tenant", ""]];
  if (course_id !== null) subjects.push(["course", course_id]);
  if (learner_id !== null) subjects.push(["learner", learner_id]);
  return subjects;
}

function keyOf(scope: BudgetScope, id: string): string {
  return `${scope} ${id}`;
}
