import { type IdentityConfig, readIdentityConfig } from "./identity/identity.config.ts";
import { type LlmConfig, readLlmConfig } from "./llm/llm.config.ts";

/** The settings of all rooms, read once. Code sees this, never the variables. */
export interface Config extends IdentityConfig {
  readonly llm: LlmConfig;
}

/** Settings that are missing or wrong, each named with what to do about it. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

/** Reads every room's settings; throws one `ConfigError` that names all that is wrong. */
export function readConfig(vars: Readonly<Record<string, unknown>>): Config {
  const identity = readIdentityConfig(vars);
  const llm = readLlmConfig(vars);
  if (identity.ok && llm.ok) return { ...identity.value, llm: llm.value };
  throw new ConfigError([identity, llm].flatMap((read) => (read.ok ? [] : read.error)).join(" "));
}
