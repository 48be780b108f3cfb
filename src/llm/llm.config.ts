import type { Result } from "../shared/result.ts";
import { err, ok } from "../shared/result.ts";
import { type CallLimits, DEFAULT_CALL_LIMITS } from "./call-limits.ts";
import type { Structured } from "./chat-model.port.ts";

/** The settings of this room: name, what it is for, and what holds when it is absent. */
export const LLM_SETTINGS = [
  {
    name: "LLM_BASE_URL",
    doc: "Any OpenAI-compatible server, e.g. https://api.openai.com/v1 or http://localhost:11434/v1. Set: models are asked there.",
    fallback: "",
  },
  { name: "LLM_API_KEY", doc: "Its key, as a secret. Some local servers need none.", fallback: "" },
  { name: "LLM_MODEL", doc: "The model to ask there, by the server's own name for it.", fallback: "" },
  {
    name: "LLM_STREAM",
    doc: '"on" or "off": off for a server that cannot stream; silence is then not noticed before the deadline.',
    fallback: "on",
  },
  {
    name: "LLM_STRUCTURED",
    doc: '"json_schema", "json_object" or "off": what is asked of the server beyond the prompt. Off if it refuses response_format.',
    fallback: "json_object",
  },
  {
    name: "WORKERS_AI_MODEL",
    doc: "The model on Workers AI when no LLM_BASE_URL is set; the family the teaching was specified for.",
    fallback: "@cf/meta/llama-4-scout-17b-16e-instruct",
  },
  {
    name: "LLM_FIRST_TOKEN_MS",
    doc: "Milliseconds to the first token before the next entry of the route is asked; 100 to 60000.",
    fallback: String(DEFAULT_CALL_LIMITS.firstTokenMs),
  },
  {
    name: "LLM_BETWEEN_TOKENS_MS",
    doc: "Milliseconds between tokens before the answer is given up; 100 to 60000.",
    fallback: String(DEFAULT_CALL_LIMITS.betweenTokensMs),
  },
] as const;

export type LlmSetting = (typeof LLM_SETTINGS)[number]["name"];

export interface OpenAiCompatibleConfig {
  readonly baseUrl: string;
  readonly apiKey: string | null;
  readonly model: string;
  readonly stream: boolean;
}

export interface LlmConfig {
  readonly openAiCompatible: OpenAiCompatibleConfig | null;
  readonly workersAiModel: string;
  readonly structured: Structured;
  readonly limits: CallLimits;
}

/**
 * Reads this room's settings from the Worker's variables. Absent and blank are the same.
 *
 * @returns the configuration, or every complaint as one sentence that names its setting and never shows a secret
 */
export function readLlmConfig(vars: Readonly<Record<string, unknown>>): Result<LlmConfig, string[]> {
  const problems: string[] = [];
  const read = (name: LlmSetting): string => {
    const value = vars[name];
    if (value !== undefined && typeof value !== "string") problems.push(`${name} must be text.`);
    const text = typeof value === "string" ? value.trim() : "";
    return text === "" ? fallbackOf(name) : text;
  };
  const readOneOf = <T extends string>(name: LlmSetting, choices: readonly [T, ...T[]]): T => {
    const text = read(name);
    const choice = choices.find((candidate) => candidate === text);
    if (choice === undefined) problems.push(`${name} must be one of ${choices.join(", ")}.`);
    return choice ?? choices[0];
  };
  const readMs = (name: LlmSetting): number => {
    const ms = Number(read(name));
    if (!Number.isInteger(ms) || ms < 100 || ms > 60_000)
      problems.push(`${name} must be a whole number of milliseconds from 100 to 60000.`);
    return ms;
  };

  const baseUrl = read("LLM_BASE_URL");
  const apiKey = read("LLM_API_KEY");
  const model = read("LLM_MODEL");
  if (baseUrl !== "" && model === "") problems.push("LLM_BASE_URL is set but LLM_MODEL is not: name the model to ask there.");
  if (baseUrl === "" && model !== "") problems.push("LLM_MODEL is set but LLM_BASE_URL is not: name the server that has it.");
  if (baseUrl === "" && apiKey !== "") problems.push("LLM_API_KEY is set but LLM_BASE_URL is not: name the server it is for.");
  if (baseUrl !== "" && !isBaseUrl(baseUrl))
    problems.push("LLM_BASE_URL must be an http or https address without user, query or fragment.");

  const stream = readOneOf("LLM_STREAM", ["on", "off"]) === "on";
  const config: LlmConfig = {
    openAiCompatible: baseUrl === "" ? null : { baseUrl, apiKey: apiKey === "" ? null : apiKey, model, stream },
    workersAiModel: read("WORKERS_AI_MODEL"),
    structured: readOneOf("LLM_STRUCTURED", ["json_object", "json_schema", "off"]),
    limits: { ...DEFAULT_CALL_LIMITS, firstTokenMs: readMs("LLM_FIRST_TOKEN_MS"), betweenTokensMs: readMs("LLM_BETWEEN_TOKENS_MS") },
  };
  return problems.length === 0 ? ok(config) : err(problems);
}

function fallbackOf(name: LlmSetting): string {
  return LLM_SETTINGS.find((setting) => setting.name === name)?.fallback ?? "";
}

function isBaseUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return /^https?:$/.test(url.protocol) && url.username === "" && url.password === "" && url.search === "" && url.hash === "";
}
