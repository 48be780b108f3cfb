import type { Item, Pack } from "../src/curriculum/pack.schema.ts";
import type { ChatModel } from "../src/llm/chat-model.port.ts";

/** One thing a scripted model says: to a prompt that contains both texts. The first that fits answers. The model server outside reads the same form. */
export interface Fixture {
  readonly match: { readonly systemMessage: string; readonly userMessage?: string };
  readonly response: { readonly content: string };
}

/** Begins an answer that the scripted evaluator calls right. */
const RIGHT = "My answer is this:";
/** An answer of about 200 characters that does not advance. */
const UNSURE =
  "I would say that it comes from the ground, because that is where the roots are and everything that grows there has to be taken from somewhere; but I cannot say which part of it does what, or how.";
const REPLY_CHARS = 200;
/** Another of about 200: whatever the question, the embedded evaluator and the scripted one agree that its writer is stuck. */
const STUCK =
  "I don't know. I have no idea. I am stuck. I really do not know. No idea at all. I don't know how. I don't get it. I am lost. I have no clue. I can't do it. I give up. I do not know this. I am not sure.";

/** Begins as `UNSURE` does, so that the teaching text takes it up as well; the scripted evaluator takes its writer for stuck, and the embedded one does not. */
const MISREAD = `${UNSURE.slice(0, 41)}. Roots are there for a reason, and whatever grows has to be taken from somewhere, by weight and by number; that is as far as I have come with it, and I would put it like that to a friend.`;

/**
 * Only `right` advances. The embedded evaluator foretells the verdict on `stuck`; on `unsure` it is of another opinion than the scripted one and knows that
 * it may be wrong; on `misread` nothing was foreseen.
 */
export type Mood = "stuck" | "unsure" | "misread" | "right";

/** A teaching text of about 600 characters that gives nothing away, asks nothing, and takes up the words of `UNSURE`. */
const TEACHING = `You wrote “${UNSURE.slice(0, 41)}”. Stay with that picture for a moment and follow one thing on its way, from the place where it enters to the place where it stays. Whatever is gained on one side has to be missing on another, as in a household where every coin is written into a book. A good way to settle such a matter is to weigh before and after, and to change a single thing in between. What looked obvious may turn out to be the smaller share. Keep the two columns of that book in mind, name what stands in each, and read the next line slowly.`;

/** Characters of the bare object's answer: a teaching text and its question. */
export const ANSWER_CHARS = 600;
/** Characters of the bare object's rows: the mean size of an event of ours, 72,817 characters in 81 events of such a lesson. */
export const EVENT_CHARS = 900;

const whoIs = (role: string): string => `You are the ${role}`;
const json = (value: unknown): { content: string } => ({ content: JSON.stringify(value) });

/** What a learner of the bench writes to a question: the key in ~200 characters where they are to get on, else the same words each time. */
export function replyTo(item: Item | null, mood: Mood): string {
  if (mood === "stuck") return STUCK;
  if (mood === "misread") return MISREAD;
  if (mood === "unsure" || !item) return UNSURE;
  const answer =
    item.form === "choice"
      ? (item.options.find((option) => option.correct)?.text ?? "")
      : item.form === "numeric"
        ? `${item.value}`
        : item.key;
  return item.form === "choice" || item.form === "numeric" ? answer : `${RIGHT} ${answer}`.padEnd(REPLY_CHARS, " .").trim();
}

/** The script for a pack: paths as it offers them, verdicts by how a reply begins, drafts that ask the given question, reviews that approve. */
export function scriptFor(pack: Pack): Fixture[] {
  const verdict = (mood: "stuck" | "unsure" | "right") =>
    json({
      user_intent: mood === "stuck" ? "stuck" : "attempt_answer",
      evaluation: { stuck: "n/a", unsure: "partial", right: "correct" }[mood],
      should_advance: mood === "right",
      quoted: { stuck: "", unsure: UNSURE.slice(0, 41), right: RIGHT }[mood],
      key_points_met: [],
      key_points_missed: [],
      missing_cue: mood !== "unsure" ? null : "Follow one thing on its way, from where it enters to where it stays.",
      misconception_id: null,
      confidence: 0.9,
      reasoning: "The words quoted carry the verdict; the rest of the reply neither adds to them nor takes anything away.",
      guidance_for_tutor: "Build on the words quoted and lead to the part that is not said yet, without saying it.",
    });
  const asks = (item: Item): Fixture => ({
    match: { systemMessage: whoIs("Tutor"), userMessage: `<<<given_question\n${item.prompt.trim()}\n` },
    response: json({ teaching: TEACHING, question: item.prompt, citations: [], hints: [] }),
  });
  const paths = pack.paths.map(({ id, name, description, approach, sequence }) => ({
    id,
    name,
    description,
    approach,
    minutes: null,
    teaching_sequence: sequence.flatMap((id) =>
      pack.nodes.filter((node) => node.id === id).map(({ concept, goal }) => ({ id, concept, goal })),
    ),
  }));
  return [
    { match: { systemMessage: whoIs("Path") }, response: json({ paths }) },
    { match: { systemMessage: whoIs("Evaluator"), userMessage: `<<<reply\n${RIGHT}` }, response: verdict("right") },
    { match: { systemMessage: whoIs("Evaluator"), userMessage: `<<<reply\n${STUCK}` }, response: verdict("stuck") },
    { match: { systemMessage: whoIs("Evaluator"), userMessage: `<<<reply\n${MISREAD}` }, response: verdict("stuck") },
    { match: { systemMessage: whoIs("Evaluator"), userMessage: "<<<reply\n" }, response: verdict("unsure") },
    ...pack.nodes.flatMap((node) => node.items.map(asks)),
    {
      match: { systemMessage: whoIs("Pedagogical Reviewer") },
      response: json({
        approved: true,
        feedback: "",
        principles: {
          active_learning: 2,
          cognitive_load: 2,
          scaffolding: 2,
          misconception_diagnosis: 2,
          curiosity: 1,
          emotional_awareness: 2,
          transfer: 2,
        },
      }),
    },
    { match: { systemMessage: BARE_PROMPT.slice(0, 40) }, response: { content: TEACHING } },
  ];
}

/** As long as a prompt of ours with its static part, so that the bare object makes the model server read as much. */
export const BARE_PROMPT = "This is the prompt of the bare object. It is as long as one of ours.".padEnd(6_000, " It goes on and on.");

/** What the model server says to the three ways of calling it. */
export const GATEWAY_SCRIPT: readonly Fixture[] = [
  { match: { systemMessage: BARE_PROMPT.slice(0, 40) }, response: json({ teaching: TEACHING }) },
];

/**
 * A model inside the process that answers at once. Everything between it and the learner is the product's own.
 *
 * @param pieceChars characters of each piece that it writes; 0: the whole answer is one
 */
export function createScriptedModel(fixtures: readonly Fixture[], pieceChars = 0): ChatModel {
  return {
    route: "bench:scripted",
    streams: true,
    async *complete({ system, user }) {
      const fixture = fixtures.find(({ match }) => system.includes(match.systemMessage) && user.includes(match.userMessage ?? ""));
      // Nothing fits: an empty answer falls to the embedded counterpart, and the run fails when it looks at who spoke.
      const text = fixture?.response.content ?? "";
      const step = pieceChars || text.length || 1;
      for (let at = 0; at < Math.max(1, text.length); at += step) yield { type: "text", text: text.slice(at, at + step) };
      yield { type: "finish", reason: "stop" };
    },
  };
}
