import type { Pack } from "../../src/curriculum/pack.schema.ts";
import type { Settings } from "../../src/protocol/lesson.schema.ts";
import { openBare } from "../lib/bare.ts";
import { Learner, newToken } from "../lib/learner.ts";
import { ms, type Report } from "../lib/report.ts";
import { type Runtime, startRuntime } from "../lib/runtime.ts";
import { median, round } from "../lib/stats.ts";
import { ANSWER_CHARS, EVENT_CHARS, scriptFor } from "../script.ts";

/** About a token of English. */
const PIECE_CHARS = 4;
const ROUNDS = 7;
const TURNS_A_ROUND = 120;
const BARE_FRAMES = 100;
/** The bar for a streamed frame: elsewhere each piece is one. */
const MAX_PIECE_MS = 0.1;

/** What a turn took of the processor, and in how many frames its message came. */
interface Measured {
  readonly cpu_ms: number;
  readonly frames: number;
}

/** What it costs to show a message while it is written, beside a bare object that sends as it likes; they take turns. */
export async function benchStream(pack: Pack): Promise<Report> {
  const runtime = await startRuntime({ pack, vars: { FIXTURES: JSON.stringify(scriptFor(pack)), PIECE_CHARS: `${PIECE_CHARS}` } });
  const rounds: Record<"bare_frame_ms" | "frame_ms" | "piece_ms" | "frames", number[]> = {
    bare_frame_ms: [],
    frame_ms: [],
    piece_ms: [],
    frames: [],
  };
  const pieces = Math.ceil(messageChars(pack) / PIECE_CHARS);
  try {
    const token = await newToken(runtime.url);
    // Compiled code on all sides.
    for (const delivery of ["gate", "stream"] as const) await driveLearners(runtime, pack, token, delivery);
    for (let at = 0; at < ROUNDS; at++) {
      const one = await driveBare(runtime, `whole-${at}`, 1);
      const many = await driveBare(runtime, `parted-${at}`, BARE_FRAMES);
      const whole = await driveLearners(runtime, pack, token, "gate");
      const streamed = await driveLearners(runtime, pack, token, "stream");
      const added = streamed.cpu_ms - whole.cpu_ms;
      rounds.bare_frame_ms.push(round((many.cpu_ms - one.cpu_ms) / (BARE_FRAMES - 1)));
      rounds.frame_ms.push(round(added / streamed.frames));
      rounds.piece_ms.push(round(added / pieces));
      rounds.frames.push(round(streamed.frames));
    }
  } finally {
    await runtime.stop();
  }
  const pieceMs = median(rounds.piece_ms);
  return {
    rows: [
      { what: "a frame of the bare object", measured: `CPU ${ms(median(rounds.bare_frame_ms))}`, bar: "", ok: null },
      {
        what: "frames in which a message is seen",
        measured: `${median(rounds.frames).toFixed(1)} for ${pieces} pieces`,
        bar: "",
        ok: null,
      },
      {
        what: "streaming, for each piece that the model wrote",
        measured: `CPU ${ms(pieceMs)}`,
        bar: `≤ ${MAX_PIECE_MS} ms`,
        ok: pieceMs <= MAX_PIECE_MS,
      },
      {
        what: "… for each frame that was seen: whole sentences, checked",
        measured: `CPU ${ms(median(rounds.frame_ms))}`,
        bar: "",
        ok: null,
      },
    ],
    raw: { rounds, pieces },
  };
}

/** Characters of a scripted draft, on the mean over the questions. */
function messageChars(pack: Pack): number {
  const drafts = scriptFor(pack).filter(({ match }) => match.userMessage?.startsWith("<<<given_question"));
  return drafts.reduce((sum, { response }) => sum + response.content.length, 0) / drafts.length;
}

async function measure(runtime: Runtime, turns: number, drive: () => Promise<number>): Promise<Measured> {
  const before = runtime.usage().cpu_ms;
  const frames = await drive();
  return { cpu_ms: (runtime.usage().cpu_ms - before) / turns, frames: frames / turns };
}

async function driveBare(runtime: Runtime, name: string, frames: number): Promise<Measured> {
  const bare = await openBare(runtime.url, name, { row_chars: EVENT_CHARS, answer_chars: ANSWER_CHARS, model: null, frames });
  const measured = await measure(runtime, TURNS_A_ROUND, async () => {
    for (let turn = 0; turn < TURNS_A_ROUND; turn++) await bare.turn();
    return frames * TURNS_A_ROUND;
  });
  bare.close();
  return measured;
}

async function driveLearners(runtime: Runtime, pack: Pack, token: string, delivery: Settings["delivery"]): Promise<Measured> {
  return await measure(runtime, TURNS_A_ROUND, async () => {
    let [turns, frames] = [0, 0];
    while (turns < TURNS_A_ROUND) {
      const learner = await Learner.start(`${runtime.url}/scripted`, pack, token, delivery);
      for (; !learner.isAtEnd && turns < TURNS_A_ROUND; turns++) frames += (await learner.turn("model")).deltas;
      learner.close();
    }
    return frames;
  });
}
