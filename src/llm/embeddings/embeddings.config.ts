import type { Result } from "../../shared/result.ts";
import { err, ok } from "../../shared/result.ts";
import { isBaseUrl } from "../setting-text.ts";

/** The settings of embeddings: name, what it is for, and what holds when it is absent. */
export const EMBEDDINGS_SETTINGS = [
  {
    name: "EMBEDDINGS_BASE_URL",
    doc: "Any server with OpenAI's /embeddings, e.g. https://api.openai.com/v1 or http://localhost:11434/v1. Unset: Workers AI, or our own embedding without an account.",
    fallback: "",
  },
  { name: "EMBEDDINGS_API_KEY", doc: "Its key, as a secret. Some local servers need none.", fallback: "" },
  {
    name: "EMBEDDINGS_MODEL",
    doc: "The model to ask there, by the server's own name for it; without a server, the model on Workers AI.",
    fallback: "",
  },
] as const;

export type EmbeddingsSetting = (typeof EMBEDDINGS_SETTINGS)[number]["name"];

/** The model on Workers AI when none is named: reads many languages, 1,024 dimensions. */
const WORKERS_AI_EMBEDDINGS = "@cf/baai/bge-m3";

export interface EmbeddingsConfig {
  readonly server: { readonly base_url: string; readonly api_key: string | null; readonly model: string } | null;
  readonly workers_ai_model: string;
}

/**
 * Reads the settings of embeddings from the Worker's variables. Absent and blank are the same.
 *
 * @returns the configuration, or every complaint as one sentence that names its setting and never shows a secret
 */
export function readEmbeddingsConfig(vars: Readonly<Record<string, unknown>>): Result<EmbeddingsConfig, string[]> {
  const problems: string[] = [];
  const read = (name: EmbeddingsSetting): string => {
    const value = vars[name];
    if (value !== undefined && typeof value !== "string") problems.push(`${name} must be text.`);
    return typeof value === "string" ? value.trim() : "";
  };
  const base_url = read("EMBEDDINGS_BASE_URL");
  const api_key = read("EMBEDDINGS_API_KEY");
  const model = read("EMBEDDINGS_MODEL");
  if (base_url !== "" && model === "")
    problems.push("EMBEDDINGS_BASE_URL is set but EMBEDDINGS_MODEL is not: name the model to ask there.");
  if (base_url === "" && api_key !== "")
    problems.push("EMBEDDINGS_API_KEY is set but EMBEDDINGS_BASE_URL is not: name the server it is for.");
  if (base_url === "" && model !== "" && !model.startsWith("@cf/"))
    problems.push("EMBEDDINGS_MODEL is no model of Workers AI (those begin with @cf/): set EMBEDDINGS_BASE_URL to the server that has it.");
  if (base_url !== "" && !isBaseUrl(base_url))
    problems.push("EMBEDDINGS_BASE_URL must be an http or https address without user, query or fragment.");
  if (problems.length > 0) return err(problems);
  return ok({
    server: base_url === "" ? null : { base_url, api_key: api_key === "" ? null : api_key, model },
    workers_ai_model: base_url === "" && model !== "" ? model : WORKERS_AI_EMBEDDINGS,
  });
}
