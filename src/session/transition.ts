import { instructsEvaluator } from "../agents/evaluator/instructs-evaluator.ts";
import type { Evaluation } from "../agents/evaluator/evaluator.schema.ts";
import type { Draft } from "../agents/inputs.ts";
import type { Item, PackNode } from "../curriculum/pack.schema.ts";
import type { Command } from "../protocol/client-frames.schema.ts";
import type { ProtocolError } from "../protocol/errors.ts";
import type { AskedItem } from "../protocol/lesson.schema.ts";
import { assertNever } from "../shared/assert-never.ts";
import { err, ok, type Result } from "../shared/result.ts";
import { toIso } from "../shared/clock.ts";
import { decideAdvance, hasteOf } from "./decide-advance.ts";
import { decidePlacement } from "./decide-placement.ts";
import { describeVerdict } from "./describe-verdict.ts";
import { type EffectResult, pendingEffect, RESULT_OF } from "./effects.ts";
import { evaluationByCode } from "./evaluation-by-code.ts";
import type { EventBody } from "./events.schema.ts";
import { citedPassages } from "./cited-passages.ts";
import { applyEvent } from "./fold.ts";
import { lawfulEvaluation } from "./lawful-evaluation.ts";
import type { SessionState, Source } from "./state.schema.ts";
import { summarise } from "./summarise.ts";

/** From this round on the learner may set a node aside: being stuck has an end. */
export const SET_ASIDE_FROM_ROUND = 4;

/** What a decision may look at besides the state: the time (ms since the epoch) and the pack's material for the current node. */
export interface DecisionContext {
  readonly now: number;
  readonly material: PackNode | null;
}

/**
 * Decides what a learner's command means in this state: the events to record, or a refusal that changes nothing. Repeats are not its business;
 * the store recognises a message id that is already in the log.
 */
export function decideCommand(state: SessionState, command: Command, context: DecisionContext): Result<EventBody[], ProtocolError> {
  const { phase } = state;
  const isOver = phase.type === "completed" || phase.type === "abandoned";
  if (isOver) return refuse("wrong_phase", `This session is ${phase.type}; start a new one to go on learning.`);
  if (command.type === "abandon") return ok([{ type: "session_abandoned", message_id: command.message_id }]);
  if (pendingEffect(state))
    return refuse("turn_in_progress", "The tutor is still at work on the last step; send this again when it is your turn.");

  switch (command.type) {
    case "choose_path": {
      if (phase.type !== "choosing_path") return refuse("wrong_phase", "A path has been chosen already.");
      const path = state.paths.find((offered) => offered.id === command.path_id);
      if (!path) return refuse("path_not_offered", `Choose one of: ${state.paths.map((offered) => offered.id).join(", ")}.`);
      if (command.placement && !path.teaching_sequence[0]?.can_be_probed) {
        return refuse(
          "placement_not_offered",
          "Its first step has too few questions to ask before it is explained; choose it without `placement`.",
        );
      }
      return ok([
        {
          type: "path_chosen",
          message_id: command.message_id,
          path_id: path.id,
          teaching_path: path.teaching_sequence,
          ...(command.placement && { placement: true as const }),
        },
      ]);
    }
    case "reply":
      if (phase.type !== "awaiting_reply") return refuse("wrong_phase", "Choose a path first; then the tutor asks.");
      return ok([
        {
          type: "learner_replied",
          message_id: command.message_id,
          text: command.text,
          instructs_evaluator: instructsEvaluator(command.text),
        },
      ]);
    case "hint":
      return phase.type === "awaiting_reply"
        ? decideHint(state, command.message_id, context)
        : refuse("wrong_phase", "There is no question to give a hint for yet.");
    case "set_aside":
      if (phase.type !== "awaiting_reply") return refuse("wrong_phase", "There is nothing to set aside yet.");
      if (state.node.remediation_round < SET_ASIDE_FROM_ROUND) {
        return refuse(
          "set_aside_too_early",
          `A step can be set aside after ${SET_ASIDE_FROM_ROUND} tries; ${state.node.remediation_round} so far.`,
        );
      }
      return ok(withCompletion(state, setAside(command.message_id), context.now));
    case "teach_me":
      if (phase.type !== "awaiting_reply") return refuse("wrong_phase", "There is nothing to explain yet.");
      if (!state.placing)
        return refuse("nothing_to_teach_first", "This step was explained before it was asked about; ask what is unclear.");
      return ok([{ type: "teaching_requested", message_id: command.message_id }]);
    default:
      return assertNever(command);
  }
}

/**
 * Decides what an effect's result means: the events to record; none when the result is late, repeated or superseded (law 8).
 */
export function decideResult(state: SessionState, result: EffectResult, context: DecisionContext): EventBody[] {
  const pending = pendingEffect(state);
  if (!pending || pending.effect_seq !== result.effect_seq || RESULT_OF[pending.type] !== result.type) return [];
  const { effect_seq, source, corrections, prompt_hash } = result;
  const head = { effect_seq, source, corrections, prompt_hash };

  switch (result.type) {
    case "paths": {
      const generated: EventBody = { type: "paths_generated", ...head, paths: result.paths };
      const [path] = result.paths;
      // A review or a challenge has one path, made by code: there is nothing to choose.
      if (!path || state.lesson_context.purpose === undefined) return [generated];
      const message_id = `path-${effect_seq}-${state.session_id}`;
      return [generated, { type: "path_chosen", message_id, path_id: path.id, teaching_path: path.teaching_sequence }];
    }

    case "draft":
      return [{ type: "tutor_drafted", ...head, draft: result.draft }];

    case "review": {
      const { approved, feedback, principles, findings } = result;
      const reviewed: EventBody = { type: "draft_reviewed", ...head, approved, feedback, principles, findings };
      const delivered = decideDelivery(state, result, context);
      return delivered ? [reviewed, delivered] : [reviewed];
    }

    case "evaluation": {
      const reply = state.last_reply;
      // Dropping it would leave the effect pending and the run asking for ever.
      if (!reply) throw new Error("Only a reply is evaluated.");
      const own = lawfulEvaluation(result.evaluation, reply);
      const { material, now } = context;
      const item = findItem(material, state.node.item_id);
      const judged = { state, evaluation: own.evaluation, item, material, now: toIso(now) };
      // Before the teaching it is not mastery that decides, and not the evaluator.
      const placed = decidePlacement(judged);
      const advance = placed ? null : decideAdvance(judged);
      const mastery = placed?.mastery ?? advance?.mastery;
      const lawful = lawfulEvaluation((placed ?? advance ?? own).evaluation, reply);
      const verdict = describeVerdict({
        evaluation: lawful.evaluation,
        item,
        material,
        reply,
        before: state.last_verdict,
        ...(advance && { advance_reason: advance.reason }),
        ...(placed && { advance_reason: "placed", placement: placed.placement.next }),
      });
      const evaluated: EventBody & { type: "reply_evaluated" } = {
        type: "reply_evaluated",
        ...head,
        corrections: [...corrections, ...own.corrections, ...lawful.corrections],
        message_id: reply.message_id,
        evaluation: lawful.evaluation,
        verdict,
        ...(mastery && { mastery }),
        ...(advance?.practise && { practise: true as const }),
        ...hasteOf(state, lawful.evaluation, item),
        ...(placed && { placement: placed.placement }),
      };
      return isLastWord(state, lawful.evaluation)
        ? [evaluated, ...endChallenge(state, evaluated, now)]
        : withCompletion(state, evaluated, now);
    }

    default:
      return assertNever(result);
  }
}

/** The item with this id in a node's material; null when there is none. */
export function findItem(material: PackNode | null, itemId: string | null): Item | null {
  return material?.items.find((item) => item.id === itemId) ?? null;
}

/** Whether the current node is the closing one, where the learner is on their own. */
export function isClosing(state: SessionState): boolean {
  return state.current_index === state.teaching_path.length - 1;
}

/** Whether the learner is on their own at the current node: in a lesson's closing check and in a challenge, not in a review. */
export function isCheck(state: SessionState): boolean {
  const { purpose } = state.lesson_context;
  return purpose === undefined ? isClosing(state) : purpose === "challenge";
}

/**
 * An approved draft goes out. At the retry limit the newest draft that passed the hard checks goes out unapproved; where none passed, this one
 * does: it is then the embedded tutor's, made from reviewed material.
 */
function decideDelivery(state: SessionState, review: EffectResult & { type: "review" }, context: DecisionContext): EventBody | null {
  const { phase } = state;
  if (phase.type !== "reviewing") return null;
  const isSafe = !review.findings.some((finding) => finding.hard);
  const current = { draft: phase.draft, source: phase.draft_source };
  if (review.approved && isSafe) return deliver(state, current, true, context);
  if (state.last_feedback_loop.retry_count < state.settings.max_retries) return null;
  return deliver(state, isSafe ? current : (phase.safe_draft ?? current), false, context);
}

function deliver(
  state: SessionState,
  { draft, source }: { readonly draft: Draft; readonly source: Source["kind"] },
  reviewed: boolean,
  context: DecisionContext,
): EventBody {
  if (state.phase.type !== "reviewing") throw new Error("Only a reviewed draft is delivered.");
  const node = state.teaching_path[state.current_index];
  if (!node) throw new Error("There is no node to teach.");
  const item = findItem(context.material, draft.item_id);
  const cites = citedPassages(draft.citations, context.material);
  return {
    type: "tutor_delivered",
    node_id: node.id,
    node_index: state.current_index,
    reason: state.phase.reason,
    strategy: draft.strategy,
    teaching: draft.teaching,
    question: draft.question,
    item: item ? describeItem(item) : null,
    hints_total: isCheck(state) || state.placing ? 0 : (item?.hints ?? draft.hints).length,
    hints: item ? [] : draft.hints,
    citations: draft.citations,
    ...(cites.length > 0 && { cites }),
    reviewed,
    source,
  };
}

function describeItem(item: Item): AskedItem {
  return { item_id: item.id, form: item.form, options: item.form === "choice" ? item.options.map(({ id, text }) => ({ id, text })) : [] };
}

function decideHint(state: SessionState, messageId: string, context: DecisionContext): Result<EventBody[], ProtocolError> {
  if (isCheck(state)) return refuse("hints_closed", "This is the closing check: answer it with what you have.");
  if (state.placing)
    return refuse("hints_not_yet", "This asks what you know already: answer from memory, or send teach_me to have it explained first.");
  const hints = findItem(context.material, state.node.item_id)?.hints ?? state.node.hints;
  const text = hints[state.node.hint_level];
  if (text === undefined) {
    return refuse(
      "hints_exhausted",
      "You have every hint for this question. Say that you are stuck, and the tutor shows a worked example.",
    );
  }
  return ok([{ type: "hint_delivered", message_id: messageId, level: state.node.hint_level + 1, of: hints.length, text }]);
}

function setAside(messageId: string): EventBody {
  const verdict = { user_intent: "stuck", evaluation: "n/a", reasoning: "The learner set this node aside." } as const;
  return evaluationByCode(verdict, { message_id: messageId, advance_reason: "set_aside" });
}

/** Whether a challenge has been missed: it was said that the skill is there, and one answer shows whether it is. */
function isLastWord({ lesson_context, last_reply }: SessionState, { user_intent, evaluation, should_advance }: Evaluation): boolean {
  if (lesson_context.purpose !== "challenge" || last_reply?.instructs_evaluator) return false;
  return user_intent === "attempt_answer" && evaluation !== "n/a" && !should_advance;
}

/** A missed challenge is set aside by code, so that it ends: nothing is taught in it, and the skill comes back in review. */
function endChallenge(state: SessionState, missed: EventBody & { type: "reply_evaluated" }, now: number): EventBody[] {
  const after = applyEvent(state, { v: 1, seq: 1, at: toIso(now), ...missed });
  return withCompletion(after, setAside(`end-${missed.message_id}`), now);
}

/** Adds `session_completed` when `evaluated` advances past the last node. */
function withCompletion(state: SessionState, evaluated: EventBody, now: number): EventBody[] {
  if (evaluated.type !== "reply_evaluated" || !evaluated.evaluation.should_advance || !isClosing(state)) return [evaluated];
  const after = applyEvent(state, { v: 1, seq: 1, at: new Date(now).toISOString(), ...evaluated });
  return [evaluated, { type: "session_completed", summary: summarise(after, now) }];
}

function refuse(code: ProtocolError["code"], detail: string): Result<never, ProtocolError> {
  return err({ code, detail });
}
