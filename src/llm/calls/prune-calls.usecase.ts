import { type Clock, toIso } from "../../shared/clock.ts";
import type { CallStore } from "./call-store.port.ts";
import { CALLS_KEPT_DAYS } from "./calls-kept.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/** Rows a statement: well within the time that D1 gives one. */
const ROWS_A_STATEMENT = 10_000;
/** Statements a run: whoever is behind catches up on the next run instead of holding up the database. */
const MAX_STATEMENTS = 100;

/** Forgets the records of calls that are past keeping. Returns how many; a run forgets a million at most. */
export async function pruneCalls({
  calls,
  clock,
}: {
  readonly calls: Pick<CallStore, "deleteBefore">;
  readonly clock: Clock;
}): Promise<number> {
  const before = toIso(clock.now() - CALLS_KEPT_DAYS * DAY_MS);
  let forgotten = 0;
  for (let statement = 0; statement < MAX_STATEMENTS; statement++) {
    const rows = await calls.deleteBefore(before, ROWS_A_STATEMENT);
    forgotten += rows;
    if (rows < ROWS_A_STATEMENT) break;
  }
  return forgotten;
}
