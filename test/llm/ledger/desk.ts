import type { Budget, CheckedIn, CheckIn } from "../../../src/llm/ledger/ledger.port.ts";
import { createLedgerStore } from "../../../src/llm/ledger/ledger.store.ts";
import { createLedger, type Ledger } from "../../../src/llm/ledger/keep-ledger.usecase.ts";
import type { LogFields, Logger } from "../../../src/shared/logger.ts";
import { createTestStorage, type TestStorage } from "../../support/sqlite-storage.ts";

export const TENANT = "ten_school";
/** In the middle of a month and of a day. */
export const NOON = Date.UTC(2026, 10, 20, 12);
export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** A clock that can also jump back. */
export interface TestClock {
  now(): number;
  set(ms: number): void;
  advance(ms: number): void;
}

/** A ledger over real SQLite, with what it logged. */
export interface Desk {
  ledger: Ledger;
  readonly clock: TestClock;
  readonly test: TestStorage;
  readonly lines: { readonly event: string; readonly fields: LogFields }[];
  /** The process dies and another opens the same storage. */
  crash(): void;
  alerts(): LogFields[];
}

export function openDesk(budgets: readonly Budget[] = []): Desk {
  let nowMs = NOON;
  const clock: TestClock = {
    now: () => nowMs,
    set: (ms) => {
      nowMs = ms;
    },
    advance: (ms) => {
      nowMs += ms;
    },
  };
  const lines: { event: string; fields: LogFields }[] = [];
  const write = (event: string, fields: LogFields = {}) => void lines.push({ event, fields });
  const logger: Logger = { info: write, warn: write, error: write };
  const test = createTestStorage();
  const open = () => createLedger({ clock, logger, store: createLedgerStore(test.storage), tenant_id: TENANT });
  const desk: Desk = {
    ledger: open(),
    clock,
    test,
    lines,
    crash() {
      desk.ledger = open();
    },
    alerts: () => lines.filter(({ event }) => event === "budget_alert").map(({ fields }) => fields),
  };
  for (const budget of budgets) desk.ledger.put(budget);
  return desk;
}

export const usd = (nanousd: number, tokens = 0) => ({ nanousd, tokens });

export function budgetOf(cap_nanousd: number | null, rest: Partial<Budget> = {}): Budget {
  return { scope: "tenant", scope_id: "", period: "day", cap_nanousd, cap_tokens: null, ...rest };
}

/** A check-in of one learner's session. */
export function checkIn(holder_id: string, rest: Partial<CheckIn> = {}): CheckIn {
  return { course_id: "les_raft", learner_id: `lrn_${holder_id}`, holder_id, spent: null, want: null, observations: [], ...rest };
}

export function told(allowance: CheckedIn["allowance"], nanousd: number, { is_closed = false, tokens = 0 } = {}): Pick<CheckIn, "spent"> {
  if (!allowance) throw new Error("Nothing was set aside.");
  return { spent: { allowance_id: allowance.allowance_id, amount: { nanousd, tokens }, is_closed } };
}
