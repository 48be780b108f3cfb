import type { Account } from "../account.port.ts";
import type { CallRecord } from "../calls/call-record.schema.ts";
import type { ApiCaller } from "./api-client.port.ts";

/** An API client pays as its tenant: there is no lesson and no learner. */
export function payerOf({ tenant_id }: ApiCaller) {
  return { tenant_id, course_id: null, learner_id: null, session_id: null };
}

export interface MeteredAccount {
  readonly account: Account;
  /** The record of the last request that was settled. */
  last(): CallRecord | null;
  /** What all requests came to so far, in nano-dollars. */
  cost_nanousd(): number;
}

/** The same purse, with what goes through it read along: clients are told what their answer took. */
export function meterAccount(purse: Account): MeteredAccount {
  let last: CallRecord | null = null;
  let cost = 0;
  return {
    last: () => last,
    cost_nanousd: () => cost,
    account: {
      payer: purse.payer,
      tier: () => purse.tier(),
      reserve: (estimate) => purse.reserve(estimate),
      isEven: () => purse.isEven(),
      mayWait: () => purse.mayWait(),
      settle(reservation, record) {
        last = record;
        cost += record.cost_nanousd;
        purse.settle(reservation, record);
      },
      note: (record) => purse.note(record),
      checkIn: () => purse.checkIn(),
    },
  };
}
