import { assertNever } from "../shared/assert-never.ts";
import { HABIT } from "../learners/gaming.ts";
import type { DraftReason, Outcome } from "../protocol/lesson.schema.ts";
import type { PublicEvaluation } from "../protocol/public-event.schema.ts";
import type { SessionEvent } from "./events.schema.ts";
import { opensNode } from "./opens-node.ts";
import type { NodeProgress, Phase, SessionState, Turn } from "./state.schema.ts";

/** Messages kept in `history`: the last 10 turns. The full transcript is the log. */
export const HISTORY_MESSAGES = 20;

const FRESH_NODE: NodeProgress = {
  remediation_round: 0,
  failures: 0,
  hints_used: 0,
  item_id: null,
  asked_item_ids: [],
  question: null,
  hint_level: 0,
  hints: [],
  used_passage_ids: [],
  points_met: [],
  made_progress: false,
};

/** The state after `events`; null for an empty log. Replaying calls nobody: the same log gives the same bytes. */
export function fold(events: readonly SessionEvent[]): SessionState | null {
  return events.reduce<SessionState | null>((state, event) => applyEvent(state, event), null);
}

/**
 * The state after one more event. Total over lawful logs; throws on a log that does not begin with `session_created`, or on an event that
 * cannot follow the state (which only a damaged store could hold).
 */
export function applyEvent(state: SessionState | null, event: SessionEvent): SessionState {
  if (event.type === "session_created") {
    if (state) throw new Error("A session is created once.");
    return {
      v: 1,
      session_id: event.session_id,
      lesson_context: event.lesson_context,
      settings: event.settings,
      paths: [],
      path_id: null,
      teaching_path: [],
      current_index: 0,
      history: [],
      last_feedback_loop: { retry_count: 0, reviewer_notes: null },
      node: FRESH_NODE,
      opening_forms: [],
      last_reply: null,
      last_evaluation: null,
      last_verdict: null,
      outcomes: [],
      ...(event.masteries && { masteries: event.masteries }),
      turn_number: 0,
      phase: { type: "planning", effect_seq: event.seq, turn: newTurn(event.at) },
    };
  }
  if (!state) throw new Error("A log begins with session_created.");

  switch (event.type) {
    case "paths_generated":
      return { ...state, paths: event.paths, phase: { type: "choosing_path" } };

    case "path_chosen":
      return {
        ...state,
        path_id: event.path_id,
        teaching_path: event.teaching_path,
        ...(event.placement && { placing: { probes: [] } }),
        phase: draftingAfter(event, event.placement ? "probe" : "first"),
      };

    case "tutor_drafted": {
      const phase = expectPhase(state.phase, "drafting");
      return {
        ...state,
        phase: {
          type: "reviewing",
          reason: phase.reason,
          effect_seq: event.seq,
          turn: afterAnswer(phase.turn, event.source.late),
          draft: event.draft,
          draft_source: event.source.kind,
          safe_draft: phase.safe_draft,
        },
      };
    }

    case "draft_reviewed": {
      const phase = expectPhase(state.phase, "reviewing");
      const isSafe = !event.findings.some((finding) => finding.hard);
      return {
        ...state,
        last_feedback_loop: event.approved
          ? state.last_feedback_loop
          : { retry_count: Math.min(state.last_feedback_loop.retry_count + 1, state.settings.max_retries), reviewer_notes: event.feedback },
        phase: {
          type: "drafting",
          reason: phase.reason,
          effect_seq: event.seq,
          turn: afterAnswer(phase.turn, event.source.late),
          safe_draft: isSafe ? { draft: phase.draft, source: phase.draft_source } : phase.safe_draft,
        },
      };
    }

    case "tutor_delivered": {
      const isSameQuestion = event.item !== null && event.item.item_id === state.node.item_id;
      return {
        ...state,
        history: remember(
          state,
          "tutor",
          [event.teaching, event.question, ...(event.item?.options ?? []).map((o) => `${o.id}) ${o.text}`)].filter(Boolean).join("\n\n"),
        ),
        last_feedback_loop: { retry_count: 0, reviewer_notes: null },
        turn_number: state.turn_number + 1,
        node: {
          ...state.node,
          question: event.question,
          item_id: event.item?.item_id ?? null,
          asked_item_ids: event.item ? withLast(state.node.asked_item_ids, event.item.item_id) : state.node.asked_item_ids,
          hint_level: isSameQuestion ? state.node.hint_level : 0,
          hints: event.hints,
          points_met: isSameQuestion ? state.node.points_met : [],
          made_progress: false,
          used_passage_ids: event.citations.reduce(withLast, state.node.used_passage_ids),
          asked_at: event.at,
        },
        opening_forms: opensNode(event.reason) && event.item ? withLast(state.opening_forms, event.item.form) : state.opening_forms,
        phase: { type: "awaiting_reply" },
      };
    }

    case "hint_delivered":
      return { ...state, node: { ...state.node, hints_used: state.node.hints_used + 1, hint_level: event.level } };

    case "teaching_requested":
      return { ...withoutPlacing(state), phase: draftingAfter(event, "teach") };

    case "learner_replied":
      return {
        ...state,
        history: remember(state, "user", event.text),
        last_reply: { message_id: event.message_id, text: event.text, instructs_evaluator: event.instructs_evaluator },
        phase: { type: "evaluating", message_id: event.message_id, effect_seq: event.seq, turn: newTurn(event.at) },
      };

    case "reply_evaluated":
      return afterEvaluation(state, event);

    case "session_completed":
      return { ...state, phase: { type: "completed" } };

    case "session_abandoned":
      return { ...state, phase: { type: "abandoned" } };

    default:
      return assertNever(event);
  }
}

function afterEvaluation(state: SessionState, event: SessionEvent & { type: "reply_evaluated" }): SessionState {
  const { evaluation, verdict } = event;
  const turn = state.phase.type === "evaluating" ? afterAnswer(state.phase.turn, event.source.late) : newTurn(event.at);
  const { mastery } = event;
  const isAttempt = evaluation.user_intent === "attempt_answer" && evaluation.evaluation !== "n/a";
  const seen = {
    ...state,
    last_evaluation: evaluation,
    last_verdict: verdict,
    ...(isAttempt && { recent_haste: [...(state.recent_haste ?? []), event.haste ?? null].slice(-HABIT.of_last) }),
    ...(mastery && { masteries: [...(state.masteries ?? []).filter(({ skill }) => skill !== mastery.skill), mastery] }),
  };
  const drafting = (reason: DraftReason): Phase => draftingAfter(event, reason, turn);

  if (event.practise) return { ...seen, node: { ...state.node, made_progress: false }, phase: drafting("practise") };
  if (event.placement && event.placement.next !== "skip") {
    // Missing a probe is no failure: nothing was taught yet.
    if (event.placement.next === "teach") return { ...withoutPlacing(seen), phase: drafting("teach") };
    const { answer } = event.placement;
    return { ...seen, placing: { probes: [...(state.placing?.probes ?? []), ...(answer ? [answer] : [])] }, phase: drafting("probe") };
  }
  if (!evaluation.should_advance) {
    const isQuestion = evaluation.user_intent === "ask_question";
    const failed =
      evaluation.user_intent === "attempt_answer" && (evaluation.evaluation === "wrong" || evaluation.evaluation === "partial");
    return {
      ...seen,
      node: {
        ...state.node,
        remediation_round: state.node.remediation_round + (isQuestion ? 0 : 1),
        failures: state.node.failures + (failed ? 1 : 0),
        points_met: isQuestion ? state.node.points_met : [...new Set([...state.node.points_met, ...evaluation.key_points_met])],
        made_progress: evaluation.key_points_met.some((point) => !state.node.points_met.includes(point)),
      },
      phase: drafting(isQuestion ? "answer_question" : "remediate"),
    };
  }

  const node = state.teaching_path[state.current_index];
  if (!node) throw new Error("There is no node to advance from.");
  const assisted = state.node.hints_used > 0 || state.node.remediation_round > 0;
  const outcome = outcomeOf(verdict, assisted);
  const next = state.teaching_path[state.current_index + 1];
  const probes = state.placing !== undefined && next?.can_be_probed === true;
  return {
    ...(probes ? { ...seen, placing: { probes: [] } } : withoutPlacing(seen)),
    outcomes: [...state.outcomes, { node_id: node.id, outcome, hints_used: state.node.hints_used, failures: state.node.failures }],
    ...(next
      ? { current_index: state.current_index + 1, node: FRESH_NODE, phase: drafting(probes ? "probe" : "advance") }
      : // The pointer stays on the last node; `session_completed`, with the summary, follows in the same write.
        { phase: { type: "completed" as const } }),
  };
}

/** How a node was left. */
function outcomeOf({ advance_reason, unverified }: PublicEvaluation, assisted: boolean): Outcome["outcome"] {
  if (advance_reason === "set_aside" || advance_reason === "placed") return advance_reason;
  if (unverified) return "unverified";
  return assisted ? "with_help" : "unassisted";
}

function draftingAfter({ seq, at }: SessionEvent, reason: DraftReason, turn: Turn = newTurn(at)): Phase {
  return { type: "drafting", reason, effect_seq: seq, turn, safe_draft: null };
}

/** From here on nodes are taught before they are asked about. */
function withoutPlacing(state: SessionState): SessionState {
  const { placing: _placing, ...rest } = state;
  return rest;
}

function newTurn(at: string): Turn {
  return { started_at: at, embedded_only: false };
}

function afterAnswer(turn: Turn, late: boolean): Turn {
  return late ? { ...turn, embedded_only: true } : turn;
}

function remember(state: SessionState, role: "tutor" | "user", content: string): SessionState["history"] {
  return [...state.history, { role, content }].slice(-HISTORY_MESSAGES);
}

/** `list` with `entry` moved to its end: the order says how recently each was used. */
function withLast<T extends string>(list: readonly T[], entry: T): T[] {
  return [...list.filter((other) => other !== entry), entry];
}

function expectPhase<T extends Phase["type"]>(phase: Phase, type: T): Extract<Phase, { type: T }> {
  if (phase.type !== type) throw new Error(`Expected phase ${type}, found ${phase.type}.`);
  return phase as Extract<Phase, { type: T }>;
}
