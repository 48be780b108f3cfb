import { env } from "cloudflare:workers";
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { createLedger } from "../../../src/llm/ledger/keep-ledger.usecase.ts";
import { createLedgers } from "../../../src/llm/ledger/ledger.adapter.ts";
import type { CheckedIn, CheckIn } from "../../../src/llm/ledger/ledger.port.ts";
import { createLedgerStore } from "../../../src/llm/ledger/ledger.store.ts";

const { of, desk } = createLedgers(env.LEDGERS);
const CAP = 100_000;
const WANT = 1_000;

function checkIn(holder_id: string, rest: Partial<CheckIn> = {}): CheckIn {
  const who = { course_id: "les_raft", learner_id: `lrn_${holder_id}`, holder_id };
  return { ...who, spent: null, want: { nanousd: WANT, tokens: 10 }, observations: [], ...rest };
}

const closed = ({ allowance }: CheckedIn): CheckIn["spent"] =>
  allowance && { allowance_id: allowance.allowance_id, amount: allowance.amount, is_closed: true };

describe("the ledger of a tenant, in its object", () => {
  it("answers two hundred lessons at once, and sets aside what half of them want and not a nano-dollar more", async () => {
    await desk.put("ten_crowd", { scope: "tenant", scope_id: "", period: "day", cap_nanousd: CAP, cap_tokens: null });
    const names = Array.from({ length: 200 }, (_, n) => `ses_${n}`);
    const answers = await Promise.all(names.map((name) => of("ten_crowd").checkIn(checkIn(name))));
    expect(answers.filter(({ allowance }) => allowance).length).toBe(CAP / WANT);
    expect(answers.filter(({ tier }) => tier === "spent").length).toBe(names.length - CAP / WANT);
    expect(await desk.list("ten_crowd")).toMatchObject([{ spent_nanousd: 0, reserved_nanousd: CAP, tier: "full" }]);

    // All of it is spent, and each is told twice, in the middle of an eviction.
    const tell = () =>
      answers.map(async (answer, n) => of("ten_crowd").checkIn(checkIn(`ses_${n}`, { spent: closed(answer), want: null })));
    await Promise.all(tell());
    await evictDurableObject(env.LEDGERS.getByName("ten_crowd"));
    const last = await Promise.all(tell());
    expect(new Set(last.map(({ tier }) => tier))).toEqual(new Set(["spent"]));
    const [status] = await desk.list("ten_crowd");
    expect(status).toMatchObject({ subject_id: "", spent_nanousd: CAP, reserved_nanousd: 0, tier: "spent" });
    expect(status?.alerts.map(({ percent }) => percent)).toEqual([50, 80, 100]);
  });

  it("keeps tenants apart", async () => {
    await desk.put("ten_poor", { scope: "tenant", scope_id: "", period: "month", cap_nanousd: 0, cap_tokens: null });
    expect(await of("ten_poor").checkIn(checkIn("ses_1"))).toMatchObject({ allowance: null, tier: "spent" });
    expect(await of("ten_rich").checkIn(checkIn("ses_1"))).toMatchObject({ tier: "full", allowance: { amount: { nanousd: 4 * WANT } } });
    expect(await desk.list("ten_rich")).toEqual([]);
  });

  it("shares a breaker between lessons, also after an eviction", async () => {
    const failures = Array.from({ length: 3 }, () => ({ route: "openai:gpt-4.1-mini", ok: false, total_ms: 10, at_ms: Date.now() }));
    const { resting } = await of("ten_breaker").checkIn(checkIn("ses_1", { observations: failures }));
    expect(resting).toMatchObject([{ route: "openai:gpt-4.1-mini" }]);
    await evictDurableObject(env.LEDGERS.getByName("ten_breaker"));
    expect((await of("ten_breaker").checkIn(checkIn("ses_2"))).resting).toEqual(resting);
    expect(await desk.breakers("ten_breaker")).toMatchObject([{ state: "open" }]);
  });

  it("refuses what is no check-in, and books nothing of it", async () => {
    const wrong = checkIn("ses_1", { want: { nanousd: -5, tokens: 0.5 } });
    const rows = await runInDurableObject(env.LEDGERS.getByName("ten_wrong"), async (object, { storage }) => {
      await expect(object.checkIn(wrong)).rejects.toThrow("Too small");
      return storage.sql.exec("SELECT name FROM sqlite_master WHERE name = 'holders'").toArray();
    });
    expect(rows).toEqual([]);
  });

  it("pays for two rows a check-in, three with budgets for learners, and none when there is nothing new", async () => {
    const written = await runInDurableObject(env.LEDGERS.getByName("ten_rows"), (_object, { storage }) => {
      let rows = 0;
      const sql = {
        exec: (query: string, ...bindings: unknown[]) => {
          const cursor = storage.sql.exec(query, ...bindings);
          const found = cursor.toArray();
          rows += cursor.rowsWritten;
          return { toArray: () => found, [Symbol.iterator]: () => found[Symbol.iterator]() };
        },
      };
      // The real storage with its writes counted.
      const counted = { sql, transactionSync: (work: () => unknown) => storage.transactionSync(work) } as unknown as DurableObjectStorage;
      const logger = { info: () => undefined, warn: () => undefined, error: () => undefined };
      const ledger = createLedger({
        clock: { now: () => Date.UTC(2026, 10, 20) },
        logger,
        store: createLedgerStore(counted),
        tenant_id: "ten_rows",
      });
      const count = (work: () => void): number => {
        rows = 0;
        work();
        return rows;
      };
      let held = ledger.checkIn(checkIn("ses_1"));
      const turn = () =>
        count(() => {
          held = ledger.checkIn(checkIn("ses_1", { spent: closed(held) }));
        });
      turn(); // the tenant's own row is made
      const plain = turn();
      ledger.put({ scope: "learner", scope_id: "*", period: "day", cap_nanousd: 1e9, cap_tokens: null });
      turn();
      const learners = turn();
      const nothing = count(() => void ledger.checkIn(checkIn("ses_1", { want: null })));
      return { plain, learners, nothing };
    });
    expect(written).toEqual({ plain: 2, learners: 3, nothing: 0 });
  });
});
