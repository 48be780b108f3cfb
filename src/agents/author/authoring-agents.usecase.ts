import type { AuthoringAgents, Made, Solved } from "../../curriculum/authoring/authoring.port.ts";
import { APPROACHES } from "../../curriculum/authoring/written-node.ts";
import type { TenantId } from "../../shared/ids.ts";
import type { Agent } from "../agent.ts";
import { embeddedEvaluate } from "../evaluator/embedded-evaluator.ts";
import { embeddedSolve } from "../solver/embedded-solver.ts";
import { replyOf, type SolverInput } from "../solver/solver-input.ts";
import type { SolverOutput } from "../solver/solver.schema.ts";
import type { AuthorInput } from "./author-prompt.ts";
import type { AuthorOutput } from "./author.schema.ts";

/** Asks an agent for a tenant: a model where there is one, the embedded counterpart otherwise; code checks included. */
export type AskFor = <I, O>(tenantId: TenantId, agent: Agent<I, O, string>, input: I) => Promise<Made<O>>;

export interface AuthoringAgentsDeps {
  readonly ask: AskFor;
  readonly author: Agent<AuthorInput, AuthorOutput, string>;
  readonly solver: Agent<SolverInput, SolverOutput, string>;
}

const MIN_QUESTIONS = 3;

/** The agents that make lessons from documents, as authoring asks for them. */
export function createAuthoringAgents({ ask, author, solver }: AuthoringAgentsDeps): AuthoringAgents {
  return {
    async write(tenantId, lesson, nodeId) {
      const input = { lesson, node_id: nodeId };
      const made = await ask(tenantId, author, input);
      // A model's node that nobody could be taught from is no better than none: extraction stands in, and what the model cost is counted.
      return made.by === "embedded" || isWhole(made.output) ? made : { ...made, output: author.embedded(input), by: "embedded" };
    },
    async solve(tenantId, question, passages) {
      const input = { question, passages };
      const made = await ask(tenantId, solver, input);
      const first: Solved = { reply: replyOf(question, made.output), solver: made.by };
      // A second opinion where reading alone can give one: what is written freely it would judge by its words.
      const isClosed = question.form === "choice" || question.form === "numeric";
      const second: Solved[] =
        made.by === "model" && isClosed ? [{ reply: replyOf(question, embeddedSolve(input)), solver: "embedded" }] : [];
      return { ...made, output: [first, ...second] };
    },
    grade(language, { id, concept, goal, misconceptions }, item, reply) {
      const { evaluation } = embeddedEvaluate({
        ...{ language, node: { id, concept, goal }, question: item.prompt, item, misconceptions, reply },
        ...{ recent: [], remediation_round: 0, points_met: [] },
      });
      return evaluation === "correct" ? "right" : "not right";
    },
  };
}

function isWhole({ explanations, items }: AuthorOutput): boolean {
  const questions = items.filter(({ item }) => item.role !== "step").length;
  return explanations.length >= APPROACHES.length && questions >= MIN_QUESTIONS && questions < items.length;
}
