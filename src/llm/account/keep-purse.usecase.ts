import { describeError } from "../../shared/describe-error.ts";
import type { Logger } from "../../shared/logger.ts";
import type { Payer } from "../account.port.ts";
import { EMPTY_PURSE, interruptOpen } from "./purse.ts";
import type { PurseState } from "./purse-state.schema.ts";
import type { PurseStore } from "./purse.store.ts";

/**
 * Records that stay in the purse's own row, which is written twice a call: a record has about 700 bytes. Three turns' fit. With one turn's more they are far
 * from what a message takes, which is 128 KB.
 */
const PAGE_RECORDS = 16;

export interface KeepPurse {
  readonly logger: Logger;
  readonly store: PurseStore;
  readonly payer: Payer;
  /** Whether records that nobody takes move to pages of the store. */
  readonly hasBacklog: boolean;
}

/** The state of a purse in memory and in its store. */
export interface KeptPurse {
  /** The first look reads what is stored, and books what was under way when the last process ended. */
  now(): PurseState;
  /** In memory alone, to be written with whatever is saved next. */
  set(state: PurseState): void;
  /** Writes what was set; throws when that fails, and what is in memory stays ahead of the store. */
  save(): void;
  /** The same, but false when that fails. */
  trySave(): boolean;
  /**
   * Whether the store has a request under way that is settled in memory. Nobody may hear what it came to before that is written: a later process would find
   * it cut off and tell another sum.
   */
  isBehind(): boolean;
}

export function keepPurse({ logger, store, payer, hasBacklog }: KeepPurse): KeptPurse {
  const { session_id } = payer;
  let held: PurseState | null = null;
  let stored: PurseState = EMPTY_PURSE;

  function now(): PurseState {
    if (held) return held;
    const found = store.load();
    // Whatever it held, the ledger takes it back when it expires.
    if (found === "damaged") logger.error("purse_damaged", { session_id });
    stored = found === "damaged" || !found ? EMPTY_PURSE : found;
    held = stored;
    if (stored.open.length > 0) {
      held = interruptOpen(stored, payer, Number.POSITIVE_INFINITY);
      logger.warn("calls_interrupted", { session_id, calls: stored.open.length });
      trySave();
    }
    return held;
  }

  function save(): void {
    const state = now();
    // What came and went in between, like the record of a free answer, leaves nothing to write.
    if (state === stored || isSameState(state, stored)) return;
    const isFull = hasBacklog && state.outbox.length > PAGE_RECORDS;
    const next = isFull ? { ...state, outbox: [] } : state;
    store.save(next, isFull ? state.outbox : undefined);
    held = next;
    stored = next;
  }

  function trySave(): boolean {
    try {
      save();
      return true;
    } catch (error) {
      logger.error("purse_not_written", { session_id, reason: describeError(error) });
      return false;
    }
  }

  return {
    now,
    set(state) {
      held = state;
    },
    save,
    trySave,
    isBehind() {
      const { open } = now();
      return stored.open.some(({ reservation_id }) => !open.some((one) => one.reservation_id === reservation_id));
    },
  };
}

/** Told apart by what changes most, so that the whole is seldom compared. */
function isSameState(one: PurseState, other: PurseState): boolean {
  return (
    one.open.length === other.open.length && one.outbox.length === other.outbox.length && JSON.stringify(one) === JSON.stringify(other)
  );
}
