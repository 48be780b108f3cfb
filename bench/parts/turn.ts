import { setTimeout as pause } from "node:timers/promises";
import type { Pack } from "../../src/curriculum/pack.schema.ts";
import { openBare } from "../lib/bare.ts";
import { type Door, Learner, newToken, type TurnTimes } from "../lib/learner.ts";
import { ms, type Report } from "../lib/report.ts";
import { type Runtime, startRuntime, UNTIL_ASLEEP_MS } from "../lib/runtime.ts";
import { median, overRounds, round, type Spread, spreadOf } from "../lib/stats.ts";
import { ANSWER_CHARS, EVENT_CHARS, scriptFor } from "../script.ts";

const ROUNDS = 5;
const TURNS_A_ROUND = 150;
/** Turns at the start of a round that are driven and not counted: compiled code and a warm socket on both sides. */
const WARM_UP_TURNS = 15;
/** Objects of each kind that are let sleep and then asked once. */
const SLEEPERS = 60;
const MAX_RATIO = 2.5;
const MAX_EMBEDDED_MS = 5;

const KINDS = ["bare", "scripted", "embedded"] as const;
type Kind = (typeof KINDS)[number];

interface Round extends Spread {
  readonly cpu_ms: number;
}

/** A whole durable turn over the socket, one learner, one turn after the other: scripted and embedded sessions against the bare object, taking turns. */
export async function benchTurn(pack: Pack): Promise<Report> {
  const runtime = await startRuntime({ pack, vars: { FIXTURES: JSON.stringify(scriptFor(pack)) } });
  const rounds: Record<Kind, Round[]> = { bare: [], scripted: [], embedded: [] };
  let woken: Record<Kind, Spread>;
  try {
    for (let at = 0; at < ROUNDS; at++) {
      rounds.bare.push(await measure(runtime, (count) => driveBare(runtime, `turn-${at}`, count)));
      rounds.scripted.push(await measure(runtime, (count) => driveLearners(runtime, pack, "/scripted", count)));
      rounds.embedded.push(await measure(runtime, (count) => driveLearners(runtime, pack, "", count)));
    }
    woken = await wake(runtime, pack);
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
      ...KINDS.map((kind) => ({
        what: WOKEN[kind],
        measured:
          kind === "bare"
            ? `p50 ${ms(woken.bare.p50)}`
            : `p50 ${ms(woken[kind].p50)}, ${round(woken[kind].p50 / woken.bare.p50).toFixed(1)} ×`,
        bar: "",
        ok: null,
      })),
    ],
    raw: { rounds, ratio, embedded_ratio: embeddedRatio, woken },
  };
}

const WOKEN: Readonly<Record<Kind, string>> = {
  bare: "a turn that wakes it from sleep: bare object",
  scripted: "… with an instant model",
  embedded: "… with the embedded tutor",
};

/** One turn each of objects that sleep, taking turns. A learner thinks for longer than the runtime keeps an object awake, so this is what most turns are. */
async function wake(runtime: Runtime, pack: Pack): Promise<Record<Kind, Spread>> {
  const token = await newToken(runtime.url);
  const sleepers: (() => Promise<number>)[][] = [];
  for (let at = 0; at < SLEEPERS; at++) {
    const bare = await openBare(runtime.url, `sleeper-${at}`, { row_chars: EVENT_CHARS, answer_chars: ANSWER_CHARS, model: null });
    const learners = [await Learner.start(`${runtime.url}/scripted`, pack, token), await Learner.start(runtime.url, pack, token)] as const;
    const turns = [
      () => bare.turn(),
      async () => (await learners[0].turn("model")).turn_ms,
      async () => (await learners[1].turn("embedded")).turn_ms,
    ];
    for (const turn of turns) await turn();
    sleepers.push(turns);
  }
  await pause(UNTIL_ASLEEP_MS);
  const times: number[][] = KINDS.map(() => []);
  for (const turns of sleepers) for (const [at, turn] of turns.entries()) times[at]?.push(await turn());
  const [bare = [], scripted = [], embedded = []] = times;
  return { bare: spreadOf(bare), scripted: spreadOf(scripted), embedded: spreadOf(embedded) };
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
