import { NOTHING } from "../../../src/llm/ledger/amounts.ts";
import { createLedger } from "../../../src/llm/ledger/keep-ledger.usecase.ts";
import { createLedgerStore } from "../../../src/llm/ledger/ledger.store.ts";
import type { Allowance, Amount, CheckedIn, CheckIn, LedgerPort } from "../../../src/llm/ledger/ledger.port.ts";
import type { Clock } from "../../../src/shared/clock.ts";
import { createTestStorage } from "../../support/sqlite-storage.ts";

export const ALLOWANCE_MS = 10 * 60_000;

/** `lost`: it hears and does as asked, but its answer never arrives. `silent`: nothing arrives there, and nothing comes back. */
export type LineState = "up" | "down" | "lost" | "silent";

export interface TestLedger extends LedgerPort {
  line: LineState;
  resting: CheckedIn["resting"];
  readonly heard: readonly CheckIn[];
  spent(): Amount;
}

/** What a ledger does with one check-in, and what it has booked. */
interface Book {
  checkIn(input: CheckIn): CheckedIn;
  spent(): Amount;
}

/** A line to a book, which can be cut. */
function overLine(book: Book): TestLedger {
  const heard: CheckIn[] = [];
  return {
    line: "up",
    resting: [],
    heard,
    spent: book.spent,
    async checkIn(input) {
      const { line } = this;
      if (line === "silent") await new Promise(() => {});
      if (line === "down") throw new Error("the ledger cannot be reached");
      heard.push(input);
      const answer = book.checkIn(structuredClone(input));
      if (line === "lost") throw new Error("the answer was lost");
      return { ...answer, resting: this.resting };
    },
  };
}

/** The rules of `ledger.port.ts` in a few lines, with one cap for everybody. */
export function createModelLedger(clock: Clock, cap: Amount): TestLedger {
  const held = new Map<string, Allowance & { spent: Amount; is_closed: boolean }>();
  const sum = (pick: (one: Allowance & { spent: Amount; is_closed: boolean }) => Amount): Amount =>
    [...held.values()].map(pick).reduce((a, b) => ({ nanousd: a.nanousd + b.nanousd, tokens: a.tokens + b.tokens }), NOTHING);
  const spent = () => sum((one) => one.spent);
  let issued = 0;
  return overLine({
    spent,
    checkIn({ spent: told, want }) {
      const one = told && held.get(told.allowance_id);
      if (told && !one) throw new Error("an allowance that was never given");
      if (told && one) {
        one.spent = { nanousd: Math.max(one.spent.nanousd, told.amount.nanousd), tokens: Math.max(one.spent.tokens, told.amount.tokens) };
        one.is_closed ||= told.is_closed;
      }
      const aside = sum(({ amount, spent: used, is_closed, expires_at_ms }) =>
        is_closed || clock.now() >= expires_at_ms
          ? NOTHING
          : { nanousd: Math.max(0, amount.nanousd - used.nanousd), tokens: Math.max(0, amount.tokens - used.tokens) },
      );
      const room = { nanousd: cap.nanousd - spent().nanousd - aside.nanousd, tokens: cap.tokens - spent().tokens - aside.tokens };
      const amount = want && { nanousd: Math.min(want.nanousd, room.nanousd), tokens: Math.min(want.tokens, room.tokens) };
      const share = spent().nanousd / cap.nanousd;
      const tier = share >= 1 ? "spent" : share >= 0.8 ? "tight" : "full";
      if (!amount || amount.nanousd <= 0 || amount.tokens <= 0) return { allowance: null, tier: want ? "spent" : tier, resting: [] };
      const allowance = { allowance_id: `als_${++issued}` as const, amount, expires_at_ms: clock.now() + ALLOWANCE_MS };
      held.set(allowance.allowance_id, { ...allowance, spent: NOTHING, is_closed: false });
      return { allowance, tier, resting: [] };
    },
  });
}

/** The ledger of the product over a store in memory; `cap` null: there is no budget. */
export function createRealLedger(clock: Clock, cap: Amount | null): TestLedger {
  const { storage } = createTestStorage();
  const logger = { info() {}, warn() {}, error() {} };
  const ledger = createLedger({ clock, logger, store: createLedgerStore(storage), tenant_id: "ten_test" });
  if (cap) ledger.put({ scope: "tenant", scope_id: "", period: "month", cap_nanousd: cap.nanousd, cap_tokens: cap.tokens });
  return overLine({
    checkIn: (input) => ledger.checkIn(input),
    spent: () => {
      const [budget] = ledger.list();
      return { nanousd: budget?.spent_nanousd ?? 0, tokens: budget?.spent_tokens ?? 0 };
    },
  });
}
