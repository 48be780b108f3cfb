import type { Clock } from "../../shared/clock.ts";
import { describeError } from "../../shared/describe-error.ts";
import type { TenantId } from "../../shared/ids.ts";
import type { Logger } from "../../shared/logger.ts";
import type { KeyCipher, ProviderKeys } from "../keys/provider-keys.port.ts";
import { findProvider } from "../providers/provider-table.ts";
import type { Timer } from "../timer.port.ts";
import type { Access } from "./access.ts";
import { DEFAULT_AGENT } from "./choose-route.ts";
import type { TenantRoutes } from "./tenant-settings.port.ts";

/** What one tenant set, as it was when it was looked up. Never changed. */
export interface TenantSettings {
  /** By agent or `default`. */
  readonly routes: ReadonlyMap<string, readonly string[]>;
  /** By provider; null: there is a key, but it does not open. */
  readonly access: ReadonlyMap<string, Access | null>;
}

export interface TenantSettingsDeps {
  readonly routes: Pick<TenantRoutes, "list">;
  readonly keys: Pick<ProviderKeys, "list">;
  /** Null: keys cannot be opened here. */
  readonly cipher: Pick<KeyCipher, "open"> | null;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly logger: Logger;
}

/** A change holds for every call that begins this much later; until then an isolate goes by what it knows. */
export const SETTINGS_TTL_MS = 30_000;
/** D1 answers within a tenth of that; a turn does not wait longer for it than for a token. */
const LOOKUP_MS = 1_000;
/** An isolate serves few tenants at a time; the one that was looked up longest ago is forgotten first. */
const MAX_TENANTS = 1_000;

/** Where nothing was ever known of a tenant it is looked up again this soon: until then its lessons go without models. */
const UNKNOWN_TTL_MS = 2_000;

/** A tenant that may have chosen its own provider, or none: asking the deployment's could take its learners' words where it did not want them. */
const UNKNOWN: TenantSettings = { routes: new Map([[DEFAULT_AGENT, []]]), access: new Map() };

interface Known {
  readonly settings: TenantSettings;
  readonly asked_at: number;
}

/**
 * What tenants set, looked up at most every 30 s by each isolate. While the registry does not answer, what was known last stays in force, also that a tenant
 * has set nothing; of whom nothing was known no model is asked. Lookups are not shared between requests: in Workers one must not wait for another's I/O.
 */
export function createTenantSettings(deps: TenantSettingsDeps): (tenantId: TenantId) => Promise<TenantSettings> | TenantSettings {
  const known = new Map<TenantId, Known>();
  const keep = (tenantId: TenantId, fresh: Known) => {
    known.delete(tenantId);
    known.set(tenantId, fresh);
    const [oldest] = known.keys();
    if (known.size > MAX_TENANTS && oldest !== undefined) known.delete(oldest);
    return fresh.settings;
  };
  const lookUp = async (tenantId: TenantId) => {
    const asked_at = deps.clock.now();
    const loading = load(deps, tenantId).then((settings) => {
      // What comes too late for this call is in time for the next, unless that has found out newer things itself.
      const other = known.get(tenantId);
      const isOlder = other !== undefined && other.settings !== UNKNOWN && isFresh(other, deps.clock.now()) && other.asked_at > asked_at;
      return isOlder ? other.settings : keep(tenantId, { settings, asked_at });
    });
    try {
      return await within(deps.timer, LOOKUP_MS, loading);
    } catch (error) {
      deps.logger.warn("tenant_settings_unavailable", { tenant_id: tenantId, reason: describeError(error) });
      // Not what was known before: another lookup may have found out more meanwhile, and what it found holds for as long as it would have.
      const last = known.get(tenantId);
      if (last !== undefined && isFresh(last, deps.clock.now())) return last.settings;
      return keep(tenantId, { settings: last?.settings ?? UNKNOWN, asked_at });
    }
  };
  return (tenantId) => {
    const found = known.get(tenantId);
    return found !== undefined && isFresh(found, deps.clock.now()) ? found.settings : lookUp(tenantId);
  };
}

/** A clock that was set back would keep old settings for as long as it was set back. */
function isFresh({ settings, asked_at }: Known, nowMs: number): boolean {
  const age = nowMs - asked_at;
  return age >= 0 && age < (settings === UNKNOWN ? UNKNOWN_TTL_MS : SETTINGS_TTL_MS);
}

async function load({ routes, keys, cipher, logger }: TenantSettingsDeps, tenantId: TenantId): Promise<TenantSettings> {
  const [storedRoutes, storedKeys] = await Promise.all([routes.list(tenantId), keys.list(tenantId)]);
  const access = new Map<string, Access | null>();
  for (const stored of storedKeys) {
    const provider = findProvider(stored.provider);
    if (provider === null) continue;
    const { base_url } = stored;
    const api_key = (await cipher?.open({ tenant_id: tenantId, provider: provider.id, base_url }, stored)) ?? null;
    if (api_key === null)
      logger.warn("provider_key_does_not_open", { tenant_id: tenantId, provider: provider.id, key_version: stored.key_version });
    access.set(provider.id, api_key === null ? null : { provider, base_url, api_key, owner: "tenant" });
  }
  return { routes: new Map(storedRoutes.map(({ agent, entries }) => [agent, entries])), access };
}

function within<T>(timer: Timer, ms: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = timer.after(ms, () => reject(new Error(`no answer within ${ms} ms`)));
    work.then(resolve, reject).finally(cancel);
  });
}
