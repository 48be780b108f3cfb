import type { Agent } from "../agent.ts";
import { embeddedSolve } from "./embedded-solver.ts";
import type { SolverInput } from "./solver-input.ts";
import { solverPrompt } from "./solver-prompt.ts";
import { type SolverOutput, solverSchema } from "./solver.schema.ts";

/** The Solver: answers a question from passages alone, so that its key can be held against the answer. Never sees the key. */
export const solver: Agent<SolverInput, SolverOutput, "solver"> = {
  name: "solver",
  temperature: 0,
  max_output_tokens: 600,
  output_schema: solverSchema,
  prompt: solverPrompt,
  embedded: embeddedSolve,
  check: ({ question }, output) => {
    const isKnown = output.option === null || question.options.some(({ id }) => id === output.option);
    if (isKnown) return { output, corrections: [] };
    return {
      output: { ...output, found: false, option: null },
      corrections: [{ check: "option_unknown", detail: "The solver chose an option that was not there." }],
    };
  },
};
