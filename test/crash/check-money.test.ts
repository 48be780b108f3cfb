import { describe, expect, it } from "vitest";
import { EMPTY_PURSE } from "../../src/llm/account/purse.ts";
import { compareMoney, type StoredMoney } from "./check-money.ts";

const NOW = Date.UTC(2026, 10, 20);
const spent = { nanousd: 300, tokens: 30 };
const held = { allowance_id: "als_1", amount: { nanousd: 900, tokens: 90 }, expires_at_ms: NOW + 500_000, spent, told: spent } as const;
const EVEN: StoredMoney = {
  purses: new Map([["ses_1", { state: { ...EMPTY_PURSE, allowances: [{ ...held, is_closing: false }] }, backlog: 0 }]]),
  holders: [{ holder_id: "ses_1", spent_nanousd: 300, allowances: [{ ...held, is_closed: false }] }],
  tenant_nanousd: 300,
  calls: [
    { call_id: "cal_1", session_id: "ses_1", cost_nanousd: 100 },
    { call_id: "cal_2", session_id: "ses_1", cost_nanousd: 200 },
    { call_id: "cal_2", session_id: "ses_1", cost_nanousd: 200 },
  ],
};
const withPurse = (state: Partial<typeof EMPTY_PURSE>, backlog = 0): StoredMoney => ({
  ...EVEN,
  purses: new Map([["ses_1", { state: { ...EMPTY_PURSE, allowances: [{ ...held, is_closing: false }], ...state }, backlog }]]),
});

describe("money after kills", () => {
  it("adds up when ledger, records and purse say the same, also where a record was delivered twice", () => {
    expect(compareMoney(EVEN, [], NOW)).toEqual([]);
  });

  it.each([
    ["a record is lost", { ...EVEN, calls: EVEN.calls.slice(1) }, "its records come to 200"],
    [
      "a call is on record at two prices",
      { ...EVEN, calls: [{ call_id: "cal_2", session_id: "ses_1", cost_nanousd: 1 }, ...EVEN.calls] },
      "at 1",
    ],
    ["the ledger never heard of a session", { ...EVEN, holders: [] }, "never heard of"],
    ["spend was never told", withPurse({ allowances: [{ ...held, told: { nanousd: 0, tokens: 0 }, is_closing: false }] }), "never told"],
    ["records never left", withPurse({}, 2), "2 records never left"],
    ["an allowance is nobody's", withPurse({ allowances: [] }), "nobody holds it"],
  ])("does not when %s", (_what, money, sentence) => {
    expect(compareMoney(money, [], NOW).join("\n")).toContain(sentence);
  });

  it("may be set aside for nobody for ten minutes after a kill", () => {
    const killed_at = held.expires_at_ms - 600_000 + 10;
    expect(compareMoney(withPurse({ allowances: [] }), [{ killed_at, restarted_at: NOW }], NOW)).toEqual([]);
    expect(compareMoney(withPurse({ allowances: [] }), [{ killed_at, restarted_at: NOW }], held.expires_at_ms)).toEqual([]);
  });
});
