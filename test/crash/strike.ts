import type { Dice } from "./dice.ts";
import type { Moment } from "./learner.ts";

/** One planned kill. */
export interface Strike {
  /** What has to happen first; null: nothing, only time passes. */
  readonly moment: Moment | null;
  /** The how manieth of these moments it is; 1 is the next. */
  readonly nth: number;
  /** Then so many ms more. */
  readonly after_ms: number;
  /** Killed a second time so many ms after it listens again, while it recovers; null: not. */
  readonly again_after_ms: number | null;
  /** Whether the Worker has models to ask before it is killed, and while it recovers. */
  readonly models: boolean;
}

const EVENTS = [
  "learner_replied",
  "reply_evaluated",
  "tutor_drafted",
  "draft_reviewed",
  "tutor_delivered",
  "path_chosen",
  "paths_generated",
] as const;
const CALLS = ["evaluator", "tutor", "reviewer"] as const;

/** Draws the next kill. Half of them strike in the very tick in which the moment is seen. */
export function drawStrike(dice: Dice): Strike {
  const models = dice.chance(0.6);
  const kinds: readonly ["ack", ...string[]] = models ? ["ack", "event", "call", "call", "time"] : ["ack", "ack", "event", "event", "time"];
  const kind = dice.pick(kinds);
  const moment: Moment | null =
    kind === "ack"
      ? { type: "ack" }
      : kind === "event"
        ? { type: "event", event: dice.pick(EVENTS) }
        : kind === "call"
          ? { type: "call", agent: dice.pick(CALLS) }
          : null;
  const after_ms = moment === null ? dice.between(5, 400) : dice.chance(0.5) ? 0 : dice.between(1, 25);
  return { moment, nth: dice.between(1, 5), after_ms, again_after_ms: dice.chance(0.35) ? dice.between(0, 120) : null, models };
}

/** Whether what was seen is what the strike waits for. */
export function isMoment(wanted: Moment, seen: Moment): boolean {
  if (wanted.type === "event") return seen.type === "event" && seen.event === wanted.event;
  if (wanted.type === "call") return seen.type === "call" && seen.agent === wanted.agent;
  return seen.type === "ack";
}
