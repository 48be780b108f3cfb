import { env } from "cloudflare:workers";
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { beforeAll, describe, expect, it } from "vitest";
import { countStorage, nothing } from "../../../bench/tally.ts";
import { openPurse } from "../../../src/llm/account/open-purse.usecase.ts";
import { createPurseStore } from "../../../src/llm/account/purse.store.ts";
import { createLedgers } from "../../../src/llm/ledger/ledger.adapter.ts";
import { systemClock } from "../../../src/shared/system-clock.adapter.ts";
import { systemRandom } from "../../../src/shared/system-random.adapter.ts";
import { packsToSql } from "../../../scripts/lib/pack-sql.ts";
import { newLearner } from "../../support/api-client.ts";
import { fixturePack } from "../../support/fixture-pack.ts";
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

describe("a session that is erased before it has told what it spent", () => {
  beforeAll(async () => {
    for (const statement of packsToSql([fixturePack], "ten_public")) await env.DB.prepare(statement.replace(/;\s*$/, "")).run();
  });

  it("has it counted all the same: nobody passes a cap by beginning anew", async () => {
    const learner = await newLearner();
    const id = await learner.startLesson();
    const stub = env.SESSIONS.getByName(id);
    const ledgers = createLedgers(env.LEDGERS);
    await ledgers.desk.put("ten_public", { scope: "tenant", scope_id: "", period: "month", cap_nanousd: 1_000_000_000, cap_tokens: null });
    const spent = async () => (await ledgers.desk.list("ten_public"))[0]?.spent_nanousd ?? 0;
    const before = await spent();
    await runInDurableObject(stub, async (_instance, { storage }) => {
      const payer = { tenant_id: "ten_public", course_id: "les_fixture", learner_id: null, session_id: id } as const;
      const purse = openPurse(
        {
          clock: systemClock,
          random: systemRandom,
          timer: impatientTimer,
          logger: { info() {}, warn() {}, error() {} },
          ledger: ledgers.of("ten_public"),
          sink: createTestSink(),
        },
        { payer, holder_id: id, store: createPurseStore(storage), is_single_use: false },
      );
      purse.settle(await take(purse, estimate(1_000, 100)), recordOf(700, 30));
    });
    expect(await spent()).toBe(before);
    await evictDurableObject(stub);
    expect((await learner.fetch("/v1/me", { method: "DELETE" })).status).toBe(204);
    expect((await spent()) - before).toBe(700);
  });
});
