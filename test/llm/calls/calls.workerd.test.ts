import { createExecutionContext, createMessageBatch, getQueueResult } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { SAMPLE_CALL } from "../../../scripts/lib/sample-calls.ts";
import type { CallExporter } from "../../../src/llm/calls/call-exporter.port.ts";
import type { CallRecord } from "../../../src/llm/calls/call-record.schema.ts";
import { type CallsConsumerDeps, consumeCalls } from "../../../src/llm/calls/calls.consumer.ts";
import { createLearnerRegistry } from "../../../src/identity/identity.repository.ts";
import { createCallRepository } from "../../../src/llm/calls/calls.repository.ts";
import { createOtlpExporter } from "../../../src/llm/calls/otlp/otlp.adapter.ts";
import { CALLS_KEPT_DAYS } from "../../../src/llm/calls/calls-kept.ts";
import { pruneCalls } from "../../../src/llm/calls/prune-calls.usecase.ts";
import { systemTimer } from "../../../src/llm/timer.adapter.ts";
import { ok } from "../../../src/shared/result.ts";
import { systemClock } from "../../../src/shared/system-clock.adapter.ts";
import { foldCalls } from "./fold-calls.ts";
import { AT_MS, busyDay, callRecord } from "./records.ts";

const TENANT = "ten_public";
const HOUR_MS = 3_600_000;
const DAY = { from_ms: AT_MS, to_ms: AT_MS + 24 * HOUR_MS, step_ms: HOUR_MS };
const calls = createCallRepository(env.DB);

interface Line {
  readonly event: string;
  readonly [field: string]: unknown;
}

/** Hands messages to the consumer as the queue does; says what became of each, what was logged and what was exported. */
async function deliver(bodies: readonly unknown[], changes: Partial<CallsConsumerDeps> = {}, attempts = 1) {
  const lines: Line[] = [];
  const exported: CallRecord[] = [];
  const note = (event: string, fields = {}) => void lines.push({ event, ...fields });
  const exporter: CallExporter = {
    export: async (records) => {
      exported.push(...records);
      return ok({ rejected: 0 });
    },
  };
  const messages = bodies.map((body, index) => ({ id: `msg_${index}`, timestamp: new Date(AT_MS), attempts, body }));
  const batch = createMessageBatch("cairn-calls", messages);
  // What the platform reports leaves the delays out.
  const retried: { id: string; delaySeconds: number | undefined }[] = [];
  for (const message of batch.messages) {
    const retry = message.retry.bind(message);
    message.retry = (options) => {
      retried.push({ id: message.id, delaySeconds: options?.delaySeconds });
      retry(options);
    };
  }
  const ctx = createExecutionContext();
  await consumeCalls({ calls, exporter, logger: { info: note, warn: note, error: note }, ...changes }, batch);
  const { explicitAcks, retryMessages } = await getQueueResult(batch, ctx);
  expect(retryMessages.map(({ msgId }) => msgId)).toEqual(retried.map(({ id }) => id));
  return { acked: explicitAcks, retried, lines, exported };
}

const stored = async () => (await calls.list(TENANT, { cursor: null, limit: 200 })).calls;

const learners = createLearnerRegistry(env.DB);
const ADA = { tenant_id: TENANT, learner_id: "lrn_ada" } as const;

beforeEach(async () => {
  await env.DB.exec("DELETE FROM model_calls");
  await learners.addLearner(ADA, "2026-11-24T12:00:00.000Z");
});

describe("records of calls on their way to the operator", () => {
  it("are kept field by field, and told to the collector once they are", async () => {
    const one = callRecord();
    const two = callRecord({
      call_id: "cal_2",
      at: "2026-11-24T12:30:01.000Z",
      is_estimated: true,
      first_token_ms: null,
      prompt_hash: null,
      turn_id: null,
      fallback_reason: 'it\'s "odd" — 数学\n$.x',
    });
    const { acked, retried, exported, lines } = await deliver([
      { v: 1, records: [one] },
      { v: 1, records: [two] },
    ]);
    expect({ acked, retried, lines }).toEqual({ acked: ["msg_0", "msg_1"], retried: [], lines: [] });
    const kept = [two, one].map(({ v: _v, tenant_id: _tenant, ...rest }) => rest);
    expect(await stored()).toEqual(kept);
    expect(exported).toEqual([one, two]);
  });

  it("count once, however often the queue delivers them", async () => {
    await deliver([
      { v: 1, records: [callRecord(), callRecord({ call_id: "cal_2" })] },
      { v: 1, records: [callRecord()] },
    ]);
    await deliver([{ v: 1, records: [callRecord({ cost_nanousd: 7 })] }]);
    expect((await stored()).map(({ call_id, cost_nanousd }) => [call_id, cost_nanousd])).toEqual([
      ["cal_2", 1_096_000],
      ["cal_1", 1_096_000],
    ]);
  });

  it("are kept although a poisoned message came with them, which goes the way of the dead without a word of what is in it", async () => {
    const secret = "Ada's own words";
    const { acked, retried, exported, lines } = await deliver([
      { v: 1, records: [callRecord()] },
      secret,
      { v: 2, records: [] },
      { v: 1, records: [callRecord({ call_id: "cal_2" }), { ...callRecord({ call_id: "cal_3" }), total_ms: secret }] },
    ]);
    expect(acked).toEqual(["msg_0"]);
    expect(retried).toEqual(["msg_1", "msg_2", "msg_3"].map((id) => ({ id, delaySeconds: 30 })));
    expect((await stored()).map(({ call_id }) => call_id)).toEqual(["cal_2", "cal_1"]);
    expect(exported.map(({ call_id }) => call_id)).toEqual(["cal_1"]);
    expect(lines.map(({ event, message_id, problem }) => [event, message_id, problem])).toEqual([
      ["calls_message_unreadable", "msg_1", "message invalid_type"],
      ["calls_message_unreadable", "msg_2", "v invalid_value"],
      ["calls_message_unreadable", "msg_3", "records.1: total_ms invalid_type"],
    ]);
    expect(JSON.stringify(lines)).not.toContain("Ada");
  });

  it("wait longer each time while D1 is down, and are not exported before they are kept", async () => {
    const down = { save: () => Promise.reject(new Error("D1_ERROR: no such luck")) };
    const delays: unknown[] = [];
    for (const attempts of [1, 2, 3, 4, 5, 6]) {
      const { acked, retried, exported, lines } = await deliver([{ v: 1, records: [callRecord()] }], { calls: down }, attempts);
      expect({ acked, exported }).toEqual({ acked: [], exported: [] });
      expect(lines).toMatchObject([{ event: "calls_not_kept", messages: 1, reason: "Error: D1_ERROR: no such luck" }]);
      delays.push(...retried.map(({ delaySeconds }) => delaySeconds));
    }
    expect(delays).toEqual([30, 120, 480, 1_920, 7_200, 7_200]);
    await deliver([{ v: 1, records: [callRecord()] }], {}, 6);
    expect(await stored()).toHaveLength(1);
  });

  it.each([
    ["throws", () => Promise.reject(new Error("secret words")), "calls_not_exported"],
    ["fails", async () => ({ ok: false as const, error: "HTTP 503" }), "calls_not_exported"],
    ["takes only some", async () => ok({ rejected: 1 }), "calls_rejected_by_collector"],
  ])("are kept and acknowledged when the collector %s", async (_what, send, event) => {
    const { acked, retried, lines } = await deliver([{ v: 1, records: [callRecord()] }], { exporter: { export: send } });
    expect({ acked, retried }).toEqual({ acked: ["msg_0"], retried: [] });
    expect(lines.map((line) => line.event)).toEqual([event]);
    expect(JSON.stringify(lines)).not.toContain("secret");
    expect(await stored()).toHaveLength(1);
  });

  it("reach a collector in OTLP's binary form, whose answer in the same form is read", async () => {
    const bodies: string[] = [];
    const exporter = createOtlpExporter({
      endpoint: "https://otlp.example",
      headers: {},
      fetch: async (url, init) => {
        bodies.push(new TextDecoder().decode(await new Request(url, init).arrayBuffer()));
        return new Response(Uint8Array.of(0x0a, 2, 0x08, 1));
      },
      timeout_ms: 5_000,
      clock: systemClock,
      timer: systemTimer,
    });
    const { acked, lines } = await deliver([{ v: 1, records: [callRecord(), callRecord({ call_id: "cal_2" })] }], { exporter });
    expect({ acked, lines }).toEqual({
      acked: ["msg_0"],
      lines: [{ event: "calls_rejected_by_collector", records: 2, rejected: 1 }],
    });
    expect(bodies).toHaveLength(1);
    // A text stands behind its field and its length: an attribute's key is field 1, a value's text too.
    for (const text of ["service.name", "cairn", "cairn.llm", "cairn.call.id", "cal_1", "cal_2", "les_raft"])
      expect(bodies[0]).toContain(`\n${String.fromCharCode(text.length)}${text}`);
  });

  it("say what a call cost and no more, where its learner was erased before the queue came round to it", async () => {
    await learners.removeLearner(ADA);
    const program = callRecord({ call_id: "cal_2", learner_id: null, session_id: null, turn_id: null });
    await deliver([{ v: 1, records: [callRecord(), program] }]);
    const found = await stored();
    expect(found.map(({ call_id, cost_nanousd }) => [call_id, cost_nanousd])).toEqual([
      ["cal_2", SAMPLE_CALL.cost_nanousd],
      ["cal_1", SAMPLE_CALL.cost_nanousd],
    ]);
    const { results } = await env.DB.prepare("SELECT * FROM model_calls").all();
    expect(JSON.stringify(results)).not.toMatch(/lrn_|ses_/);
  });

  it("need no collector", async () => {
    expect(await deliver([{ v: 1, records: [callRecord()] }], { exporter: null })).toMatchObject({ acked: ["msg_0"], lines: [] });
  });
});

describe("an operator who looks at ten thousand calls", () => {
  const mine = busyDay(10_000, TENANT, 7);
  const theirs = busyDay(500, "ten_other", 8);
  /** Every query that the reports make, with the rows that D1 read for it. */
  const counted = (): { reports: ReturnType<typeof createCallRepository>; rowsRead: () => number } => {
    let rows = 0;
    const d1 = new Proxy(env.DB, {
      get(target, name) {
        if (name !== "batch") return Reflect.get(target, name).bind(target);
        return async (statements: D1PreparedStatement[]) => {
          const results = await target.batch(statements);
          for (const { meta } of results) rows += meta.rows_read;
          return results;
        };
      },
    });
    return { reports: createCallRepository(d1), rowsRead: () => rows };
  };

  beforeEach(async () => {
    await calls.save([...mine, ...theirs]);
  });

  it("sees figures, percentiles and steps that a plain count of the same records gives", async () => {
    expect(await calls.summarise(TENANT, DAY)).toEqual(foldCalls(mine, DAY));
    expect(await calls.summarise("ten_other", DAY)).toEqual(foldCalls(theirs, DAY));
    const odd = { from_ms: AT_MS + 12_345_678, to_ms: AT_MS + 12_345_678 + 30 * 120_000, step_ms: 120_000 };
    expect(await calls.summarise(TENANT, odd)).toEqual(foldCalls(mine, odd));
  });

  it("pays for the rows of the window a few times over, and for none outside it", async () => {
    const { reports, rowsRead } = counted();
    await reports.summarise(TENANT, DAY);
    const whole = rowsRead();
    await reports.summarise(TENANT, { from_ms: AT_MS, to_ms: AT_MS + HOUR_MS, step_ms: 120_000 });
    const hour = rowsRead() - whole;
    const inHour = mine.filter(({ at }) => Date.parse(at) < AT_MS + HOUR_MS).length;
    // Four statements of about eleven reads a record each, those of SQLite's own sorting included.
    expect(whole).toBeLessThan(50 * mine.length);
    expect(hour).toBeLessThan(50 * inHour);
  });

  it("turns over page after page, newest first, without missing or repeating one while new ones come in", async () => {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof calls.list>> = await calls.list("ten_other", { cursor, limit: 77 });
      seen.push(...page.calls.map(({ call_id }) => call_id));
      cursor = page.next;
      await calls.save([callRecord({ call_id: `cal_new${seen.length}`, tenant_id: "ten_other", at: "2026-12-01T00:00:00.000Z" })]);
    } while (cursor !== null);
    const order = theirs.toSorted((a, b) => (`${a.at}${a.call_id}` < `${b.at}${b.call_id}` ? 1 : -1));
    expect(seen).toEqual(order.map(({ call_id }) => call_id));
  });

  it("gets nothing of another tenant's by making up a cursor", async () => {
    for (const cursor of ["", "~", "zzz", "2026~", "' OR 1=1 --", "9999~cal_x~y"]) {
      const page = await calls.list("ten_nobody", { cursor, limit: 10 });
      expect(page).toEqual({ calls: [], next: null });
    }
  });
});

describe("records of a learner who leaves", () => {
  const ADA = { tenant_id: "ten_public", learner_id: "lrn_leaving" } as const;
  const days = [0, 1, 6, 7, 8, 30, 89, 120];
  const at = (back: number) => new Date(AT_MS - back * 24 * HOUR_MS).toISOString();
  const named = async () => {
    const { results } = await env.DB.prepare("SELECT at FROM model_calls WHERE learner_id = ?").bind(ADA.learner_id).all<{ at: string }>();
    return results.map((row) => row.at).sort();
  };

  it("lose the name, whenever they were made, and nobody else's do", async () => {
    const learners = createLearnerRegistry(env.DB);
    await learners.addLearner(ADA, at(8));
    await learners.addLearner({ tenant_id: "ten_public", learner_id: "lrn_stays" }, at(8));
    const theirs = days.map((back) => callRecord({ call_id: `cal_left${back}`, at: at(back), learner_id: ADA.learner_id }));
    await calls.save([...theirs, callRecord({ call_id: "cal_other", learner_id: "lrn_stays" })]);
    expect(await learners.knownSince(ADA)).toBe(at(8));
    await calls.forgetLearner(ADA, at(8), AT_MS);
    expect(await named()).toEqual([at(120), at(89), at(30)]);
    await calls.forgetLearner(ADA, null, AT_MS);
    expect(await named()).toEqual([]);
    const { results } = await env.DB.prepare("SELECT learner_id FROM model_calls WHERE call_id = 'cal_other'").all();
    expect(results).toEqual([{ learner_id: "lrn_stays" }]);
  });
});

describe("records that are past keeping", () => {
  const at = (days: number, ms = 0) => new Date(AT_MS - days * 24 * HOUR_MS + ms).toISOString();

  it("are forgotten for every tenant, and no day sooner", async () => {
    const old = callRecord({ call_id: "cal_old", at: at(CALLS_KEPT_DAYS, -1) });
    const kept = callRecord({ call_id: "cal_kept", at: at(CALLS_KEPT_DAYS) });
    await calls.save([old, kept, { ...old, tenant_id: "ten_a" }, { ...kept, tenant_id: "ten_a" }, { ...old, tenant_id: "ten_z" }]);
    expect(await pruneCalls({ calls, clock: { now: () => AT_MS } })).toBe(3);
    const left = await env.DB.prepare("SELECT tenant_id, call_id FROM model_calls ORDER BY tenant_id").all();
    expect(left.results).toEqual([
      { tenant_id: "ten_a", call_id: "cal_kept" },
      { tenant_id: "ten_public", call_id: "cal_kept" },
    ]);
    expect(await pruneCalls({ calls, clock: { now: () => AT_MS } })).toBe(0);
  });

  it("are forgotten in bites, so that no statement runs long", async () => {
    await calls.save(busyDay(25, TENANT, 9));
    expect(await calls.deleteBefore(at(-30), 10)).toBe(10);
    expect(await calls.deleteBefore(at(-30), 10)).toBe(10);
    expect(await calls.deleteBefore(at(-30), 10)).toBe(5);
  });
});
