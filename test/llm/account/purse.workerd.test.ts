import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { countStorage, nothing } from "../../../bench/tally.ts";
import { openPurse } from "../../../src/llm/account/open-purse.usecase.ts";
import { createPurseStore } from "../../../src/llm/account/purse.store.ts";
import { createTestClock } from "../../support/clock.ts";
import { createModelLedger } from "./model-ledger.ts";
import { createTestSink, estimate, impatientTimer, payerOf, RICH, recordOf, take } from "./purse-desk.ts";

describe("a purse in the storage of a real object", () => {
  it("writes at most eight rows for a turn of three calls, check-in included, and is found again after a restart", async () => {
    const stub = env.SESSIONS.getByName("ses_purse");
    const rows = await runInDurableObject(stub, async (_instance, state) => {
      const clock = createTestClock();
      const ledger = createModelLedger(clock, RICH);
      const sink = createTestSink();
      const open = () =>
        openPurse(
          {
            clock,
            random: { bytes: (length) => crypto.getRandomValues(new Uint8Array(length)) },
            timer: impatientTimer,
            logger: { info() {}, warn() {}, error() {} },
            ledger,
            sink,
          },
          { payer: payerOf("ses_purse"), holder_id: "ses_purse", store: createPurseStore(state.storage), is_single_use: false },
        );
      const writes = nothing();
      countStorage(state, writes);
      let purse = open();
      const perTurn: number[] = [];
      for (let turn = 0; turn < 10; turn++) {
        const before = writes.rows;
        for (let call = 0; call < 3; call++) purse.settle(await take(purse, estimate(1_000, 100)), recordOf(300, 30));
        purse.note(recordOf(0, 0, { cache: "speculation" }));
        await purse.checkIn();
        perTurn.push(writes.rows - before);
        if (turn === 5) purse = open();
        clock.advance(20_000);
      }
      expect(ledger.spent()).toEqual({ nanousd: 9_000, tokens: 900 });
      expect(sink.records()).toHaveLength(40);
      return perTurn;
    });
    // The first turn makes the tables.
    const [, ...later] = rows;
    expect(Math.max(...later)).toBeLessThanOrEqual(8);
  });
});
