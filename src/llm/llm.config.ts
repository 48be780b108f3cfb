import type { Result } from "../shared/result.ts";
import { err, ok } from "../shared/result.ts";
import { type CallLimits, DEFAULT_CALL_LIMITS } from "./call-limits.ts";
import type { Structured } from "./chat-model.port.ts";
import { readEncryptionKey } from "./keys/read-encryption-key.ts";
import type { OperatorAccess } from "./routes/access.ts";
import type { DeploymentRoutes } from "./routes/choose-route.ts";
import { listProviderSettings, readOperatorAccess } from "./routes/read-operator-access.ts";
import { readDeploymentRoutes } from "./routes/read-deployment-routes.ts";
import { isBaseUrl, isHeaderText } from "./setting-text.ts";

/** The settings of this room: name, what it is for, and what holds when it is absent. */
export const LLM_SETTINGS = [
  // The short way: one server for all agents.
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
    doc: '"json_schema", "json_object" or "off": what is asked beyond the prompt. Absent: json_object of LLM_BASE_URL, of others what they can.',
    fallback: "",
  },
  {
    name: "WORKERS_AI_MODEL",
    doc: "The model on Workers AI when neither LLM_BASE_URL nor LLM_ROUTE is set; the family the teaching was specified for.",
    fallback: "@cf/meta/llama-4-scout-17b-16e-instruct",
  },
  { name: "AI_GATEWAY_ID", doc: "The AI Gateway that requests to Workers AI go through.", fallback: "" },

  // The long way: routes. Providers' own settings (OPENAI_API_KEY, VLLM_BASE_URL, …) follow from the provider table.
  {
    name: "LLM_ROUTE",
    doc: 'The models all agents ask, in order: <provider>:<model>, separated by commas. "embedded" alone: no model.',
    fallback: "",
  },
  { name: "LLM_ROUTE_EVALUATOR", doc: "The same for the evaluator alone; a small fast model will do.", fallback: "" },
  { name: "LLM_ROUTE_TUTOR", doc: "The same for the tutor alone; worth a strong model.", fallback: "" },
  { name: "LLM_ROUTE_REVIEWER", doc: "The same for the reviewer alone.", fallback: "" },
  { name: "LLM_ROUTE_PATH_GENERATOR", doc: "The same for the path generator alone; asked once a lesson.", fallback: "" },
  {
    name: "LLM_ROUTE_AUTHOR",
    doc: "The same for the author alone, who writes lessons from documents; worth a strong model.",
    fallback: "",
  },
  {
    name: "LLM_ROUTE_SOLVER",
    doc: "The same for the solver alone, who checks their keys; best another model than the author's.",
    fallback: "",
  },
  { name: "LLM_ROUTE_ANSWERER", doc: "The same for the answerer alone, who answers questions from a course's documents.", fallback: "" },
  {
    name: "LLM_HEDGE",
    doc: '"on" or "off": on asks a model a second time when it has said nothing by the time that 95 of 100 of its answers have begun. Both are paid for.',
    fallback: "off",
  },

  // Tenants' own keys.
  {
    name: "KEY_ENCRYPTION_KEY",
    doc: "Seals the keys that tenants bring, as a secret: 32 random bytes in base64 (openssl rand -base64 32). Absent: no key is taken.",
    fallback: "",
  },
  { name: "KEY_ENCRYPTION_KEY_PREVIOUS", doc: "The one before, while keys are being sealed anew; docs/providers.md.", fallback: "" },
  {
    name: "OWN_HOSTS",
    doc: "Host names that this deployment is reached by, separated by commas: no server of a tenant's may be there or below.",
    fallback: "",
  },

  // Time.
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

/** Which setting holds the route of which agent. */
const AGENT_ROUTES: Readonly<Record<string, LlmSetting>> = {
  evaluator: "LLM_ROUTE_EVALUATOR",
  tutor: "LLM_ROUTE_TUTOR",
  reviewer: "LLM_ROUTE_REVIEWER",
  path_generator: "LLM_ROUTE_PATH_GENERATOR",
  author: "LLM_ROUTE_AUTHOR",
  solver: "LLM_ROUTE_SOLVER",
  answerer: "LLM_ROUTE_ANSWERER",
};

export interface OpenAiCompatibleConfig {
  readonly baseUrl: string;
  readonly apiKey: string | null;
  readonly model: string;
  readonly stream: boolean;
}

export interface LlmConfig {
  readonly openAiCompatible: OpenAiCompatibleConfig | null;
  readonly workersAiModel: string;
  readonly gatewayId: string | null;
  /** Null: by what each model can. */
  readonly structured: Structured | null;
  /** Providers that the operator has access to; Workers AI, which is a binding, is not among them. */
  readonly access: OperatorAccess;
  readonly routes: DeploymentRoutes;
  readonly isHedged: boolean;
  /** Null: tenants cannot bring keys. */
  readonly encryption: { readonly current: Uint8Array<ArrayBuffer>; readonly previous: Uint8Array<ArrayBuffer> | null } | null;
  readonly ownHosts: readonly string[];
  readonly limits: CallLimits;
}

/**
 * Reads this room's settings from the Worker's variables. Absent and blank are the same.
 *
 * @returns the configuration, or every complaint as one sentence that names its setting and never shows a secret
 */
export function readLlmConfig(vars: Readonly<Record<string, unknown>>): Result<LlmConfig, string[]> {
  const problems: string[] = [];
  const readText = (name: string): string => {
    const value = vars[name];
    if (value !== undefined && typeof value !== "string") problems.push(`${name} must be text.`);
    return typeof value === "string" ? value.trim() : "";
  };
  const read = (name: LlmSetting): string => readText(name) || fallbackOf(name);
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
  const readKey = (name: LlmSetting): Uint8Array<ArrayBuffer> | null => {
    const text = read(name);
    const key = readEncryptionKey(text);
    if (text !== "" && key === null) problems.push(`${name} must be 32 random bytes in base64; make them with: openssl rand -base64 32.`);
    return key;
  };

  const openAiCompatible = readServer(read, problems);
  const stream = readOneOf("LLM_STREAM", ["on", "off"]) === "on";
  const workersAiModel = read("WORKERS_AI_MODEL");
  const access = readOperatorAccess(readText, openAiCompatible, problems);
  const custom = openAiCompatible && `openai-compatible:${openAiCompatible.model}`;
  // The binding has no account behind it there, and nobody should read on every start that it was left out.
  const isLocal = readText("PROFILE") === "local";
  const routes = readDeploymentRoutes({
    read: readText,
    setting: "LLM_ROUTE",
    agents: AGENT_ROUTES,
    fallback: custom !== null ? [custom] : isLocal ? [] : [`workers-ai:${workersAiModel}`],
    access,
    problems,
  });
  for (const name of Object.keys(vars).filter((known) => /^LLM_ROUTE_./.test(known)))
    if (!Object.values<string>(AGENT_ROUTES).includes(name))
      problems.push(`${name} is no setting; routes are set by LLM_ROUTE, ${Object.values(AGENT_ROUTES).join(", ")}.`);
  const [current, previous] = [readKey("KEY_ENCRYPTION_KEY"), readKey("KEY_ENCRYPTION_KEY_PREVIOUS")];
  if (read("KEY_ENCRYPTION_KEY") === "" && previous !== null)
    problems.push("KEY_ENCRYPTION_KEY_PREVIOUS is set but KEY_ENCRYPTION_KEY is not: set the key that seals from now on.");

  const config: LlmConfig = {
    openAiCompatible: openAiCompatible && { ...openAiCompatible, stream },
    workersAiModel,
    gatewayId: read("AI_GATEWAY_ID") || null,
    structured: read("LLM_STRUCTURED") === "" ? null : readOneOf<Structured>("LLM_STRUCTURED", ["json_object", "json_schema", "off"]),
    access,
    routes,
    isHedged: readOneOf("LLM_HEDGE", ["off", "on"]) === "on",
    encryption: current && { current, previous },
    ownHosts: readHosts(read("OWN_HOSTS"), problems),
    limits: { ...DEFAULT_CALL_LIMITS, firstTokenMs: readMs("LLM_FIRST_TOKEN_MS"), betweenTokensMs: readMs("LLM_BETWEEN_TOKENS_MS") },
  };
  return problems.length === 0 ? ok(config) : err([...new Set(problems)]);
}

/** All settings of the room, those of the providers included. */
export function listLlmSettings(): readonly { readonly name: string; readonly doc: string; readonly fallback: string }[] {
  return [...LLM_SETTINGS, ...listProviderSettings()];
}

function readServer(read: (name: LlmSetting) => string, problems: string[]): Omit<OpenAiCompatibleConfig, "stream"> | null {
  const [baseUrl, apiKey, model] = [read("LLM_BASE_URL"), read("LLM_API_KEY"), read("LLM_MODEL")];
  if (baseUrl !== "" && model === "") problems.push("LLM_BASE_URL is set but LLM_MODEL is not: name the model to ask there.");
  if (baseUrl === "" && model !== "") problems.push("LLM_MODEL is set but LLM_BASE_URL is not: name the server that has it.");
  if (baseUrl === "" && apiKey !== "") problems.push("LLM_API_KEY is set but LLM_BASE_URL is not: name the server it is for.");
  if (baseUrl !== "" && !isBaseUrl(baseUrl))
    problems.push("LLM_BASE_URL must be an http or https address without user, query or fragment.");
  if (!isHeaderText(apiKey))
    problems.push("LLM_API_KEY holds characters that no key has; set the key alone, without quotes or line breaks.");
  return baseUrl === "" ? null : { baseUrl, apiKey: apiKey || null, model };
}

function readHosts(text: string, problems: string[]): readonly string[] {
  const hosts = text.split(",").map((host) => host.trim().toLowerCase());
  const named = hosts.filter((host) => host !== "");
  if (named.some((host) => !/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(host)))
    problems.push("OWN_HOSTS must be host names separated by commas, such as learn.example.org, without https:// and without paths.");
  return named;
}

function fallbackOf(name: LlmSetting): string {
  return LLM_SETTINGS.find((setting) => setting.name === name)?.fallback ?? "";
}
