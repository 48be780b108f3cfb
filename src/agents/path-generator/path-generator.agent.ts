import type { Agent } from "../agent.ts";
import type { PathGeneratorInput } from "../inputs.ts";
import { checkPaths } from "./check-paths.ts";
import { embeddedPaths } from "./embedded-path-generator.ts";
import { pathGeneratorPrompt } from "./path-generator-prompt.ts";
import { type PathsOutput, pathsSchema } from "./path-generator.schema.ts";

/** The Path Generator: turns a lesson into two or three ways through it. Runs once a session. */
export const pathGenerator: Agent<PathGeneratorInput, PathsOutput> = {
  name: "path_generator",
  temperature: 0.7,
  max_output_tokens: 4_000,
  output_schema: pathsSchema,
  prompt: pathGeneratorPrompt,
  embedded: embeddedPaths,
  check: checkPaths,
};
