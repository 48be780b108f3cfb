import type { Pack } from "../../src/curriculum/pack.schema.ts";
import { openBare } from "../lib/bare.ts";
import { Learner, newToken } from "../lib/learner.ts";
import { ms, type Report } from "../lib/report.ts";
import { type Runtime, startRuntime, UNTIL_ASLEEP_MS } from "../lib/runtime.ts";
import { round, spreadOf } from "../lib/stats.ts";
import { ANSWER_CHARS, EVENT_CHARS } from "../script.ts";

const SESSIONS = 1_000;
const STARTERS = 20;
const MAX_IDLE_MB = 0.5;

interface Sitter {
  answer(): Promise<number>;
}

interface Sitting {
  readonly awake_mb: number;
  readonly asleep_mb: number;
  readonly after_answers_mb: number;
  readonly answers: ReturnType<typeof spreadOf>;
}

/** A thousand open sessions with sockets: what each keeps in memory awake and asleep, and whether all answer when they are woken at once. */
export async function benchIdle(pack: Pack): Promise<Report> {
  // A runtime of its own for each, so that neither sits in the other's memory.
  const cairn = await sit(pack, async (runtime) => {
    const token = await newToken(runtime.url);
    return async () => {
      const learner = await Learner.start(runtime.url, pack, token);
      return { answer: async () => (await learner.turn("embedded")).turn_ms };
    };
  });
  const bare = await sit(pack, async (runtime) => {
    let opened = 0;
    return async () => {
      const object = await openBare(runtime.url, `idle-${++opened}`, { row_chars: EVENT_CHARS, answer_chars: ANSWER_CHARS, model: null });
      await object.turn();
      return { answer: () => object.turn() };
    };
  });
  const each = (of: Sitting) => `${of.awake_mb.toFixed(2)} MB awake, ${of.asleep_mb.toFixed(2)} MB asleep`;
  const { answers } = cairn;
  return {
    rows: [
      { what: "memory a session: bare object", measured: each(bare), bar: "", ok: null },
      { what: "memory a session", measured: each(cairn), bar: `idle ≤ ${MAX_IDLE_MB} MB`, ok: cairn.asleep_mb <= MAX_IDLE_MB },
      {
        what: `${SESSIONS.toLocaleString("en")} sessions woken at once by a reply each`,
        measured: `${answers.n.toLocaleString("en")} answered, p50 ${ms(answers.p50)}, p99 ${ms(answers.p99)}`,
        bar: "all answered",
        ok: answers.n === SESSIONS,
      },
    ],
    raw: { sessions: SESSIONS, cairn, bare },
  };
}

async function sit(pack: Pack, prepare: (runtime: Runtime) => Promise<() => Promise<Sitter>>): Promise<Sitting> {
  const runtime = await startRuntime({ pack, vars: {} });
  try {
    const open = await prepare(runtime);
    // The first sessions pay for code and caches that all share.
    const sitters: Sitter[] = await Promise.all(Array.from({ length: STARTERS }, open));
    const before = runtime.usage().rss_mb;
    while (sitters.length < SESSIONS + STARTERS) sitters.push(...(await Promise.all(Array.from({ length: STARTERS }, open))));
    const each = () => round((runtime.usage().rss_mb - before) / SESSIONS);
    const awake_mb = each();
    await new Promise((resolve) => setTimeout(resolve, UNTIL_ASLEEP_MS));
    const asleep_mb = each();
    const answers = spreadOf(await Promise.all(sitters.slice(STARTERS).map((one) => one.answer())));
    return { awake_mb, asleep_mb, after_answers_mb: each(), answers };
  } finally {
    await runtime.stop();
  }
}
