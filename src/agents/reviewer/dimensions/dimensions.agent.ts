import type { Agent, Prompt } from "../../agent.ts";
import { DATA_RULE, markData } from "../../mark-data.ts";
import { type Ratings, ratingsSchema } from "./dimensions.schema.ts";
import { judgeDimensions } from "./judge-dimensions.ts";
import type { Occasion } from "./occasion.ts";

/** The reviewer as a rater: the same eight questions about a reply, answered by a model or by the measured classifiers. It approves nothing. */
export const rater: Agent<Occasion, Ratings> = {
  name: "reviewer",
  temperature: 0.1,
  max_output_tokens: 300,
  output_schema: ratingsSchema,
  prompt: ratingPrompt,
  embedded: rateByMeasure,
  check: (_occasion, output) => ({ output, corrections: [] }),
};

function rateByMeasure(occasion: Occasion): Ratings {
  const judged = judgeDimensions(occasion);
  return ratingsSchema.parse(Object.fromEntries(Object.entries(judged).map(([dimension, { label }]) => [dimension, label])));
}

const SYSTEM = `You are the Pedagogical Reviewer. You rate one reply of a tutor to a learner whose last answers hold a mistake or a confusion.

Rate each with "Yes", "To some extent" or "No":
- mistake_identification: the reply shows that the tutor has noticed the learner's mistake.
- mistake_location: it points to where the mistake is.
- guidance: it offers correct and relevant help: an explanation, a hint, a question that leads on.
- actionability: it is clear from it what the learner should do next.
- coherence: it follows from what the learner said.
- humanlikeness: a good human tutor could have written it.
answer_revealed: "No", "Yes (and the answer is correct)" or "Yes (but the answer is incorrect)": it tells the final answer to what the learner was asked.
tone: "Encouraging", "Neutral" or "Offensive".
${DATA_RULE}

Answer with one JSON object and nothing else, with these fields in this order:
{"mistake_identification": "Yes", "mistake_location": "To some extent", "answer_revealed": "No", "guidance": "Yes", "actionability": "Yes", "coherence": "Yes", "tone": "Neutral", "humanlikeness": "Yes"}`;

function ratingPrompt({ history, reply, solution }: Occasion): Prompt {
  const talk = history.map(({ role, content }) => `${role === "tutor" ? "Tutor" : "Learner"}: ${content}`).join("\n");
  return {
    system: SYSTEM,
    user: [
      `What was said so far:\n${markData("conversation", talk)}`,
      ...(solution === null ? [] : [`A right solution (for your judgement only):\n${markData("key", solution)}`]),
      `The tutor's reply to rate:\n${markData("reply", reply)}`,
      "Now write the JSON object.",
    ].join("\n\n"),
  };
}
