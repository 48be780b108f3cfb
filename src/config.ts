import { type IdentityConfig, readIdentityConfig } from "./identity/identity.config.ts";
import { type KnowledgeConfig, readKnowledgeConfig } from "./knowledge/knowledge.config.ts";
import { type CallsConfig, readCallsConfig } from "./llm/calls/calls.config.ts";
import { type EmbeddingsConfig, readEmbeddingsConfig } from "./llm/embeddings/embeddings.config.ts";
import { type GuardConfig, readGuardConfig } from "./llm/guard/guard.config.ts";
import { type LlmConfig, readLlmConfig } from "./llm/llm.config.ts";

/** The settings of all rooms, read once. Code sees this, never the variables. */
export interface Config extends IdentityConfig {
  readonly llm: LlmConfig;
  readonly calls: CallsConfig;
  readonly embeddings: EmbeddingsConfig;
  readonly guard: GuardConfig;
  readonly knowledge: KnowledgeConfig;
}

/** Settings that are missing or wrong, each named with what to do about it. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

/** Reads every room's settings; throws one `ConfigError` that names all that is wrong. */
export function readConfig(vars: Readonly<Record<string, unknown>>): Config {
  const identity = readIdentityConfig(vars);
  const llm = readLlmConfig(vars);
  const calls = readCallsConfig(vars);
  const embeddings = readEmbeddingsConfig(vars);
  const guard = readGuardConfig(vars);
  const knowledge = readKnowledgeConfig(vars);
  if (identity.ok && llm.ok && calls.ok && embeddings.ok && guard.ok && knowledge.ok)
    return {
      ...identity.value,
      llm: llm.value,
      calls: calls.value,
      embeddings: embeddings.value,
      guard: guard.value,
      knowledge: knowledge.value,
    };
  throw new ConfigError([identity, llm, calls, embeddings, guard, knowledge].flatMap((read) => (read.ok ? [] : read.error)).join(" "));
}
