import type { Item, Pack } from "../../src/curriculum/pack.schema.ts";
import { type Bare, openBare } from "../lib/bare.ts";
import { Learner, newToken } from "../lib/learner.ts";
import { startModelServer } from "../lib/model-server.ts";
import { ms, type Report, type Row } from "../lib/report.ts";
import { startRuntime } from "../lib/runtime.ts";
import { median, overRounds, round, type Spread, spreadOf } from "../lib/stats.ts";
import { ANSWER_CHARS, BARE_PROMPT, EVENT_CHARS, type Mood, scriptFor } from "../script.ts";

/** A fast hosted model's time for one answer. */
const LATENCY_MS = 500;
/** Evaluate, draft, review: one after the other. */
const CALLS = 3;
const MODEL_MS = CALLS * LATENCY_MS;

/** How long a learner of the bench reads and thinks before the next answer: less than any real one, more than the next message takes to be drafted and reviewed. */
const THINK_MS = 3 * LATENCY_MS;

const ROUNDS = 3;
const ALONE_TURNS = 6;
const SESSIONS = 50;
const SESSION_TURNS = 3;
const CROWD = 1_000;
/** Lessons that are started at the same time while the crowd gathers. */
const STARTERS = 50;

const MAX_ADDED_MS = 15;
const MAX_CROWD_OVER_BARE_MS = 300;
const MAX_VERDICT_MS = 100;
/** How many answers of a model a learner waits for, as the time of a turn over the time of one answer. */
const MAX_CALLS = { advance: 1.15, remediation: 2.2 };
/**
 * Missed answers for whose label a remedy is under way by the time the evaluator has spoken: .854 of Beetle's and .917 of SAF's, by people's labels
 * (`npm run eval -- grade`).
 */
const BEGUN_SHARE = 0.85;

interface Taken {
  readonly turn_ms: number;
  /** Null where there is none: the bare object judges nothing and goes nowhere. */
  readonly verdict_ms: number | null;
  readonly mood: Mood | null;
  readonly was_embedded: boolean;
}

interface Contender {
  /** `isStrict`: the model must have answered every call at the first try. */
  turn(isStrict: boolean): Promise<Taken>;
}

interface Sample {
  readonly turn: Spread;
  readonly verdict: Spread;
  readonly advance: Spread;
  /** A remedy for the verdict that was foreseen, for the label beside it, and for another. */
  readonly foreseen: Spread;
  readonly beside: Spread;
  readonly unforeseen: Spread;
  /** Half of all remedies take no longer, if as many are begun in time as by people's labels. */
  readonly remedy_p50: number;
  /** Turns that went on without the model. */
  readonly embedded: number;
}

type Contenders = Readonly<Record<"cairn" | "bare", readonly Contender[]>>;
type Rounds = Record<"cairn" | "bare", Sample[]>;

/** What a turn takes beyond the model's own time, through the product's provider path to a server that others wrote: alone, with 50, with 1,000 at once. */
export async function benchModel(starter: Pack): Promise<Report> {
  const pack = inWriting(starter);
  const server = await startModelServer(scriptFor(pack), LATENCY_MS);
  const runtime = await startRuntime({ pack, vars: { LLM_BASE_URL: server.url, LLM_MODEL: "bench" } });
  try {
    const token = await newToken(runtime.url);
    const everyone = await gather(runtime.url, pack, token, server.url);
    // A lesson has fifteen turns for us: nobody who was alone is among the fifty, and alone is another one each round.
    const some = (from: number, count: number): Contenders => ({
      cairn: everyone.cairn.slice(from, from + count),
      bare: everyone.bare.slice(from, from + count),
    });
    const alone = await compare(
      (round) => some(round, 1),
      (crowd) => oneAfterTheOther(crowd, ALONE_TURNS, { think_ms: THINK_MS }),
    );
    const fifty = await compare(
      () => some(ROUNDS, SESSIONS),
      (crowd) => spreadOut(crowd, SESSION_TURNS),
    );
    const all = await compare(
      () => everyone,
      (crowd) => spreadOut(crowd, 1, { over_ms: 0, isStrict: false }),
    );
    for (const one of [...everyone.cairn, ...everyone.bare]) one.close();
    return describe({ alone, fifty, all });
  } finally {
    await runtime.stop();
    await server.stop();
  }
}

/** The lesson without choices and numbers: their answers are judged by code, and no model's verdict on them is another than was foreseen. */
function inWriting(pack: Pack): Pack {
  const isWritten = ({ form }: Item) => form === "open" || form === "code";
  return { ...pack, nodes: pack.nodes.map((node) => ({ ...node, items: node.items.filter(isWritten) })) };
}

function describe({ alone, fifty, all }: Record<"alone" | "fifty" | "all", Rounds>): Report {
  const turn = (rounds: readonly Sample[]) => overRounds(rounds.map((one) => one.turn));
  // Only turns that wait for three calls one after another, as the bare object does: the others take less than that.
  const inFull = (rounds: readonly Sample[]) => overRounds(rounds.map((one) => one.unforeseen));
  const added = ({ p50, p99 }: Spread) => `p50 ${ms(p50 - MODEL_MS)}, p99 ${ms(p99 - MODEL_MS)}`;
  const verdict = overRounds(fifty.cairn.map((one) => one.verdict)).p50 - LATENCY_MS;
  const callsOf = (kind: "advance" | "foreseen" | "beside" | "unforeseen") =>
    round(overRounds(alone.cairn.map((one) => one[kind])).p50 / LATENCY_MS);
  const waiting = (what: string, calls: number, max: number | null): Row => ({
    what: `waiting in model calls, ${what}, p50`,
    measured: calls.toFixed(2),
    bar: max === null ? "" : `≤ ${max}`,
    ok: max === null ? null : calls <= max,
  });
  const remedy = round(median(alone.cairn.map((one) => one.remedy_p50)) / LATENCY_MS);
  const fiftyAdded = inFull(fifty.cairn).p50 - MODEL_MS;
  const over = round(median(all.cairn.map((one, at) => one.turn.p95 - (all.bare[at]?.turn.p95 ?? Number.NaN))));
  const whole = (rounds: readonly Sample[]) => `p50 ${ms(turn(rounds).p50)}, p95 ${ms(turn(rounds).p95)}, p99 ${ms(turn(rounds).p99)}`;
  return {
    rows: [
      { what: "beyond the model, 1 session: bare object", measured: added(turn(alone.bare)), bar: "", ok: null },
      { what: "beyond the model, 1 session, turns that wait for all three calls", measured: added(inFull(alone.cairn)), bar: "", ok: null },
      { what: `beyond the model, ${SESSIONS} sessions: bare object`, measured: added(turn(fifty.bare)), bar: "", ok: null },
      {
        what: `beyond the model, ${SESSIONS} sessions, turns that wait for all three calls`,
        measured: added(inFull(fifty.cairn)),
        bar: `p50 ≤ ${MAX_ADDED_MS} ms`,
        ok: fiftyAdded <= MAX_ADDED_MS,
      },
      {
        what: "verdict visible after the evaluator's answer, p50",
        measured: ms(verdict),
        bar: `≤ ${MAX_VERDICT_MS} ms`,
        ok: verdict <= MAX_VERDICT_MS,
      },
      waiting("advance", callsOf("advance"), MAX_CALLS.advance),
      waiting(`remediation, begun in time for ${100 * BEGUN_SHARE} % of missed answers`, remedy, MAX_CALLS.remediation),
      waiting("… verdict foreseen", callsOf("foreseen"), null),
      waiting("… the label beside an unsure forecast", callsOf("beside"), null),
      waiting("… another verdict than foreseen", callsOf("unforeseen"), null),
      {
        what: `${CROWD.toLocaleString("en")} simultaneous turns, ideal ${MODEL_MS} ms: bare object`,
        measured: whole(all.bare),
        bar: "",
        ok: null,
      },
      { what: `${CROWD.toLocaleString("en")} simultaneous turns`, measured: whole(all.cairn), bar: "", ok: null },
      {
        what: "… that went on without the model, because it came too late",
        measured: `${median(all.cairn.map((one) => one.embedded))} a round`,
        bar: "",
        ok: null,
      },
      {
        what: "… over the bare object, p95",
        measured: ms(over),
        bar: `≤ ${MAX_CROWD_OVER_BARE_MS} ms`,
        ok: over <= MAX_CROWD_OVER_BARE_MS,
      },
    ],
    raw: { latency_ms: LATENCY_MS, alone, fifty, all },
  };
}

/** As many lessons and bare objects as the largest comparison needs, each with an open socket. */
async function gather(origin: string, pack: Pack, token: string, model: string) {
  const cairn: (Contender & { close(): void })[] = [];
  const bare: (Contender & { close(): void })[] = [];
  const body = JSON.stringify({
    model: "bench",
    stream: true,
    messages: [
      { role: "system", content: BARE_PROMPT },
      { role: "user", content: "Go on." },
    ],
  });
  const turn = { row_chars: EVENT_CHARS, answer_chars: ANSWER_CHARS, model: { url: `${model}/chat/completions`, body } };
  while (cairn.length < CROWD) {
    const learners = await Promise.all(Array.from({ length: STARTERS }, () => Learner.start(origin, pack, token)));
    cairn.push(
      ...learners.map((learner) => ({
        turn: (isStrict: boolean) => learner.turn(isStrict ? "model" : "anyone"),
        close: () => learner.close(),
      })),
    );
    const objects = await Promise.all(Array.from({ length: STARTERS }, (_, at) => openBare(origin, `model-${bare.length + at}`, turn)));
    bare.push(...objects.map((object) => ({ turn: () => turnOf(object), close: () => object.close() })));
  }
  return { cairn, bare };
}

async function turnOf(object: Bare): Promise<Taken> {
  return { turn_ms: await object.turn(), verdict_ms: null, mood: null, was_embedded: false };
}

async function compare(who: (round: number) => Contenders, run: (crowd: readonly Contender[]) => Promise<Taken[]>): Promise<Rounds> {
  const rounds: Rounds = { cairn: [], bare: [] };
  for (let at = 0; at < ROUNDS; at++) {
    for (const name of ["bare", "cairn"] as const) rounds[name].push(sampleOf(await run(who(at)[name])));
  }
  return rounds;
}

function sampleOf(taken: readonly Taken[]): Sample {
  const turnsWhere = (fits: (one: Taken) => boolean) => spreadOf(taken.filter(fits).map((one) => one.turn_ms));
  return {
    turn: turnsWhere(() => true),
    verdict: spreadOf(taken.flatMap((one) => one.verdict_ms ?? [])),
    advance: turnsWhere(({ mood }) => mood === "right"),
    foreseen: turnsWhere(({ mood }) => mood === "stuck"),
    beside: turnsWhere(({ mood }) => mood === "unsure"),
    unforeseen: turnsWhere(({ mood }) => mood === "misread"),
    remedy_p50: remedyP50(taken),
    embedded: taken.filter((one) => one.was_embedded).length,
  };
}

/** The median over remedies, weighed so that `BEGUN_SHARE` of them were begun in time; NaN where there are none of a kind. */
function remedyP50(taken: readonly Taken[]): number {
  const begun = taken.filter(({ mood }) => mood === "stuck" || mood === "unsure");
  const late = taken.filter(({ mood }) => mood === "misread");
  const weighed = [
    ...begun.map(({ turn_ms }) => ({ turn_ms, weight: BEGUN_SHARE / begun.length })),
    ...late.map(({ turn_ms }) => ({ turn_ms, weight: (1 - BEGUN_SHARE) / late.length })),
  ].sort((a, b) => a.turn_ms - b.turn_ms);
  if (begun.length === 0 || late.length === 0) return Number.NaN;
  let passed = 0;
  for (const { turn_ms, weight } of weighed) {
    passed += weight;
    if (passed >= 0.5) return turn_ms;
  }
  return Number.NaN;
}

async function oneAfterTheOther(crowd: readonly Contender[], turns: number, { think_ms = 0, isStrict = true } = {}): Promise<Taken[]> {
  const times: Taken[] = [];
  for (const one of crowd) {
    for (let turn = 0; turn < turns; turn++) {
      await new Promise((resolve) => setTimeout(resolve, think_ms));
      times.push(await one.turn(isStrict));
    }
  }
  return times;
}

/** Everyone takes their turns one after the other; they begin spread over `over_ms`, as people do who do not know of each other. */
async function spreadOut(crowd: readonly Contender[], turns: number, { over_ms = MODEL_MS, isStrict = true } = {}): Promise<Taken[]> {
  const all = crowd.map(async (one, at) => {
    await new Promise((resolve) => setTimeout(resolve, (over_ms * at) / crowd.length));
    return await oneAfterTheOther([one], turns, { isStrict });
  });
  return (await Promise.all(all)).flat();
}
