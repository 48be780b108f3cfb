import type { Result } from "../../shared/result.ts";
import { err, ok } from "../../shared/result.ts";
import { isBaseUrl } from "../setting-text.ts";

/** The settings of the guard: name, what it is for, and what holds when it is absent. */
export const GUARD_SETTINGS = [
  {
    name: "MODERATION_BASE_URL",
    doc: "A server with an OpenAI-compatible /moderations, e.g. https://api.openai.com/v1. Set: what learners say and models answer is judged there.",
    fallback: "",
  },
  { name: "MODERATION_API_KEY", doc: "Its key, as a secret. Some local servers need none.", fallback: "" },
  { name: "MODERATION_MODEL", doc: "The model to ask there, by the server's own name for it.", fallback: "omni-moderation-latest" },
] as const;

export type GuardSetting = (typeof GUARD_SETTINGS)[number]["name"];

export interface ModerationConfig {
  readonly baseUrl: string;
  readonly apiKey: string | null;
  readonly model: string;
}

export interface GuardConfig {
  /** Null: nothing is moderated. */
  readonly moderation: ModerationConfig | null;
}

/**
 * Reads the guard's settings from the Worker's variables. Absent and blank are the same.
 *
 * @returns the configuration, or every complaint as one sentence that names its setting and never shows a secret
 */
export function readGuardConfig(vars: Readonly<Record<string, unknown>>): Result<GuardConfig, string[]> {
  const problems: string[] = [];
  const read = (name: GuardSetting): string => {
    const value = vars[name];
    if (value !== undefined && typeof value !== "string") problems.push(`${name} must be text.`);
    return typeof value === "string" ? value.trim() : "";
  };
  const baseUrl = read("MODERATION_BASE_URL");
  const apiKey = read("MODERATION_API_KEY");
  const model = read("MODERATION_MODEL");
  if (baseUrl === "" && apiKey !== "")
    problems.push("MODERATION_API_KEY is set but MODERATION_BASE_URL is not: name the server it is for.");
  if (baseUrl === "" && model !== "") problems.push("MODERATION_MODEL is set but MODERATION_BASE_URL is not: name the server that has it.");
  if (baseUrl !== "" && !isBaseUrl(baseUrl))
    problems.push("MODERATION_BASE_URL must be an http or https address without user, query or fragment.");
  if (problems.length > 0) return err(problems);
  return ok({
    moderation: baseUrl === "" ? null : { baseUrl, apiKey: apiKey === "" ? null : apiKey, model: model || fallbackOf("MODERATION_MODEL") },
  });
}

function fallbackOf(name: GuardSetting): string {
  return GUARD_SETTINGS.find((setting) => setting.name === name)?.fallback ?? "";
}
