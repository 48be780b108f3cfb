import type { PublicEvent } from "../protocol/public-event.schema.ts";
import type { PublicSession } from "../protocol/public-session.schema.ts";
import type { SessionEvent } from "./events.schema.ts";
import { wasKeptFromModels } from "./kept-from-models.ts";
import type { SessionState } from "./state.schema.ts";

/**
 * What a client may see of one stored event: same `seq`, never drafts, keys, reviewer notes, reasoning or guidance. Every field is named, so that one
 * added to an event stays on the server until somebody shows it here.
 */
export function toPublicEvent(event: SessionEvent): PublicEvent {
  const head = { v: event.v, seq: event.seq, at: event.at };
  switch (event.type) {
    case "session_created":
      return { ...head, type: event.type, session_id: event.session_id, lesson_context: event.lesson_context, settings: event.settings };
    case "paths_generated":
      return { ...head, type: event.type, paths: event.paths, source: event.source.kind };
    case "path_chosen": {
      const { message_id, path_id, teaching_path } = event;
      return { ...head, type: event.type, message_id, path_id, teaching_path, ...(event.placement && { placement: event.placement }) };
    }
    case "tutor_drafted":
      return { ...head, type: event.type, source: event.source.kind };
    case "draft_reviewed":
      return { ...head, type: event.type, approved: event.approved, source: event.source.kind };
    case "tutor_delivered": {
      const { node_id, node_index, reason, strategy, teaching, question, item, hints_total, reviewed, source } = event;
      const cites = event.cites ? { cites: event.cites } : {};
      const said = { node_id, node_index, reason, strategy, teaching, question, item, hints_total, reviewed, source };
      return { ...head, type: event.type, ...said, ...cites };
    }
    case "hint_delivered": {
      const { message_id, level, of, text } = event;
      return { ...head, type: event.type, message_id, level, of, text };
    }
    case "session_completed":
      return { ...head, type: event.type, summary: event.summary };
    case "teaching_requested":
    case "session_abandoned":
      return { ...head, type: event.type, message_id: event.message_id };
    case "learner_replied":
      return { ...head, type: event.type, message_id: event.message_id, text: event.text };
    case "reply_evaluated": {
      const { message_id, verdict, source } = event;
      const practise = event.practise ? { practise: event.practise } : {};
      const kept = wasKeptFromModels(source) ? { kept_from_models: true } : {};
      return { ...head, type: event.type, message_id, ...verdict, ...kept, ...practise, source: source.kind };
    }
  }
}

/** The session as its learner may see it. */
export function toPublicSession(state: SessionState): PublicSession {
  const { remediation_round, failures, hints_used, item_id, asked_item_ids } = state.node;
  return {
    v: state.v,
    session_id: state.session_id,
    lesson_context: state.lesson_context,
    settings: state.settings,
    paths: state.paths,
    teaching_path: state.teaching_path,
    current_index: state.current_index,
    history: state.history,
    last_feedback_loop: { retry_count: state.last_feedback_loop.retry_count },
    node: { remediation_round, failures, hints_used, item_id, asked_item_ids },
    last_evaluation: state.last_verdict,
    outcomes: state.outcomes.map(({ node_id, outcome }) => ({ node_id, outcome })),
    ...(state.placing && { placing: true }),
    phase: { type: state.phase.type },
  };
}
