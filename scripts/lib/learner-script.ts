import { z } from "zod";
import type { Command } from "../../src/protocol/client-frames.schema.ts";
import type { PublicEvent } from "../../src/protocol/public-event.schema.ts";
import { ScriptError } from "./command.ts";

const saysSchema = z.array(
  z.union([
    z.string(),
    z.strictObject({ hint: z.literal(true) }),
    z.strictObject({ set_aside: z.literal(true) }),
    z.strictObject({ teach_me: z.literal(true) }),
  ]),
);

/**
 * One scripted learner: which lesson and path, and what they say to each question, in order, under the end of the question's id
 * (`leader_1` for `itm_raft-etcd_leader_1`). Bound to its question, no reply can end up under another one when the order of questions changes.
 * `{hint: true}` asks for a hint, `{set_aside: true}` sets the step aside, `{teach_me: true}` asks for the explanation instead of a probe.
 */
export const learnerScriptSchema = z.strictObject({
  title: z.string(),
  about: z.string(),
  lesson: z.string(),
  path: z.string(),
  /** Asks to be asked before anything is explained. */
  placement: z.literal(true).optional(),
  answers: z.record(z.string(), saysSchema),
});
export type LearnerScript = z.output<typeof learnerScriptSchema>;

/** A lesson that has begun, as whoever plays it reaches it: over HTTP, or right at the session's engine. */
export interface OpenLesson {
  /** Everything that has happened, once the session wants something of the learner again or is over. */
  settled(): Promise<PublicEvent[]>;
  /** Lets so much time go by. */
  think(ms: number): Promise<void>;
  /** Does what a learner can do; fails where it is refused. */
  act(command: Command): Promise<void>;
}

/** The session wants something of the learner again, or is over. */
export function isSettled(events: readonly PublicEvent[]): boolean {
  const last = events.at(-1)?.type;
  return last === "paths_generated" || last === "tutor_delivered" || last === "hint_delivered" || last === "session_completed";
}

const MOST_TURNS = 80;
/** Answers that come faster than anybody reads are taken for guesses, and other questions follow them (`src/learners/gaming.ts`). */
const THINKS_MS = 3_500;

/**
 * Plays the learner to the end of the lesson and returns everything that happened. Throws a ScriptError that names the question when the learner has
 * nothing (more) to say to it, and when the lesson is over before everything was said: either way the script was written for another lesson.
 */
export async function playLearner(lesson: OpenLesson, learner: LearnerScript): Promise<PublicEvent[]> {
  await lesson.settled();
  await lesson.act({ type: "choose_path", message_id: "choose-path", path_id: learner.path, placement: learner.placement });
  const unsaid = new Map(Object.entries(learner.answers).map(([name, says]) => [name, [...says]]));
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const events = await lesson.settled();
    if (events.at(-1)?.type === "session_completed") {
      const left = [...unsaid].filter(([, says]) => says.length > 0);
      if (left.length === 0) return events;
      throw new ScriptError(
        `The lesson was over, and this was never asked for: ${left.map(([name, says]) => `${name} ${JSON.stringify(says)}`).join("; ")}`,
      );
    }
    const asked = events.findLast((event) => event.type === "tutor_delivered");
    const name = asked?.item?.item_id.replace(/^itm_[^_]+_/, "") ?? "none";
    const said = unsaid.get(name)?.shift();
    if (said === undefined) {
      throw new ScriptError(
        `Nothing to say to ${name} (again) after ${lastWords(events)}\nThe tutor said: ${asked?.teaching}\nIt asks: ${asked?.question}`,
      );
    }
    await lesson.think(THINKS_MS);
    const message_id = `message-${turn}`;
    if (typeof said === "string") await lesson.act({ type: "reply", message_id, text: said });
    else await lesson.act({ type: "hint" in said ? "hint" : "set_aside" in said ? "set_aside" : "teach_me", message_id });
  }
  throw new ScriptError(`The lesson did not end within ${MOST_TURNS} turns.`);
}

function lastWords(events: readonly PublicEvent[]): string {
  const reply = events.findLast((event) => event.type === "learner_replied");
  const verdict = events.findLast((event) => event.type === "reply_evaluated");
  return `${JSON.stringify(reply?.text ?? "")} (${verdict?.user_intent}, ${verdict?.evaluation}).`;
}
