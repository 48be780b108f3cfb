import { err, ok, type Result } from "../../shared/result.ts";
import { CUSTOM_PROVIDER, type ProviderRow } from "../providers/provider-table.ts";

/** What is needed to ask a provider: the operator's access or a tenant's. A key and an address belong together and never change partners. */
export interface Access {
  readonly provider: ProviderRow;
  /** Null: the address in the provider table. */
  readonly base_url: string | null;
  readonly api_key: string | null;
  readonly owner: "operator" | "tenant";
}

/** The operator's access to the providers, by their ids; what is not here cannot be asked without a tenant's key. */
export type OperatorAccess = ReadonlyMap<string, Access>;

/** The setting for the address of a provider that runs on servers of one's own; null for those that have one public address. */
export function baseUrlSettingOf(provider: ProviderRow): string | null {
  if (provider.dialect === "workers-ai") return null;
  if (provider.id === CUSTOM_PROVIDER.id) return "LLM_BASE_URL";
  return runsAnywhere(provider) ? `${provider.id.toUpperCase().replaceAll("-", "_")}_BASE_URL` : null;
}

/** Whether everybody runs it on servers of their own (vLLM, Ollama), so that whoever brings a key for it says where. */
export function runsAnywhere({ base_url, dialect }: ProviderRow): boolean {
  return dialect !== "workers-ai" && (base_url === null || base_url.startsWith("http:"));
}

/** Whether tenants can bring a key of their own; Workers AI is the deployment's. */
export function takesTenantKey({ dialect }: ProviderRow): boolean {
  return dialect !== "workers-ai";
}

/** The access for one provider, the tenant's before the operator's; the error is a sentence for an operator that says what is missing. */
export function accessFor(
  provider: ProviderRow,
  operator: OperatorAccess,
  tenant: ReadonlyMap<string, Access | null>,
): Result<Access, string> {
  const own = tenant.get(provider.id);
  // A tenant that brought a key wants its calls on it, and its learners' words nowhere else.
  if (own === null) return err(`This tenant's key for ${provider.name} cannot be opened; store it again.`);
  const access = own ?? operator.get(provider.id);
  return access === undefined ? err(describeMissing(provider)) : ok(access);
}

function describeMissing(provider: ProviderRow): string {
  if (provider.dialect === "workers-ai") return "Workers AI is not bound here: it needs a deployment with an account.";
  const setting = baseUrlSettingOf(provider) ?? provider.key_setting;
  return `Nobody has access to ${provider.name}: store a key for this tenant, or set ${setting}.`;
}
