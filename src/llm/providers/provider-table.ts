import type { Structured } from "../chat-model.port.ts";

/** How a provider is spoken to. `workers-ai` is a binding; the others are HTTP. */
export type DialectName = "workers-ai" | "openai" | "anthropic" | "google";

/** One provider, with what it wants done differently. Adding one is adding a row; `docs/providers.md` says how. */
export interface ProviderRow {
  readonly id: string;
  readonly name: string;
  readonly dialect: DialectName;
  /** Without a slash at its end; null when the operator has to give it. */
  readonly base_url: string | null;
  /** The setting that holds its key; null where there is none. */
  readonly key_setting: string | null;
  /** The most that it is asked for beyond the prompt, unless the model table or the operator says otherwise. */
  readonly structured: Structured;
  /** OpenAI's reasoning models refuse `max_tokens`; most others know no other name. Read by the `openai` dialect only. */
  readonly max_tokens_field: "max_tokens" | "max_completion_tokens";
  /** Whether it takes `stream_options.include_usage`, without which most do not say what a streamed answer used. Read by the `openai` dialect only. */
  readonly asks_stream_usage: boolean;
  /** Where the facts above come from. */
  readonly source: string;
  /** When they were looked up. */
  readonly checked: string;
}

const CHECKED = "2026-11-24";
const OPENAI_DIALECT = {
  dialect: "openai",
  structured: "json_object",
  max_tokens_field: "max_tokens",
  asks_stream_usage: true,
  checked: CHECKED,
} as const;

/** A server that nobody here has heard of, at whatever address the operator gives. Known addresses are recognised: see `providerOf`. */
export const CUSTOM_PROVIDER: ProviderRow = {
  ...OPENAI_DIALECT,
  id: "custom",
  name: "OpenAI-compatible server",
  base_url: null,
  key_setting: "LLM_API_KEY",
  source: "https://platform.openai.com/docs/api-reference/chat: what all its imitations take",
};

/** Every provider that can be named in a route. */
export const PROVIDERS: readonly ProviderRow[] = [
  {
    id: "workers-ai",
    name: "Cloudflare Workers AI",
    dialect: "workers-ai",
    base_url: null,
    key_setting: null,
    // It refuses a JSON schema while streaming, so it is never streamed, and it knows no `json_object`.
    structured: "json_schema",
    max_tokens_field: "max_tokens",
    asks_stream_usage: false,
    source: "https://developers.cloudflare.com/workers-ai/features/json-mode/",
    checked: CHECKED,
  },
  {
    ...OPENAI_DIALECT,
    id: "openai",
    name: "OpenAI",
    base_url: "https://api.openai.com/v1",
    key_setting: "OPENAI_API_KEY",
    structured: "json_schema",
    max_tokens_field: "max_completion_tokens",
    source: "https://platform.openai.com/docs/api-reference/chat/create",
  },
  {
    id: "anthropic",
    name: "Anthropic",
    dialect: "anthropic",
    base_url: "https://api.anthropic.com/v1",
    key_setting: "ANTHROPIC_API_KEY",
    structured: "json_schema",
    max_tokens_field: "max_tokens",
    asks_stream_usage: false,
    source: "https://docs.claude.com/en/api/messages",
    checked: CHECKED,
  },
  {
    id: "google",
    name: "Google Gemini",
    dialect: "google",
    base_url: "https://generativelanguage.googleapis.com/v1beta",
    key_setting: "GOOGLE_API_KEY",
    structured: "json_schema",
    max_tokens_field: "max_tokens",
    asks_stream_usage: false,
    source: "https://ai.google.dev/api/generate-content",
    checked: CHECKED,
  },
  {
    ...OPENAI_DIALECT,
    id: "groq",
    name: "Groq",
    base_url: "https://api.groq.com/openai/v1",
    key_setting: "GROQ_API_KEY",
    max_tokens_field: "max_completion_tokens",
    source: "https://console.groq.com/docs/structured-outputs: json_schema for some models only",
  },
  {
    ...OPENAI_DIALECT,
    id: "openrouter",
    name: "OpenRouter",
    base_url: "https://openrouter.ai/api/v1",
    key_setting: "OPENROUTER_API_KEY",
    source: "https://openrouter.ai/docs/api-reference/overview",
  },
  {
    ...OPENAI_DIALECT,
    id: "mistral",
    name: "Mistral",
    base_url: "https://api.mistral.ai/v1",
    key_setting: "MISTRAL_API_KEY",
    // Refuses fields that it does not know, and tells the usage unasked. Thinking comes as a list of content parts.
    asks_stream_usage: false,
    source: "https://docs.mistral.ai/api/#operation-chatCompletion",
  },
  {
    ...OPENAI_DIALECT,
    id: "deepseek",
    name: "DeepSeek",
    base_url: "https://api.deepseek.com/v1",
    key_setting: "DEEPSEEK_API_KEY",
    source: "https://api-docs.deepseek.com/guides/json_mode: json_object only; reasoning_content beside content",
  },
  {
    ...OPENAI_DIALECT,
    id: "xai",
    name: "xAI",
    base_url: "https://api.x.ai/v1",
    key_setting: "XAI_API_KEY",
    structured: "json_schema",
    // Its completion_tokens leave hidden reasoning out; the total shows it (`readOpenAiUsage`).
    source: "https://docs.x.ai/docs/guides/structured-outputs",
  },
  {
    ...OPENAI_DIALECT,
    id: "ollama",
    name: "Ollama",
    base_url: "http://localhost:11434/v1",
    key_setting: null,
    source: "https://docs.ollama.com/api/openai-compatibility",
  },
  {
    ...OPENAI_DIALECT,
    id: "vllm",
    name: "vLLM",
    base_url: null,
    key_setting: "VLLM_API_KEY",
    structured: "json_schema",
    source: "https://docs.vllm.ai/en/latest/serving/openai_compatible_server.html",
  },
  {
    ...OPENAI_DIALECT,
    id: "litellm",
    name: "LiteLLM",
    base_url: null,
    key_setting: "LITELLM_API_KEY",
    source: "https://docs.litellm.ai/docs/completion/input",
  },
  CUSTOM_PROVIDER,
];

/** The row of a provider by its id; null when there is none. */
export function findProvider(id: string): ProviderRow | null {
  return PROVIDERS.find((row) => row.id === id) ?? null;
}

/**
 * The row to go by for an account: its own, or, where an operator or tenant gave an address only, the row whose address it is. So `LLM_BASE_URL` of a known
 * provider behaves as that provider.
 */
export function providerOf(id: string, baseUrl: string | null): ProviderRow {
  const row = findProvider(id) ?? CUSTOM_PROVIDER;
  if (row.id !== CUSTOM_PROVIDER.id || baseUrl === null) return row;
  const address = baseUrl.replace(/\/$/, "");
  return PROVIDERS.find((known) => known.base_url === address && known.dialect === "openai") ?? row;
}
