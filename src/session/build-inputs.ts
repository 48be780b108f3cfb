import type { EvaluatorInput, OtherStep, PathGeneratorInput, ReviewerInput, TutorInput } from "../agents/inputs.ts";
import { chooseStrategy } from "../agents/tutor/choose-strategy.ts";
import { passagesOf } from "../agents/tutor/passages.ts";
import { selectItem, selectProbe } from "../agents/tutor/select-item.ts";
import type { Pack, PackNode, PackOutline } from "../curriculum/pack.schema.ts";
import { type GamingAdvice, noticeGaming } from "../learners/gaming.ts";
import { MASTERY } from "../learners/mastery.ts";
import type { Node, Strategy } from "../protocol/lesson.schema.ts";
import { rememberFor } from "../shared/remember.ts";
import { skillOf } from "./evidence-of.ts";
import { opensNode } from "./opens-node.ts";
import type { Phase, SessionState } from "./state.schema.ts";
import { findItem, isCheck } from "./transition.ts";

/** Messages that prompts may see: the evaluator the last 2 turns, the tutor the last 6. */
const EVALUATOR_MESSAGES = 4;
const TUTOR_MESSAGES = 12;

/** What a session was given to teach from: the pack's outline and its material for the current node; null without a pack. */
export interface SessionMaterial {
  readonly outline: PackOutline | null;
  readonly node: PackNode | null;
}

/** The Path Generator's input; `pack` is the session's whole pack. */
export function buildPathGeneratorInput(state: SessionState, pack: Pack | null): PathGeneratorInput {
  const { language, title, objectives } = state.lesson_context;
  return { language, title, objectives, pack };
}

/**
 * The Evaluator's input for the reply on the table. The same object for the same state and material: the embedded evaluator judges it for the look-ahead and
 * for the check of the model's verdict, and remembers what it made of it.
 */
export function buildEvaluatorInput(state: SessionState, material: SessionMaterial): EvaluatorInput {
  return evaluatorInputs(material)(state);
}

const evaluatorInputs = rememberFor((material: SessionMaterial) =>
  rememberFor(
    (state: SessionState): EvaluatorInput => ({
      language: state.lesson_context.language,
      node: currentNode(state),
      question: state.node.question ?? "",
      item: findItem(material.node, state.node.item_id),
      misconceptions: material.node?.misconceptions ?? [],
      reply: state.last_reply?.text ?? "",
      // The reply itself is the last message of the history; it is handed over on its own.
      recent: state.history.slice(0, -1).slice(-EVALUATOR_MESSAGES),
      remediation_round: state.node.remediation_round,
      points_met: state.node.points_met,
    }),
  ),
);

/** The Tutor's input: strategy and question are chosen here, by code, from the state alone. */
export function buildTutorInput(
  state: SessionState,
  phase: Phase & { type: "drafting" | "reviewing" },
  material: SessionMaterial,
): TutorInput {
  const reason = phase.reason;
  const evaluation = answersReply(state, reason) ? state.last_evaluation : null;
  const gaming = noticeGaming(state.recent_haste ?? []);
  const strategy = chooseWay(state, material, reason, gaming);
  const isOpening = opensNode(reason);
  const skill = material.node && skillOf(material.node, state.lesson_context);
  const mastery = isOpening ? undefined : state.masteries?.find((known) => known.skill === skill);
  const selected =
    material.node &&
    (reason === "probe"
      ? selectProbe(material.node, state.node, state.placing?.probes ?? [])
      : selectItem({
          material: material.node,
          strategy,
          asked_item_ids: state.node.asked_item_ids,
          current_item_id: state.node.item_id,
          evaluation,
          is_worth_completing: state.node.made_progress,
          // The question that opens a node must not hang on how the last one went: it is drafted before that is known, and shared between learners.
          opening_forms: state.opening_forms,
          turn: isOpening ? state.current_index : state.turn_number,
          ability: mastery?.ability ?? null,
          ask_produced: gaming?.ask_produced === true || (mastery !== undefined && mastery.produced < MASTERY.produced),
        }));
  const path = state.paths.find((candidate) => candidate.id === state.path_id);
  const last = reason === "advance" || (reason === "probe" && evaluation === null) ? state.outcomes.at(-1) : undefined;
  return {
    language: state.lesson_context.language,
    lesson_title: state.lesson_context.title,
    path: path
      ? { name: path.name, description: path.description, approach: path.approach }
      : { name: "", description: "", approach: null },
    node: currentNode(state),
    material: material.node,
    glossary: material.outline?.glossary ?? [],
    previous: last
      ? {
          node_id: last.node_id,
          concept: state.teaching_path.find((node) => node.id === last.node_id)?.concept ?? "",
          left: last.outcome === "set_aside" || last.outcome === "placed" ? last.outcome : "passed",
        }
      : null,
    is_closing: isCheck(state),
    reason,
    strategy,
    item: selected?.item ?? null,
    item_is_repeat: selected?.is_repeat ?? false,
    evaluation,
    reply: evaluation ? (state.last_reply?.text ?? null) : null,
    reply_instructs: evaluation ? (state.last_reply?.instructs_evaluator ?? false) : false,
    reviewer_notes: state.last_feedback_loop.reviewer_notes,
    history: state.history.slice(-TUTOR_MESSAGES),
    passages: material.node ? passagesOf(material.node) : [],
    used_passage_ids: state.node.used_passage_ids,
    remediation_round: state.node.remediation_round,
    turn_number: state.turn_number,
  };
}

/** The steps of the learner's path beside the one being taught, in its order; empty without a pack. */
export function otherSteps(
  { teaching_path, current_index }: Pick<SessionState, "teaching_path" | "current_index">,
  pack: Pack | null,
): OtherStep[] {
  return teaching_path.flatMap(({ id }, at) => {
    const material = at === current_index ? undefined : pack?.nodes.find((node) => node.id === id);
    return material ? [{ material, is_done: at < current_index }] : [];
  });
}

/** The Reviewer's input for the draft on the table. */
export function buildReviewerInput(state: SessionState, phase: Phase & { type: "reviewing" }, material: SessionMaterial): ReviewerInput {
  const isAnswer = phase.reason === "remediate" || phase.reason === "answer_question";
  return {
    language: state.lesson_context.language,
    node: currentNode(state),
    draft: phase.draft,
    item: findItem(material.node, phase.draft.item_id),
    evaluation: isAnswer ? state.last_evaluation : null,
    reply: isAnswer ? (state.last_reply?.text ?? null) : null,
  };
}

/** The node being taught. A session that is past `choosing_path` always has one. */
export function currentNode(state: SessionState): Node {
  const node = state.teaching_path[state.current_index];
  if (!node) throw new Error(`Session ${state.session_id} has no node at ${state.current_index}.`);
  return node;
}

/** Whether a message takes up the reply before it: a probe does unless it is its node's first. */
function answersReply({ node }: SessionState, reason: TutorInput["reason"]): boolean {
  return reason === "remediate" || reason === "answer_question" || (reason === "probe" && node.item_id !== null);
}

/** The ladder's next rung; an example for whoever is out of hints, and a smaller step for whoever opens hints only to have the last one. */
function chooseWay(state: SessionState, material: SessionMaterial, reason: TutorInput["reason"], gaming: GamingAdvice | null): Strategy {
  if (wantsExample(state, material, reason)) return "worked_example";
  if (reason === "remediate" && gaming?.smaller_step) return "smaller_step";
  return chooseStrategy(reason, state.node.remediation_round);
}

/** Out of hints and still stuck: the worked example is what was offered. */
function wantsExample(state: SessionState, material: SessionMaterial, reason: TutorInput["reason"]): boolean {
  if (reason !== "remediate" || state.last_evaluation?.user_intent !== "stuck" || isCheck(state)) return false;
  const hints = findItem(material.node, state.node.item_id)?.hints ?? state.node.hints;
  return hints.length > 0 && state.node.hint_level >= hints.length;
}
