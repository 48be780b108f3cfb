import type { PublicEvent } from "../../src/protocol/public-event.schema.ts";
import { plainText, readMarkdown } from "../ui/markdown-tree.ts";
import type { Text } from "../ui/text.ts";

/** What just happened, in one breath for a screen reader; null when the event changes nothing that a learner would want to hear. */
export function announcementOf(event: PublicEvent, text: Text): string | null {
  switch (event.type) {
    case "paths_generated":
      return text.announce.paths(event.paths.length);
    case "tutor_delivered": {
      const question = plainText(readMarkdown(event.question));
      return event.reason === "probe" ? text.announce.probe(question) : text.announce.teaching(question);
    }
    case "hint_delivered":
      return text.announce.hint(text.hint.title(event.level, event.of), event.text);
    case "reply_evaluated":
      return [
        text.verdict.heading(event),
        event.advance_reason === "placed" ? text.verdict.placed : null,
        event.confirm,
        event.misconception,
        event.missing_cue,
        event.kept_from_models ? text.verdict.kept_from_models : null,
      ]
        .flatMap(asSentence)
        .join(" ");
    case "session_completed":
      return text.announce.completed;
    default:
      return null;
  }
}

/** Ends what has no end mark, so that it is read with a pause. */
const asSentence = (words: string | null): string[] => (words ? [words.replace(/[\p{L}\p{N}]$/u, "$&.")] : []);
