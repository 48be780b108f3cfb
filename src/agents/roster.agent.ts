import { answerer } from "./answerer/answerer.agent.ts";
import { author } from "./author/author.agent.ts";
import { evaluator } from "./evaluator/evaluator.agent.ts";
import { pathGenerator } from "./path-generator/path-generator.agent.ts";
import { reviewer } from "./reviewer/reviewer.agent.ts";
import { solver } from "./solver/solver.agent.ts";
import { tutor } from "./tutor/tutor.agent.ts";

/** The four roles of the loop, as data. */
export const AGENTS = { path_generator: pathGenerator, evaluator, tutor, reviewer };

/** All roles that ask models, by name: those of the loop, and those that read documents. Each can have a route of its own. */
export const ROUTED_AGENTS: readonly string[] = [...Object.keys(AGENTS), author.name, solver.name, answerer.name];
