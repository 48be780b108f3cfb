import type { Account } from "../../src/llm/account.port.ts";

/** An account that can pay whatever is asked for and forgets it, but for what a test says otherwise. */
export function richAccount(changes: Partial<Account> = {}): Account {
  return {
    payer: { tenant_id: "ten_a", course_id: null, learner_id: null, session_id: null },
    tier: () => "full",
    reserve: async (estimate) => ({ reservation_id: "one", estimate }),
    settle() {},
    note() {},
    checkIn: async () => {},
    isEven: () => true,
    mayWait: () => false,
    ...changes,
  };
}
