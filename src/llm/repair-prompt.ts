import type { z } from "zod";
import type { ModelPrompt } from "./models.port.ts";

type Issue = Pick<z.core.$ZodIssue, "path" | "message">;

/** More complaints than this confuse a model more than they help it. */
const MAX_ISSUES = 5;

/** The same prompt again with one paragraph about what did not fit. The system prompt stays as it is, so providers may answer it from their cache. */
export function askForRepair(prompt: ModelPrompt, issues: string): ModelPrompt {
  return {
    system: prompt.system,
    user: `${prompt.user}\n\nYour last answer did not fit: ${issues}. Answer again with the JSON object only.`,
  };
}

/** Validation issues as one line for the model: `confidence: Too big: expected number to be <=1; …`. */
export function describeIssues(issues: readonly Issue[]): string {
  return issues
    .slice(0, MAX_ISSUES)
    .map((issue) => `${pathOf(issue)}: ${issue.message}`)
    .join("; ");
}

/** Where an answer did not fit, as one line for the log: field names of our own schema only, never what the model wrote. */
export function namePaths(issues: readonly Issue[]): string {
  return [...new Set(issues.slice(0, MAX_ISSUES).map(pathOf))].join(", ");
}

function pathOf(issue: Issue): string {
  return issue.path.length === 0 ? "the root" : issue.path.map(String).join(".");
}
