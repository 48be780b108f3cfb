import type { Account } from "../llm/account.port.ts";

/** Turns that end within this are settled at once. Short, because the platform bills the time in which an object waits. */
const SETTLE_AFTER_MS = 250;

export interface SettleSoonDeps {
  /** Who pays; undefined: nobody counts, or the session is gone. */
  readonly account: () => Account | undefined;
  readonly wait: (ms: number) => Promise<void>;
}

/**
 * Settles what turns have spent: at once where a budget has a cap, and otherwise a moment later, once for all who ask meanwhile, because a check-in takes the
 * same for one turn and for five. Should the object end before, its watchdog settles.
 */
export function createSettleSoon({ account, wait }: SettleSoonDeps): () => Promise<void> {
  let settling: Promise<void> | null = null;

  async function settleLater(): Promise<void> {
    await wait(SETTLE_AFTER_MS);
    // Whoever asks from here on may have something that this check-in misses.
    settling = null;
    await account()?.checkIn();
  }

  return async () => {
    const purse = account();
    if (!purse || purse.isEven()) return;
    if (!purse.mayWait()) return await purse.checkIn();
    settling ??= settleLater();
    await settling;
  };
}
