import { z } from "zod";
import { lessonsBodySchema, sessionBodySchema } from "../../src/protocol/http.schema.ts";
import { type PublicEvent, publicEventSchema } from "../../src/protocol/public-event.schema.ts";
import { ScriptError } from "./command.ts";

const saysSchema = z.array(
  z.union([z.string(), z.strictObject({ hint: z.literal(true) }), z.strictObject({ set_aside: z.literal(true) })]),
);

/**
 * One scripted learner: which lesson and path, and what they say to each question, in order, under the end of the question's id
 * (`leader_1` for `itm_raft-etcd_leader_1`). Bound to its question, no reply can end up under another one when the order of questions changes.
 * `{hint: true}` asks for a hint, `{set_aside: true}` sets the step aside.
 */
export const learnerScriptSchema = z.strictObject({
  title: z.string(),
  about: z.string(),
  lesson: z.string(),
  path: z.string(),
  answers: z.record(z.string(), saysSchema),
});
export type LearnerScript = z.output<typeof learnerScriptSchema>;

/** One request of the learner to Cairn: a POST when there is a body. Returns the parsed answer; fails on any that is not a success. */
export type Call = (path: string, body?: unknown, messageId?: string) => Promise<unknown>;

/** The session wants something of the learner again, or is over. */
const RESTS_ON = ["paths_generated", "tutor_delivered", "hint_delivered", "session_completed"];
const MOST_TURNS = 80;

/**
 * Plays the learner to the end of the lesson and returns everything that happened. Throws a ScriptError that names the question when the learner has
 * nothing (more) to say to it, and when the lesson is over before everything was said: either way the script was written for another lesson.
 */
export async function playLearner(call: Call, learner: LearnerScript): Promise<PublicEvent[]> {
  const { lessons } = lessonsBodySchema.parse(await call("/v1/lessons"));
  const lesson = lessons.find((card) => card.lesson_id.endsWith(learner.lesson));
  if (!lesson)
    throw new ScriptError(`No lesson ${learner.lesson} on the shelf; there are ${lessons.map((card) => card.lesson_id).join(", ")}.`);
  const { session } = sessionBodySchema.parse(await call("/v1/sessions", { lesson_id: lesson.lesson_id }));
  const at = `/v1/sessions/${session.session_id}`;
  const eventsBody = z.object({ events: z.array(publicEventSchema) });
  const settled = async (): Promise<PublicEvent[]> => {
    for (;;) {
      const { events } = eventsBody.parse(await call(`${at}/events`));
      if (RESTS_ON.includes(events.at(-1)?.type ?? "")) return events;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };

  await settled();
  await call(`${at}/path`, { path_id: learner.path }, "choose-path");
  const unsaid = new Map(Object.entries(learner.answers).map(([name, says]) => [name, [...says]]));
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const events = await settled();
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
    const id = `message-${turn}`;
    if (typeof said === "string") await call(`${at}/replies`, { text: said }, id);
    else await call(`${at}/${"hint" in said ? "hints" : "set-aside"}`, {}, id);
  }
  throw new ScriptError(`The lesson did not end within ${MOST_TURNS} turns.`);
}

function lastWords(events: readonly PublicEvent[]): string {
  const reply = events.findLast((event) => event.type === "learner_replied");
  const verdict = events.findLast((event) => event.type === "reply_evaluated");
  return `${JSON.stringify(reply?.text ?? "")} (${verdict?.user_intent}, ${verdict?.evaluation}).`;
}
