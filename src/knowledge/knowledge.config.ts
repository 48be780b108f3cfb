import { err, ok, type Result } from "../shared/result.ts";

export interface KnowledgeConfig {
  /** AUTHORS: who may keep courses, `anyone` (the default locally) or `operator` (the default elsewhere): whoever is also signed in on the operator's page. */
  readonly authors: "anyone" | "operator";
}

/**
 * Reads the settings of courses from the Worker's variables. Absent and blank are the same.
 *
 * @returns the configuration, or every complaint as one sentence that names its setting
 */
export function readKnowledgeConfig(vars: Readonly<Record<string, unknown>>): Result<KnowledgeConfig, string[]> {
  const given = typeof vars["AUTHORS"] === "string" ? vars["AUTHORS"].trim() : "";
  const authors = given !== "" ? given : vars["PROFILE"] === "local" ? "anyone" : "operator";
  return authors === "anyone" || authors === "operator" ? ok({ authors }) : err(['AUTHORS must be "anyone" or "operator".']);
}
