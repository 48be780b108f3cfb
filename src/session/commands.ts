import type { Command } from "../protocol/client-frames.schema.ts";
import type { SessionEvent } from "./events.schema.ts";

/** The message id that an event records, if a learner's command caused it directly. At most one event has a given id (law 3). */
export function recordedMessageId(event: SessionEvent): string | null {
  switch (event.type) {
    case "path_chosen":
    case "learner_replied":
    case "hint_delivered":
    case "teaching_requested":
    case "session_abandoned":
      return event.message_id;
    case "reply_evaluated":
      // An evaluation by an agent answers a reply that is recorded already; one by code is the learner's own `set_aside`.
      return event.effect_seq === null ? event.message_id : null;
    case "session_created":
    case "paths_generated":
    case "tutor_drafted":
    case "draft_reviewed":
    case "tutor_delivered":
    case "session_completed":
      return null;
  }
}

/** Whether `command` is the very one that `event` records: same kind, same content. Message ids are compared by the caller. */
export function isSameCommand(event: SessionEvent, command: Command): boolean {
  switch (command.type) {
    case "choose_path":
      return (
        event.type === "path_chosen" && event.path_id === command.path_id && (event.placement ?? false) === (command.placement ?? false)
      );
    case "reply":
      return event.type === "learner_replied" && event.text === command.text;
    case "hint":
      return event.type === "hint_delivered";
    case "set_aside":
      return event.type === "reply_evaluated";
    case "teach_me":
      return event.type === "teaching_requested";
    case "abandon":
      return event.type === "session_abandoned";
  }
}
