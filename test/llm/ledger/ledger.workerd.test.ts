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

  it("pays for two rows a check-in, three with budgets for learners, one more once in ten minutes, and none when there is nothing new", async () => {
    const written = await runInDurableObject(env.LEDGERS.getByName("ten_rows"), (_object, { storage }) => {
      const { counted, rows } = count(storage);
      let nowMs = Date.UTC(2026, 10, 20);
      const ledger = openLedger(counted, () => nowMs);
      let held = ledger.checkIn(checkIn("ses_1"));
      const turn = () =>
        rows(() => {
          held = ledger.checkIn(checkIn("ses_1", { spent: closed(held) }));
        }).written;
      turn(); // the tenant's own row is made
      const plain = turn();
      ledger.put({ scope: "learner", scope_id: "*", period: "day", cap_nanousd: 1e9, cap_tokens: null });
      turn();
      const learners = turn();
      const nothing = rows(() => void ledger.checkIn(checkIn("ses_1", { want: null }))).written;
      nowMs += 10 * 60_000;
      const [later, again] = [turn(), turn()];
      return { plain, learners, nothing, later, again };
    });
    expect(written).toEqual({ plain: 2, learners: 3, nothing: 0, later: 4, again: 3 });
  });

  it("wakes without reading the sessions of two months: of ten thousand it reads those that may hold something", async () => {
    const found = await runInDurableObject(env.LEDGERS.getByName("ten_large"), (_object, { storage }) => {
      const { counted, rows } = count(storage);
      const nowMs = Date.UTC(2026, 10, 20);
      openLedger(counted, () => nowMs - 9 * 60_000).checkIn(checkIn("ses_open"));
      // One session every eight minutes, the last of them an hour ago.
      storage.sql.exec(
        `WITH RECURSIVE n (i, at_ms) AS (SELECT 0, ?1 UNION ALL SELECT i + 1, at_ms - 480000 FROM n WHERE i < 9999)
         INSERT INTO holders (holder_id, issued, allowances, open_until_ms, heard_ms, heard_span, day_start_ms, day_nanousd, day_tokens,
           month_start_ms, month_nanousd, month_tokens)
         SELECT 'ses_' || i, 1, '[]', 0, at_ms, at_ms / 600000, 0, 0, 0, 0, 0, 0 FROM n`,
        nowMs - 3_600_000,
      );
      const woken = openLedger(counted, () => nowMs);
      const budget = { scope: "tenant", scope_id: "", period: "day", cap_nanousd: 10_000, cap_tokens: null } as const;
      const waking = rows(() => woken.put(budget));
      return { waking, reserved: woken.list()[0]?.reserved_nanousd };
    });
    expect(found.reserved).toBe(4 * WANT);
    expect(found.waking.read).toBeLessThan(50);
  });
});

/** The real storage with its rows counted. */
function count(storage: DurableObjectStorage) {
  const seen = { read: 0, written: 0 };
  const sql = {
    exec: (query: string, ...bindings: unknown[]) => {
      const cursor = storage.sql.exec(query, ...bindings);
      const found = cursor.toArray();
      seen.read += cursor.rowsRead;
      seen.written += cursor.rowsWritten;
      return { toArray: () => found, [Symbol.iterator]: () => found[Symbol.iterator]() };
    },
  };
  return {
    counted: { sql, transactionSync: (work: () => unknown) => storage.transactionSync(work) } as unknown as DurableObjectStorage,
    rows(work: () => void): { readonly read: number; readonly written: number } {
      Object.assign(seen, { read: 0, written: 0 });
      work();
      return { ...seen };
    },
  };
}

function openLedger(storage: DurableObjectStorage, now: () => number) {
  const logger = { info: () => undefined, warn: () => undefined, error: () => undefined };
  return createLedger({ clock: { now }, logger, store: createLedgerStore(storage), tenant_id: "ten_rows" });
}
