import { CUSTOM_PROVIDER, PROVIDERS, type ProviderRow } from "../providers/provider-table.ts";
import { isBaseUrl, isHeaderText } from "../setting-text.ts";
import { type Access, baseUrlSettingOf, type OperatorAccess, runsAnywhere } from "./access.ts";

type Read = (setting: string) => string;

/** The settings that follow from the provider table: a key for each provider, and an address for those that run on servers of one's own. */
export function listProviderSettings(): readonly { readonly name: string; readonly doc: string; readonly fallback: string }[] {
  return named().flatMap((provider) => [
    ...(provider.key_setting === null
      ? []
      : [{ name: provider.key_setting, doc: `The key for ${provider.name}, as a secret.`, fallback: "" }]),
    ...(baseUrlSettingOf(provider) === null
      ? []
      : [{ name: baseUrlSettingOf(provider) ?? "", doc: `Where ${provider.name} runs.`, fallback: provider.base_url ?? "" }]),
  ]);
}

/**
 * Whom the operator can ask: providers with a key, and those whose address is given. A provider with a usual address of its own (Ollama) is there always;
 * whether anybody answers is found out when it is asked. Mistakes are added to `problems`.
 */
export function readOperatorAccess(
  read: Read,
  server: { readonly baseUrl: string; readonly apiKey: string | null } | null,
  problems: string[],
): OperatorAccess {
  const access = new Map<string, Access>();
  for (const provider of named()) {
    const found = readAccess(provider, read, problems);
    if (found) access.set(provider.id, found);
  }
  if (server !== null)
    access.set(CUSTOM_PROVIDER.id, { provider: CUSTOM_PROVIDER, base_url: server.baseUrl, api_key: server.apiKey, owner: "operator" });
  return access;
}

function readAccess(provider: ProviderRow, read: Read, problems: string[]): Access | null {
  const key = provider.key_setting === null ? "" : read(provider.key_setting);
  if (!isHeaderText(key))
    problems.push(`${provider.key_setting} holds characters that no key has; set the key alone, without quotes or line breaks.`);
  const setting = baseUrlSettingOf(provider);
  const base_url = setting === null ? null : read(setting) || null;
  if (base_url !== null && !isBaseUrl(base_url))
    problems.push(`${setting} must be an http or https address without user, query or fragment.`);
  const api_key = key || null;
  if (!runsAnywhere(provider)) return api_key === null ? null : { provider, base_url, api_key, owner: "operator" };
  if (base_url === null && api_key !== null) problems.push(`${provider.key_setting} is set but ${setting} is not: say where it runs.`);
  return base_url === null && provider.base_url === null ? null : { provider, base_url, api_key, owner: "operator" };
}

/** The rows with settings of their own: Workers AI has a binding, and the custom server the settings of the short way. */
function named(): readonly ProviderRow[] {
  return PROVIDERS.filter(({ id, dialect }) => dialect !== "workers-ai" && id !== CUSTOM_PROVIDER.id);
}
