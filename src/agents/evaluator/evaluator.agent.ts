import type { Agent } from "../agent.ts";
import type { EvaluatorInput } from "../inputs.ts";
import { checkEvaluation } from "./check-evaluation.ts";
import { embeddedEvaluate } from "./embedded-evaluator.ts";
import { type Evaluation, evaluationSchema } from "./evaluator.schema.ts";
import { evaluatorPrompt } from "./evaluator-prompt.ts";

/** The Evaluator: what a reply was, whether it was right, what is missing, and whether the learner may go on. */
export const evaluator: Agent<EvaluatorInput, Evaluation> = {
  name: "evaluator",
  temperature: 0.1,
  max_output_tokens: 900,
  output_schema: evaluationSchema,
  prompt: evaluatorPrompt,
  embedded: embeddedEvaluate,
  check: checkEvaluation,
};
