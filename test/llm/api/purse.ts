import type { Account, CallEstimate, Reservation } from "../../../src/llm/account.port.ts";
import type { CallRecord } from "../../../src/llm/calls/call-record.schema.ts";
import type { Payer } from "../../../src/llm/account.port.ts";

/** Accounts in memory, all of one tenant's, that can be looked into. */
export interface Purse {
  readonly open: (payer: Payer, keyId: string) => Account;
  readonly records: CallRecord[];
  /** Which keys opened one. */
  readonly keys: string[];
  /** Whether there is a ledger to ask; without one nothing is set aside. */
  ledger: "up" | "silent";
  /** What is set aside and not settled. */
  pending(): number;
  spent(): number;
  checkIns(): number;
}

export function createPurse(capNanousd = Number.POSITIVE_INFINITY): Purse {
  const records: CallRecord[] = [];
  const keys: string[] = [];
  const pending = new Map<string, CallEstimate>();
  let checkIns = 0;
  const spent = () => records.reduce((sum, record) => sum + record.cost_nanousd, 0);
  const purse: Purse = {
    records,
    keys,
    spent,
    ledger: "up",
    pending: () => pending.size,
    checkIns: () => checkIns,
    open(payer, keyId) {
      keys.push(keyId);
      let isRefused = false;
      return {
        payer,
        tier: () => (isRefused || spent() >= capNanousd ? "spent" : "full"),
        async reserve(estimate): Promise<Reservation | null> {
          if (purse.ledger === "silent") return null;
          const held = [...pending.values()].reduce((sum, { nanousd }) => sum + nanousd, 0);
          isRefused = spent() + held + estimate.nanousd > capNanousd;
          if (isRefused) return null;
          const reservation_id = `r${records.length}-${pending.size}-${Math.random()}`;
          pending.set(reservation_id, estimate);
          return { reservation_id, estimate };
        },
        settle({ reservation_id }, record) {
          if (!pending.delete(reservation_id)) throw new Error("settled twice, or never set aside");
          records.push(record);
        },
        note: (record) => void records.push(record),
        async checkIn() {
          checkIns += 1;
        },
        isEven: () => pending.size === 0,
        mayWait: () => false,
      };
    },
  };
  return purse;
}
