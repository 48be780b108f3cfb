import { describe, expect, it } from "vitest";
import { createOpenApiAccount } from "../../../src/llm/account/open-api-account.usecase.ts";
import { createHealth } from "../../../src/llm/health/create-health.ts";
import { createTestClock } from "../../support/clock.ts";
import { createRealLedger, type TestLedger } from "./model-ledger.ts";
import { createTestSink, estimate, impatientTimer, payerOf, RICH, recordOf, sumOf } from "./purse-desk.ts";

function createDesk(cap = RICH) {
  const clock = createTestClock();
  const ledger: TestLedger = createRealLedger(clock, cap);
  const sink = createTestSink();
  const log: { event: string; fields: unknown }[] = [];
  const note = (event: string, fields?: unknown) => void log.push({ event, fields });
  const health = createHealth({ clock });
  let made = 0;
  const open = createOpenApiAccount({
    clock,
    random: { bytes: (length) => Uint8Array.from({ length }, (_, i) => (i === 0 ? made++ : 0)) },
    timer: impatientTimer,
    logger: { info: note, warn: note, error: note },
    sink,
    ledgerOf: () => ledger,
    healthOf: () => health,
  });
  return { clock, ledger, sink, log, open: () => open(payerOf(null)) };
}

describe("a request of an API client", () => {
  it("pays what it came to and gives the rest back when it is over", async () => {
    const desk = createDesk({ nanousd: 1_500, tokens: 150 });
    for (let request = 0; request < 5; request++) {
      const account = desk.open();
      const reservation = await account.reserve(estimate(1_000, 100));
      if (!reservation) throw new Error("there was no room");
      account.settle(reservation, recordOf(100, 10, payerOf(null)));
      await account.checkIn();
    }
    expect(desk.ledger.spent()).toEqual({ nanousd: 500, tokens: 50 });
    expect(sumOf(desk.sink.records())).toEqual(desk.ledger.spent());
    expect(desk.ledger.heard).toHaveLength(10);
    expect(desk.log).toEqual([]);
  });

  it("is told by the one before it that money is short", async () => {
    const desk = createDesk({ nanousd: 1_000, tokens: 1_000 });
    const first = desk.open();
    const reservation = await first.reserve(estimate(1_000, 100));
    if (!reservation) throw new Error("there was no room");
    first.settle(reservation, recordOf(850, 10, payerOf(null)));
    await first.checkIn();
    expect(desk.open().tier()).toBe("tight");
    desk.clock.advance(10_000);
    expect(desk.open().tier()).toBe("full");
  });

  it("is booked at its estimate when it ends without anybody having settled it", async () => {
    const desk = createDesk();
    const account = desk.open();
    await account.reserve(estimate(1_000, 100));
    await account.checkIn();
    expect(desk.sink.records()).toMatchObject([{ outcome: "interrupted", agent: "tutor", cost_nanousd: 1_000 }]);
    expect(desk.ledger.spent()).toEqual({ nanousd: 1_000, tokens: 100 });
  });

  it("is no new holder each time, because the ledger remembers holders for months", async () => {
    const desk = createDesk();
    for (let request = 0; request < 5; request++) {
      const account = desk.open();
      await account.reserve(estimate());
      await account.checkIn();
    }
    expect(new Set(desk.ledger.heard.map(({ holder_id }) => holder_id)).size).toBe(1);
  });

  it("has an allowance of its own beside one that is under way", async () => {
    const desk = createDesk();
    const accounts = [desk.open(), desk.open()];
    await Promise.all(accounts.map((account) => account.reserve(estimate())));
    await Promise.all(accounts.map((account) => account.checkIn()));
    expect(new Set(desk.ledger.heard.map(({ holder_id }) => holder_id)).size).toBe(2);
  });

  it("is told again when ledger and queue stumble, and an operator gets the sum when they stay away", async () => {
    const desk = createDesk();
    const account = desk.open();
    const reservation = await account.reserve(estimate());
    if (!reservation) throw new Error("there was no room");
    account.settle(reservation, recordOf(700, 10, payerOf(null)));
    desk.ledger.line = "down";
    desk.sink.line = "down";
    await account.checkIn();
    expect(desk.log.at(-1)).toEqual({ event: "api_spend_untold", fields: { tenant_id: "ten_test", nanousd: 700, records: 1 } });
    desk.ledger.line = "up";
    desk.sink.line = "up";
    await account.checkIn();
    expect(desk.ledger.spent().nanousd).toBe(700);
    expect(desk.sink.records()).toHaveLength(1);
  });
});
