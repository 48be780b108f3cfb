import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MAX_COOL_DOWN_MS, COOL_DOWN_MS } from "../../../src/llm/ledger/breakers.ts";
import type { ModelFault } from "../../../src/llm/models.port.ts";
import { createTestClock } from "../../support/clock.ts";
import { type FaultMode, type FaultModelServer, startFaultModelServer } from "../../support/fault-model-server.ts";
import type { Dialect } from "../../support/provider-words.ts";
import { createTestStorage } from "../../support/sqlite-storage.ts";
import { sumOf } from "../account/purse-desk.ts";
import { type Verdict, verdictCall } from "../door.ts";
import { DIALECTS, modelAt } from "./fault-cases.ts";
import { capsOf, createStage } from "./stage.ts";

const RIGHT: Verdict = { verdict: "correct", confidence: 0.9 };
const RICH = capsOf(1_000_000_000_000);

let server: FaultModelServer;
beforeAll(async () => {
  server = await startFaultModelServer();
});
afterAll(() => server.close());

const CALLS = 200;

/** A provider that is well or not by the number of the request; `opens`: whether its breaker may. */
const FLAPPING: readonly {
  dialect: Dialect;
  name: string;
  outcome: ModelFault;
  fails: (request: number) => boolean;
  mode: FaultMode;
  opens: boolean;
  most_requests: number;
}[] = [
  {
    dialect: "openai",
    name: "every second request with 503",
    outcome: "provider_error",
    fails: (n) => n % 2 === 1,
    mode: { status: 503 },
    opens: false,
    most_requests: 2 * CALLS,
  },
  {
    dialect: "anthropic",
    name: "every third request with a reset",
    outcome: "unreachable",
    fails: (n) => n % 3 === 0,
    mode: "reset",
    opens: false,
    most_requests: 2 * CALLS,
  },
  {
    dialect: "google",
    name: "every second request in the middle",
    outcome: "cut_off",
    fails: (n) => n % 2 === 0,
    mode: "reset_mid_body",
    opens: false,
    most_requests: CALLS,
  },
  {
    dialect: "anthropic",
    name: "two of three requests with 500",
    outcome: "provider_error",
    fails: (n) => n % 3 !== 0,
    mode: { status: 500 },
    opens: true,
    most_requests: 40,
  },
  {
    dialect: "google",
    name: "two of three requests with 429",
    outcome: "rate_limited",
    fails: (n) => n % 3 !== 0,
    mode: { status: 429 },
    opens: true,
    most_requests: 40,
  },
  {
    dialect: "openai",
    name: "three of four requests in the middle",
    outcome: "cut_off",
    fails: (n) => n % 4 !== 0,
    mode: "half_closed",
    opens: true,
    most_requests: 40,
  },
  {
    dialect: "anthropic",
    name: "four of five requests with an error in the stream",
    outcome: "provider_error",
    fails: (n) => n % 5 !== 0,
    mode: "error_mid_stream",
    opens: true,
    most_requests: 40,
  },
];

describe("200 calls, one a second, while a provider fails", { timeout: 30_000 }, () => {
  it.each(FLAPPING)(
    "$dialect: $name: all are answered, and it is not stormed",
    async ({ dialect, outcome, fails, mode, opens, most_requests }) => {
      const clock = createTestClock();
      const [sick, spare] = [server.openLane(), server.openLane()];
      sick.setAnswers(() => RIGHT);
      spare.setAnswers(() => RIGHT);
      const askedAt: number[] = [];
      sick.setModes((request) => {
        askedAt.push(clock.now());
        return fails(request) ? mode : "scripted";
      });
      const stage = createStage({
        clock,
        models: [modelAt(dialect, sick.url), modelAt("openai", spare.url, true, "spare")],
        budgets: RICH,
      });
      const { purse, models } = stage.openIsolate().open("ses_flap", createTestStorage());
      for (let call = 0; call < CALLS; call++) {
        const answer = await models.answer(verdictCall({ account: purse }));
        expect(answer).toMatchObject({ output: RIGHT, source: { kind: "model", late: false } });
        await purse.checkIn();
        clock.advance(1_000);
      }
      expect(sick.requests.length).toBeLessThanOrEqual(most_requests);
      const turns = stage.lines.filter(({ event }) => event.startsWith("breaker_"));
      const opened = turns.filter(({ event }) => event === "breaker_opened");
      const closed = turns.filter(({ event }) => event === "breaker_closed");
      expect(opened.length > 0).toBe(opens);
      // Whatever opened while the provider is half well is closed again by a probe that goes well.
      if (opens) expect(closed.length).toBeGreaterThan(0);
      for (const { at_ms } of opened) {
        expect(askedAt.filter((at) => at > at_ms && at < at_ms + COOL_DOWN_MS)).toEqual([]);
      }
      // The record of every request that failed says why, also where an answer came and was of no use.
      const failed = askedAt.filter((_, at) => fails(at + 1)).length;
      expect(stage.sink.records().filter((record) => record.outcome === outcome)).toHaveLength(failed);
      expect(stage.ledger.list().map(({ spent_nanousd }) => spent_nanousd)).toEqual(
        Array.from({ length: 3 }, () => sumOf(stage.sink.records()).nanousd),
      );
    },
  );
});

/** Ten minutes and a little more, a call every five seconds. */
const OUTAGE_MS = 10 * 60_000;
const EVERY_MS = 5_000;
/** Three failures open a breaker; after 10, 20, 40, 80, 120, 120 and 120 seconds of rest comes one probe each. */
const OPENING = 3;
const PROBES = 7;

describe("ten minutes without any provider", { timeout: 30_000 }, () => {
  const modes: readonly (readonly [string, FaultMode])[] = [
    ["answer 503", { status: 503 }],
    ["answer 429", { status: 429, headers: { "retry-after": "30" } }],
    ["reset every connection", "reset"],
    ["say nothing", "hang_before_headers"],
    ["break off", "error_mid_stream"],
  ];

  it.each(modes)("that %s: the embedded tutor answers every call, and models teach again within one cool-down", async (_name, mode) => {
    const clock = createTestClock();
    const lanes = DIALECTS.map((dialect) => ({ dialect, lane: server.openLane() }));
    for (const { lane } of lanes) lane.setMode(mode);
    const stage = createStage({
      clock,
      models: lanes.map(({ dialect, lane }) => modelAt(dialect, lane.url)),
      budgets: RICH,
      limits: { firstTokenMs: mode === "hang_before_headers" ? 25 : 6_000 },
    });
    // Two isolates with two lessons each: they learn from each other through the ledger.
    const isolates = [stage.openIsolate(), stage.openIsolate()];
    const seats = Array.from({ length: 4 }, (_, n) => isolates[n % 2]?.open(`ses_${n}`, createTestStorage()));
    const call = async (turn: number) => {
      const seat = seats[turn % seats.length];
      if (!seat) throw new Error("no such lesson");
      const answer = await seat.models.answer(verdictCall({ account: seat.purse }));
      await seat.purse.checkIn();
      clock.advance(EVERY_MS);
      return answer;
    };
    for (let turn = 0; turn < OUTAGE_MS / EVERY_MS; turn++) {
      expect((await call(turn)).output.verdict).toBe("embedded");
    }
    for (const { lane } of lanes) expect(lane.requests.length).toBeLessThanOrEqual(isolates.length * (OPENING + PROBES));
    expect(stage.ledger.breakers().map(({ state }) => state)).not.toContain("closed");

    for (const { lane } of lanes) lane.setAnswers(() => RIGHT);
    stage.limits.firstTokenMs = 6_000;
    const back = clock.now();
    let turn = 0;
    while ((await call(turn)).source.kind === "embedded") turn += 1;
    expect(clock.now() - back).toBeLessThanOrEqual(MAX_COOL_DOWN_MS + EVERY_MS);
    // From now on nobody waits for a model in vain.
    for (const end = turn + 40; turn < end; turn++) expect((await call(turn)).source.kind).toBe("model");
    expect(stage.ledger.breakers().find(({ route }) => route === "openai-compatible:m")?.state).toBe("closed");
    expect(stage.ledger.list()[0]?.spent_nanousd).toBe(sumOf(stage.sink.records()).nanousd);
  });
});
