import { baseUrlSettingOf, type OperatorAccess, runsAnywhere } from "./access.ts";
import type { DeploymentRoutes } from "./choose-route.ts";
import { type EntryName, readEntries } from "./entry.ts";

export interface ReadDeploymentRoutes {
  readonly read: (setting: string) => string;
  /** The setting for all agents. */
  readonly setting: string;
  /** The settings for single agents. */
  readonly agents: Readonly<Record<string, string>>;
  /** For all agents where no setting says otherwise. */
  readonly fallback: readonly string[];
  readonly access: OperatorAccess;
  readonly problems: string[];
}

/** The routes of the deployment. Mistakes, and entries for providers that nobody gave a key for, are added to `problems`. */
export function readDeploymentRoutes(ask: ReadDeploymentRoutes): DeploymentRoutes {
  const agents: Record<string, readonly string[]> = {};
  for (const [agent, setting] of Object.entries(ask.agents)) {
    const route = readRoute(setting, ask);
    if (route !== null) agents[agent] = route;
  }
  return { default: readRoute(ask.setting, ask) ?? ask.fallback, agents };
}

function readRoute(setting: string, { read, access, problems }: ReadDeploymentRoutes): readonly string[] | null {
  const text = read(setting);
  if (text === "") return null;
  const entries = readEntries(text.split(",").map((entry) => entry.trim()));
  if (!entries.ok) {
    problems.push(...entries.error.map(({ index, message }) => `${setting}, entry ${index + 1}: ${message}`));
    return null;
  }
  problems.push(...entries.value.flatMap((entry) => describeMissing(setting, entry, access) ?? []));
  return entries.value.map(({ route }) => route);
}

/** Workers AI is a binding: whether it is there is not a matter of settings. */
function describeMissing(setting: string, { provider, route }: EntryName, access: OperatorAccess): string | null {
  if (provider.dialect === "workers-ai" || access.has(provider.id)) return null;
  const base = baseUrlSettingOf(provider);
  const missing = base !== null && runsAnywhere(provider) ? base : provider.key_setting;
  return `${setting} names ${route}, but ${missing} is not set: set it, or leave this entry out.`;
}
