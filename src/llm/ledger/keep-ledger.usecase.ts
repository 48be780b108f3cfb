import type { BreakerRow, BudgetKey, BudgetStatus } from "../../protocol/operator.schema.ts";
import { type Clock, toIso } from "../../shared/clock.ts";
import type { Logger } from "../../shared/logger.ts";
import { type Alert, enter } from "./book.ts";
import { type Holder, KEEP_HOLDER_MS, newHolder } from "./holder.ts";
import type { Budget, BudgetScope, CheckedIn, CheckIn } from "./ledger.port.ts";
import type { LedgerStore } from "./ledger.store.ts";
import { createReservations, type Reservations, subjectsOf } from "./reservations.ts";
import { createSharedBreakers, type SharedBreakers } from "./shared-breakers.ts";
import { describeBudget } from "./status.ts";
import type { Subject } from "./subject.ts";
import { EMPTY_TALLY, periodStart } from "./tally.ts";

/** Holders and subjects that are kept in memory; beyond it they are read anew. About 20 MB of the 128 that an isolate has. */
const MAX_REMEMBERED = 10_000;
/** A clock that is this far behind the latest time that was written down is worth a line in the log. */
const BACKWARDS_MS = 60_000;

export interface LedgerDeps {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly store: LedgerStore;
  readonly tenant_id: string;
}

/** One tenant's ledger. Every method is one synchronous block, so nothing comes between what it reads and what it writes. */
export interface Ledger {
  checkIn(input: CheckIn): CheckedIn;
  list(): BudgetStatus[];
  put(budget: Budget): void;
  remove(key: BudgetKey): void;
  breakers(): BreakerRow[];
}

/** What is kept in memory of what is stored. Dropped when a write fails, and read anew. */
interface Memory {
  /** Time does not go back here, whatever the clock says: what has expired stays so, and a period that is over is over. */
  latestMs: number;
  budgets: readonly Budget[];
  readonly holders: Map<string, Holder>;
  readonly subjects: Map<string, Subject>;
  readonly reservations: Reservations;
  readonly breakers: SharedBreakers;
}

export function createLedger({ clock, logger, store, tenant_id }: LedgerDeps): Ledger {
  let memory: Memory | null = null;

  /** Runs one block. What it throws leaves the store as it was, and the memory is read from there again. */
  function within<T>(work: (memory: Memory, nowMs: number) => T): T {
    try {
      const current = memory ?? recall();
      memory = current;
      const nowMs = Math.max(clock.now(), current.latestMs);
      current.latestMs = nowMs;
      current.reservations.expire(nowMs);
      return work(current, nowMs);
    } catch (error) {
      memory = null;
      throw error;
    }
  }

  function recall(): Memory {
    const latestMs = Math.max(clock.now(), store.latestMs());
    if (latestMs - clock.now() > BACKWARDS_MS) logger.warn("ledger_clock_behind", { tenant_id, behind_ms: latestMs - clock.now() });
    const reservations = createReservations();
    for (const holder of store.openHolders(latestMs)) reservations.put(holder, latestMs);
    const breakers = createSharedBreakers(store.breakers());
    return { latestMs, budgets: store.budgets(), holders: new Map(), subjects: new Map(), reservations, breakers };
  }

  function findHolder({ holders }: Memory, input: CheckIn): Holder {
    const known = holders.get(input.holder_id) ?? store.holder(input.holder_id);
    if (!known) return newHolder(input);
    if (known.course_id !== input.course_id || known.learner_id !== input.learner_id)
      logger.warn("ledger_payer_changed", { tenant_id, holder_id: input.holder_id });
    return known;
  }

  function findSubject({ subjects }: Memory, scope: BudgetScope, subject_id: string): Subject {
    const known = subjects.get(`${scope} ${subject_id}`) ?? store.subject(scope, subject_id);
    return known ?? { scope, subject_id, tally: EMPTY_TALLY, marks: [] };
  }

  /** The first spend in a new month sweeps out what no longer counts. */
  function isSweepDue(tenant: Subject | undefined, nowMs: number): boolean {
    return tenant !== undefined && tenant.tally.month_start_ms > 0 && tenant.tally.month_start_ms < periodStart("month", nowMs);
  }

  function tell({ budget, subject, mark }: Alert): void {
    const { scope, scope_id, period, cap_nanousd, cap_tokens } = budget;
    const { nanousd, tokens } = subject.tally[period];
    const { subject_id } = subject;
    logger.warn("budget_alert", {
      ...{ tenant_id, scope, scope_id, subject_id, period, period_start: toIso(mark.start_ms), percent: mark.percent },
      ...{ cap_nanousd, cap_tokens, spent_nanousd: nanousd, spent_tokens: tokens },
    });
  }

  // Breakers go by the clock as it is: a rest is minutes, and must not last for as long as the clock was set back.
  function observe({ breakers }: Memory, { observations }: CheckIn): void {
    for (const [route, state] of breakers.observe(observations, clock.now())) {
      store.putBreaker(route, state);
      logger.warn(state.rest ? "breaker_opened" : "breaker_closed", { tenant_id, route, trips: state.trips });
    }
  }

  return {
    checkIn: (input) =>
      within((current, nowMs) => {
        observe(current, input);
        const before = findHolder(current, input);
        const isCounted = (scope: BudgetScope) => scope === "tenant" || current.budgets.some((budget) => budget.scope === scope);
        const subjects = subjectsOf(before)
          .filter(([scope]) => isCounted(scope))
          .map(([scope, id]) => findSubject(current, scope, id));
        const entry = enter(
          {
            holder: before,
            subjects,
            budgets: current.budgets,
            reserved: ({ scope, subject_id }) => current.reservations.total(scope, subject_id),
          },
          input,
          nowMs,
        );
        const changed = entry.subjects.filter((subject, at) => subject !== subjects[at]);
        // With a mark alone the holder is written too: its row is what remembers the time.
        if (entry.holder !== before || changed.length > 0) {
          const isSweeping = changed.length > 0 && isSweepDue(subjects[0], nowMs);
          store.write({ holder: entry.holder, subjects: changed, nowMs, forgetBeforeMs: isSweeping ? nowMs - KEEP_HOLDER_MS : null });
          if (isSweeping) current.subjects.clear();
        }
        if (current.holders.size + current.subjects.size > MAX_REMEMBERED) {
          current.holders.clear();
          current.subjects.clear();
        }
        current.holders.set(input.holder_id, entry.holder);
        for (const subject of entry.subjects) current.subjects.set(`${subject.scope} ${subject.subject_id}`, subject);
        current.reservations.put(entry.holder, nowMs);
        for (const alert of entry.alerts) tell(alert);
        if (entry.isForgotten)
          logger.error("ledger_allowance_forgotten", { tenant_id, holder_id: input.holder_id, told_nanousd: input.spent?.amount.nanousd });
        return { allowance: entry.allowance, tier: entry.tier, resting: current.breakers.resting(input.want !== null, clock.now()) };
      }),
    list: () =>
      within((current, nowMs) =>
        current.budgets.map((budget) => {
          const known = budget.scope_id === "*" ? store.nearestToCap(budget, nowMs) : findSubject(current, budget.scope, budget.scope_id);
          const subject = known?.tally === EMPTY_TALLY ? null : known;
          const subjectId = subject?.subject_id ?? budget.scope_id;
          return describeBudget(budget, subject, current.reservations.total(budget.scope, subjectId), nowMs);
        }),
      ),
    put: (budget) =>
      within((current, nowMs) => {
        const isFirst = !current.budgets.some(({ scope }) => scope === budget.scope);
        store.putBudget(budget, { nowMs, isFirst });
        if (isFirst) current.subjects.clear();
        current.budgets = store.budgets();
      }),
    remove: (key) =>
      within((current) => {
        store.removeBudget(key);
        current.budgets = store.budgets();
      }),
    breakers: () =>
      within(({ breakers }) =>
        breakers
          .list(clock.now())
          .map(({ route, state, until_ms }) => ({ route, state, until: until_ms === null ? null : toIso(until_ms) })),
      ),
  };
}
