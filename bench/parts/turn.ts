import type { Pack } from "../../src/curriculum/pack.schema.ts";
import { openBare } from "../lib/bare.ts";
import { type Door, Learner, newToken, type TurnTimes } from "../lib/learner.ts";
import { ms, type Report } from "../lib/report.ts";
import { type Runtime, startRuntime } from "../lib/runtime.ts";
import { median, overRounds, round, type Spread, spreadOf } from "../lib/stats.ts";
import { ANSWER_CHARS, EVENT_CHARS, scriptFor } from "../script.ts";

const ROUNDS = 5;
const TURNS_A_ROUND = 150;
/** Turns at the start of a round that are driven and not counted: compiled code and a warm socket on both sides. */
const WARM_UP_TURNS = 15;
const MAX_RATIO = 2.5;
const MAX_EMBEDDED_MS = 5;

interface Round extends Spread {
  readonly cpu_ms: number;
}

/** A whole durable turn over the socket, one learner, one turn after the other: scripted and embedded sessions against the bare object, taking turns. */
export async function benchTurn(pack: Pack): Promise<Report> {
  const runtime = await startRuntime({ pack, vars: { FIXTURES: JSON.stringify(scriptFor(pack)) } });
  const rounds: Record<"bare" | "scripted" | "embedded", Round[]> = { bare: [], scripted: [], embedded: [] };
  try {
    for (let at = 0; at < ROUNDS; at++) {
      rounds.bare.push(await measure(runtime, (count) => driveBare(runtime, `turn-${at}`, count)));
      rounds.scripted.push(await measure(runtime, (count) => driveLearners(runtime, pack, "/scripted", count)));
      rounds.embedded.push(await measure(runtime, (count) => driveLearners(runtime, pack, "", count)));
    }
  } finally {
    await runtime.stop();
  }
  const [bare, scripted, embedded] = [overRounds(rounds.bare), overRounds(rounds.scripted), overRounds(rounds.embedded)];
  const ratio = round(median(rounds.scripted.map((one, at) => one.p50 / (rounds.bare[at]?.p50 ?? Number.NaN))));
  const embeddedRatio = round(median(rounds.embedded.map((one, at) => one.p50 / (rounds.bare[at]?.p50 ?? Number.NaN))));
  const cpu = (of: readonly Round[]) => median(of.map((one) => one.cpu_ms));
  const describe = (spread: Spread, of: readonly Round[]) => `p50 ${ms(spread.p50)}, p99 ${ms(spread.p99)}, CPU ${ms(cpu(of))}`;
  return {
    rows: [
      { what: "bare object, eight rows", measured: describe(bare, rounds.bare), bar: "", ok: null },
      { what: "a turn with an instant model", measured: describe(scripted, rounds.scripted), bar: "", ok: null },
      { what: "… against the bare object, p50", measured: `${ratio.toFixed(1)} ×`, bar: `≤ ${MAX_RATIO} ×`, ok: ratio <= MAX_RATIO },
      {
        what: "a turn with the embedded tutor",
        measured: describe(embedded, rounds.embedded),
        bar: `p50 ≤ ${MAX_EMBEDDED_MS} ms`,
        ok: embedded.p50 <= MAX_EMBEDDED_MS,
      },
      { what: "… against the bare object, p50", measured: `${embeddedRatio.toFixed(1)} ×`, bar: "", ok: null },
    ],
    raw: { rounds, ratio, embedded_ratio: embeddedRatio },
  };
}

async function measure(runtime: Runtime, drive: (count: number) => Promise<number[]>): Promise<Round> {
  const before = runtime.usage().cpu_ms;
  const times = await drive(WARM_UP_TURNS + TURNS_A_ROUND);
  const cpu_ms = round((runtime.usage().cpu_ms - before) / times.length);
  return { ...spreadOf(times.slice(WARM_UP_TURNS)), cpu_ms };
}

async function driveBare(runtime: Runtime, name: string, count: number): Promise<number[]> {
  const bare = await openBare(runtime.url, name, { row_chars: EVENT_CHARS, answer_chars: ANSWER_CHARS, model: null });
  const times: number[] = [];
  while (times.length < count) times.push(await bare.turn());
  bare.close();
  return times;
}

async function driveLearners(runtime: Runtime, pack: Pack, door: Door, count: number): Promise<number[]> {
  const token = await newToken(runtime.url);
  const times: TurnTimes[] = [];
  while (times.length < count) {
    const learner = await Learner.start(runtime.url + door, pack, token);
    while (!learner.isAtEnd && times.length < count) times.push(await learner.turn(door === "" ? "embedded" : "model"));
    learner.close();
  }
  return times.map((one) => one.turn_ms);
}
