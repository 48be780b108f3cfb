import type { Pack } from "../../src/curriculum/pack.schema.ts";
import type { Caller } from "../gateway-object.ts";
import { startModelServer } from "../lib/model-server.ts";
import { ms, type Report, type Row } from "../lib/report.ts";
import { type Runtime, startRuntime } from "../lib/runtime.ts";
import { median, overRounds, round, type Spread, spreadOf } from "../lib/stats.ts";
import { GATEWAY_SCRIPT } from "../script.ts";

/** A model's time for one answer; the bar is about what comes on top. */
const LATENCY_MS = 500;
const CALLERS = ["bare", "sdk", "cairn"] as const;
const CONCURRENT = 50;
const CALLS_EACH = 4;
const ALONE_CALLS = 12;
const ROUNDS = 5;
const MAX_ADDED = { p50: 2, p95: 8 };

type Rounds = Record<Caller, Spread[]>;

/** What the door adds to one call of a model: against a bare `fetch` and the AI SDK, in the same kind of object, one at a time and fifty at once. */
export async function benchGateway(pack: Pack): Promise<Report> {
  const server = await startModelServer(GATEWAY_SCRIPT, LATENCY_MS);
  const runtime = await startRuntime({ pack, vars: { LLM_BASE_URL: server.url, LLM_MODEL: "bench" } });
  try {
    // Compiled code, warm connections, and a purse that has its allowance.
    for (const caller of CALLERS) await callAll(runtime, caller, CONCURRENT, 1);
    const alone = await compare((caller) => callAll(runtime, caller, 1, ALONE_CALLS));
    const crowd = await compare((caller) => callAll(runtime, caller, CONCURRENT, CALLS_EACH));
    return describe(alone, crowd);
  } finally {
    await runtime.stop();
    await server.stop();
  }
}

async function compare(run: (caller: Caller) => Promise<number[]>): Promise<Rounds> {
  const rounds: Rounds = { bare: [], sdk: [], cairn: [] };
  for (let at = 0; at < ROUNDS; at++) for (const caller of CALLERS) rounds[caller].push(spreadOf(await run(caller)));
  return rounds;
}

/** Milliseconds of every call: `lanes` objects at once, each making its calls one after the other. */
async function callAll({ url }: Runtime, caller: Caller, lanes: number, calls: number): Promise<number[]> {
  const lane = async (at: number): Promise<number[]> => {
    // Nobody begins in step with the others, as sessions do not.
    await new Promise((resolve) => setTimeout(resolve, (LATENCY_MS * at) / lanes));
    const times: number[] = [];
    for (let nth = 0; nth < calls; nth++) {
      const sentAt = performance.now();
      const response = await fetch(`${url}/gateway/${caller}-${at}`, { method: "POST" });
      await response.text();
      times.push(performance.now() - sentAt);
      if (!response.ok) throw new Error(`${caller}: ${response.status}`);
    }
    return times;
  };
  return (await Promise.all(Array.from({ length: lanes }, (_, at) => lane(at)))).flat();
}

function describe(alone: Rounds, crowd: Rounds): Report {
  const over = (rounds: Rounds, caller: Caller, key: "p50" | "p95") =>
    round(median(rounds[caller].map((one, at) => one[key] - (rounds.bare[at]?.[key] ?? Number.NaN))));
  const added = (rounds: Rounds, caller: Caller) => `p50 ${ms(over(rounds, caller, "p50"))}, p95 ${ms(over(rounds, caller, "p95"))}`;
  const bar = (key: "p50" | "p95"): Row => {
    const measured = over(crowd, "cairn", key);
    return {
      what: `${CONCURRENT} at once: Cairn's door over a bare fetch, ${key}`,
      measured: ms(measured),
      bar: `≤ ${MAX_ADDED[key]} ms`,
      ok: measured <= MAX_ADDED[key],
    };
  };
  const bare = (rounds: Rounds) => {
    const { p50, p95 } = overRounds(rounds.bare);
    return `p50 ${ms(p50)}, p95 ${ms(p95)}`;
  };
  return {
    rows: [
      { what: "one at a time: bare fetch", measured: bare(alone), bar: "", ok: null },
      { what: "one at a time: AI SDK over a bare fetch", measured: added(alone, "sdk"), bar: "", ok: null },
      { what: "one at a time: Cairn's door over a bare fetch", measured: added(alone, "cairn"), bar: "", ok: null },
      { what: `${CONCURRENT} at once: bare fetch`, measured: bare(crowd), bar: "", ok: null },
      { what: `${CONCURRENT} at once: AI SDK over a bare fetch`, measured: added(crowd, "sdk"), bar: "", ok: null },
      bar("p50"),
      bar("p95"),
    ],
    raw: { latency_ms: LATENCY_MS, alone, crowd },
  };
}
