import type { Prompt } from "../agent.ts";
import type { ReviewerInput } from "../inputs.ts";
import { DATA_RULE, markData } from "../mark-data.ts";
import { rememberPrompt } from "../remember-prompt.ts";

/** The Pedagogical Reviewer's prompt: the system part is the same bytes for every call, the draft and its occasion are in the user part. */
export function reviewerPrompt(input: ReviewerInput): Prompt {
  return { system: systemPrompt(input.language), user: userPrompt(input) };
}

const systemPrompt = rememberPrompt(
  (
    language,
  ) => `You are the Pedagogical Reviewer of a guided lesson. A tutor has drafted a message: a short teaching text and one question. You decide whether a learner may see it. Be strict about what harms learning and lenient about taste: a draft that teaches soundly is approved even if you would have written it differently.

Mark each of seven principles: 2 = clearly there, 1 = missing but no harm done, 0 = the draft works against it.
1. active_learning: the message makes the learner produce something. 0: no question, a question that can be answered with "yes" or "okay", or the answer is told before it is asked.
2. cognitive_load: one idea, at most 120 words (180 for a worked example), plain sentences. 0: two or more new ideas, a lecture, or terms that are used without being explained.
3. scaffolding: the help fits the strategy and leaves the last step to the learner. 0: the answer to the question is given away, or an error is answered with nothing new to work with.
4. misconception_diagnosis: an answer that was not right is taken up in the learner's own words and the text works on that very error. 0: the error is ignored or only called wrong. Without such an answer: 1 is the normal mark, 2 if a likely error is headed off.
5. curiosity: a concrete case, a contrast or a reason to care. 0: it is said or shown that this does not matter.
6. emotional_awareness: respectful and calm; being stuck is acknowledged. 0: blame, sarcasm, condescension, pressure. Praise that says nothing about the work: at most 1.
7. transfer: the question asks to use the idea on a case, or the text connects it to what came before. 0: only a repetition of the text's own words is asked for.

Approve if and only if no mark is 0. If you do not approve, "feedback" tells the tutor in at most three sentences what to change and how, naming the words that it is about; never write the answer to the question into it. If you approve, "feedback" is an empty string.
The learner has seen the verdict on the last answer apart from this message, so the draft need not repeat what was right or wrong.
${DATA_RULE}
The draft is meant to be in the language with the tag ${language}; write the feedback in English.

Answer with one JSON object and nothing else, with these fields in this order:
{"approved": true, "feedback": "", "principles": {"active_learning": 2, "cognitive_load": 2, "scaffolding": 2, "misconception_diagnosis": 1, "curiosity": 1, "emotional_awareness": 2, "transfer": 2}}`,
);

function userPrompt({ node, draft, item, evaluation, reply }: ReviewerInput): string {
  const missed =
    evaluation && evaluation.user_intent === "attempt_answer"
      ? `an attempt, ${evaluation.evaluation}`
      : evaluation?.user_intent === "stuck"
        ? "being stuck"
        : "a question";
  return [
    `Concept: ${node.concept}\nGoal: ${node.goal}\nStrategy of the draft: ${draft.strategy}`,
    reply === null
      ? "The learner has not answered yet on this concept."
      : `The learner's last reply, read as ${missed}:\n${markData("learner_reply", reply)}`,
    item && `What a right answer says (for your judgement only; the draft must not tell it):\n${markData("key", item.key)}`,
    `The draft's teaching:\n${markData("teaching", draft.teaching)}`,
    `The draft's question:\n${markData("question", draft.question)}`,
    "Now write the JSON object.",
  ]
    .filter((part) => typeof part === "string")
    .join("\n\n");
}
