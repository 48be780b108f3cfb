import { evaluator } from "./evaluator/evaluator.agent.ts";
import { pathGenerator } from "./path-generator/path-generator.agent.ts";
import { reviewer } from "./reviewer/reviewer.agent.ts";
import { tutor } from "./tutor/tutor.agent.ts";

/** The four roles of the loop, as data. */
export const AGENTS = { path_generator: pathGenerator, evaluator, tutor, reviewer };
