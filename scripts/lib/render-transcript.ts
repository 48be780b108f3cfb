import type { PublicEvent } from "../../src/protocol/public-event.schema.ts";
import type { LearnerScript } from "./learner-script.ts";

const VERDICTS = { correct: "Correct", partial: "Partly right", wrong: "Not yet", "n/a": "Not judged" } as const;

/** The whole lesson as Markdown: everything that both sides were shown, in order, unedited. */
export function renderTranscript(learner: LearnerScript, events: readonly PublicEvent[]): string {
  const lines = [
    `# ${learner.title}`,
    "",
    `${learner.about} Played by \`npm run transcripts\` against the embedded tutor; nothing is edited.`,
    "",
  ];
  let node = -1;
  for (const event of events) {
    switch (event.type) {
      case "path_chosen":
        lines.push(
          `Path: ${events.flatMap((other) => (other.type === "paths_generated" ? other.paths : [])).find((path) => path.id === event.path_id)?.name ?? event.path_id}`,
          "",
        );
        break;
      case "tutor_delivered": {
        if (event.node_index !== node) {
          node = event.node_index;
          const path = events.find((other) => other.type === "path_chosen");
          const concept = path?.type === "path_chosen" ? path.teaching_path[node]?.concept : "";
          lines.push(`## Stone ${node + 1}: ${concept ?? ""}`, "");
        }
        const options = (event.item?.options ?? []).map((option) => `- ${option.id}) ${option.text}`);
        lines.push(
          `**Tutor** _(${event.reason === "probe" ? "asks first" : event.strategy.replaceAll("_", " ")})_`,
          "",
          event.teaching,
          "",
          `> ${event.question.replaceAll("\n", "\n> ")}`,
          "",
          ...(options.length > 0 ? [...options, ""] : []),
        );
        break;
      }
      case "hint_delivered":
        lines.push(`**Hint ${event.level} of ${event.of}.** ${event.text}`, "");
        break;
      case "teaching_requested":
        lines.push("_The learner asks to be taught._", "");
        break;
      case "learner_replied":
        lines.push("**Learner**", "", asWritten(event.text), "");
        break;
      case "reply_evaluated":
        lines.push(...renderVerdict(event), "");
        break;
      case "session_completed":
        lines.push(
          "## The end",
          "",
          ...event.summary.outcomes.map((outcome) => `- ${outcome.concept}: ${outcome.outcome.replaceAll("_", " ")}`),
          "",
        );
        break;
      default:
        break;
    }
  }
  return `${lines.join("\n").trimEnd()}\n`;
}

function renderVerdict(event: PublicEvent & { type: "reply_evaluated" }): string[] {
  if (event.advance_reason === "set_aside") return ["_Set aside; it comes back in review._"];
  if (event.user_intent === "ask_question") return ["_Not an answer, so nothing is judged._"];
  if (event.user_intent === "stuck" && event.placement === "teach") return ["_Stuck: it is explained first._"];
  if (event.user_intent === "stuck") return ["_Stuck: another way follows._"];
  return [
    `_${VERDICTS[event.evaluation]}${event.advance_reason === "placed" ? ": known before, so the step is skipped" : ""}._`,
    ...(event.quoted ? [renderQuote(event.quoted)] : []),
    ...event.right.map((right) => `- Right: ${right}`),
    ...(event.misconception ? [`- Look again: ${event.misconception}`] : []),
    ...(event.missing_cue ? [`- Look again: ${event.missing_cue}`] : []),
    ...(event.confirm ? [`- ${event.confirm}`] : []),
  ];
}

/** What spans lines is a program in these lessons: its line breaks and indentation are kept. */
function asWritten(text: string): string {
  return text.includes("\n") ? `\`\`\`\n${text}\n\`\`\`` : text;
}

function renderQuote(quoted: string): string {
  return quoted.includes("\n") ? `- You wrote:\n\n  ${asWritten(quoted).replaceAll("\n", "\n  ")}\n` : `- You wrote: “${quoted}”`;
}
