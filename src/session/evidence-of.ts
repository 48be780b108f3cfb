import { readOptionLetters } from "../agents/evaluator/option-letters.ts";
import type { Item, PackNode } from "../curriculum/pack.schema.ts";
import { standingOf } from "../learners/ability.ts";
import type { Answer } from "../learners/evidence.schema.ts";
import { formOf } from "../learners/item-form.ts";
import type { ToldAnswer } from "../learners/told-answer.schema.ts";
import type { LessonContext } from "../protocol/lesson.schema.ts";
import type { SessionEvent } from "./events.schema.ts";
import { applyEvent } from "./fold.ts";
import { opensNode } from "./opens-node.ts";
import { purposeOf } from "./purpose-of.ts";
import type { SessionState } from "./state.schema.ts";
import { findItem } from "./transition.ts";

/** Hints beyond this many weigh no less: the answer says nothing by then. */
export const MAX_HINTS = 3;
const MAX_DURATION_MS = 86_400_000;

/**
 * The evidence that a session's log holds about its learner: every judged attempt at an item that has a key, with the help that was taken. Questions, being
 * stuck, what nobody could verify and the small steps (they are help themselves) are none. What was set aside is told as an answer that says nothing (`n/a`), so
 * that it comes back in review. Replaying the log gives the same evidence with the same ids.
 * @param material the node's material, by the node's id
 * @param since only what was judged after this `seq`
 */
export function evidenceOf(events: readonly SessionEvent[], material: (nodeId: string) => PackNode | null, since = 0): ToldAnswer[] {
  const told: ToldAnswer[] = [];
  /** Items of the current node that came back with a new explanation. */
  const explained = new Set<string>();
  let state: SessionState | null = null;
  let [began, asked, replied] = ["", "", ""];
  for (const event of events) {
    if (event.type === "session_created") began = event.at;
    if (event.type === "learner_replied") replied = event.at;
    if (event.type === "tutor_delivered") {
      asked = event.at;
      if (opensNode(event.reason)) explained.clear();
      const id = event.item?.item_id;
      if (event.reason === "remediate" && id !== undefined && state?.node.asked_item_ids.includes(id)) explained.add(id);
    }
    if (event.type === "reply_evaluated" && event.seq > since && state) {
      const node = material(state.teaching_path[state.current_index]?.id ?? "");
      const item = findItem(node, state.node.item_id);
      const isHelped = item !== null && explained.has(item.id);
      if (node && item) told.push(...answerOf({ event, state, node, item, began, asked, replied, isHelped }));
    }
    state = applyEvent(state, event);
  }
  return told;
}

interface Judged {
  readonly event: SessionEvent & { type: "reply_evaluated" };
  /** As it was when the reply was judged. */
  readonly state: SessionState;
  readonly node: PackNode;
  readonly item: Item;
  readonly began: string;
  readonly asked: string;
  readonly replied: string;
  readonly isHelped: boolean;
}

function answerOf({ event, state, node, item, began, asked, replied, isHelped }: Judged): ToldAnswer[] {
  const { evaluation, verdict } = event;
  const { lesson_context, session_id } = state;
  const isAttempt = evaluation.user_intent === "attempt_answer" && evaluation.evaluation !== "n/a" && !verdict.unverified;
  const isSetAside = verdict.advance_reason === "set_aside";
  // A challenge that was missed is told by the miss.
  if (isSetAside && lesson_context.purpose === "challenge") return [];
  if (!isSetAside && (!isAttempt || item.role === "step" || state.last_reply?.instructs_evaluator)) return [];
  const answer = answerTo(item, node, state, {
    id: `${session_id}:${event.seq}`,
    at: event.at,
    verdict: evaluation.evaluation,
    isHelped,
    duration_ms: isSetAside ? null : durationOf(asked, replied),
  });
  return [
    {
      answer,
      seen: {
        question: state.node.question ?? item.prompt,
        quoted: shownWords(item, verdict.quoted),
        concept: node.concept,
        lesson_id: lesson_context.lesson_id,
        lesson_title: lesson_context.title,
        language: lesson_context.language,
        pack: lesson_context.pack,
        began_at: began,
      },
    },
  ];
}

/** An attempt at a node's item as evidence, with the help that the state says was taken. `isHelped`: with any beside hints. */
export function answerTo(
  item: Item,
  node: PackNode,
  state: SessionState,
  { isHelped, ...said }: Pick<Answer, "id" | "at" | "verdict" | "duration_ms"> & { readonly isHelped: boolean },
): Answer {
  const skill = skillOf(node, state.lesson_context);
  return {
    v: 1,
    type: "answer",
    ...said,
    skill,
    session_id: state.session_id,
    node_id: node.id,
    item_id: item.id,
    form: formOf(item),
    purpose: purposeOf(state),
    verified: true,
    hints: Math.min(MAX_HINTS, state.node.hint_level),
    unassisted: state.node.hint_level === 0 && !isHelped,
    difficulty: null,
    ...standingIn(state, skill),
  };
}

/** The learner's words as they are shown later, without the question's options beside them: who chose "b" sees what b said. */
function shownWords(item: Item, quoted: string | null): string | null {
  if (item.form !== "choice" || quoted === null) return quoted;
  const [letter, ...others] = readOptionLetters(quoted);
  const chosen = others.length === 0 ? item.options.find(({ id }) => id === letter) : undefined;
  return chosen && !quoted.includes(chosen.text) ? `${quoted} (${chosen.text})` : quoted;
}

/** The skill that a node practises. Nodes made from a learner's own materials are numbered, so their skills are told apart by the lesson. */
export function skillOf(node: PackNode, { basis, lesson_id }: LessonContext): string {
  return basis === "materials" ? `${node.skill}_${lesson_id}`.slice(0, 64) : node.skill;
}

/** What the learner's other skills say of them, as an answer carries it; nothing where mastery does not decide and nobody has kept it. */
export function standingIn({ masteries }: SessionState, skill: string): Pick<Answer, "standing"> {
  return masteries ? { standing: standingOf(masteries.flatMap((one) => (one.skill === skill ? [] : [one.ability]))) } : {};
}

/** From the question shown to the answer sent; null when a clock ran backwards in between. */
function durationOf(asked: string, replied: string): number | null {
  const ms = Date.parse(replied) - Date.parse(asked);
  return Number.isFinite(ms) && ms >= 0 && ms <= MAX_DURATION_MS ? ms : null;
}
