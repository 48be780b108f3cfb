import type { FieldProblem } from "../../protocol/errors.ts";
import { type Clock, toIso } from "../../shared/clock.ts";
import { err, ok, type Result } from "../../shared/result.ts";
import type { KeyDesk } from "../operator/operator.port.ts";
import { findProvider } from "../providers/provider-table.ts";
import { runsAnywhere, takesTenantKey } from "../routes/access.ts";
import { isHeaderText } from "../setting-text.ts";
import type { KeyCipher, ProviderKeys, StoredKey } from "./provider-keys.port.ts";

export interface KeyDeskDeps {
  readonly keys: ProviderKeys;
  /** Null: KEY_ENCRYPTION_KEY is not set, so that nothing is stored. */
  readonly cipher: KeyCipher | null;
  /** Looks at an address that a tenant gave, names looked up: the address as it is to be stored, or a sentence why not. */
  readonly checkAddress: (url: string) => Promise<Result<string, string>>;
  readonly clock: Clock;
}

/** Tenants' keys as the operator sees them: the last four characters and nothing else ever comes back. */
export function createKeyDesk({ keys, cipher, checkAddress, clock }: KeyDeskDeps): KeyDesk {
  return {
    async list(tenantId) {
      return { keys: (await keys.list(tenantId)).map(toRow), can_store: cipher !== null };
    },

    async put(tenantId, providerId, { key, base_url: given }) {
      if (cipher === null) return refuse("key", "Keys cannot be stored here yet: set KEY_ENCRYPTION_KEY first (docs/providers.md).");
      const provider = findProvider(providerId);
      if (provider === null) return refuse("provider", "No provider is called so; docs/providers.md lists them.");
      if (!takesTenantKey(provider)) return refuse("provider", `${provider.name} takes no key: it belongs to the deployment.`);
      if (!isHeaderText(key)) return refuse("key", "This holds characters that no key has; paste the key alone.");
      if (given === null && runsAnywhere(provider))
        return refuse("base_url", `Say where ${provider.name} runs: it has no address of its own.`);
      const address = given === null ? ok(null) : await checkAddress(given);
      if (!address.ok) return refuse("base_url", address.error);

      const base_url = address.value;
      const sealed = await cipher.seal({ tenant_id: tenantId, provider: provider.id, base_url }, key);
      const stored = { provider: provider.id, base_url, ...sealed, last_four: key.slice(-4), created_at: toIso(clock.now()) };
      await keys.put(tenantId, stored);
      await renewSeals(tenantId, keys, cipher);
      return ok(toRow(stored));
    },

    remove: (tenantId, provider) => keys.remove(tenantId, provider),
  };
}

/** Seals anew what an earlier encryption key sealed. Who changes a key meanwhile wins. */
async function renewSeals(tenantId: StoredKeyOwner, keys: ProviderKeys, cipher: KeyCipher): Promise<void> {
  const version = await cipher.version();
  for (const stored of await keys.list(tenantId)) {
    if (stored.key_version === version) continue;
    const context = { tenant_id: tenantId, provider: stored.provider, base_url: stored.base_url };
    const key = await cipher.open(context, stored);
    if (key !== null) await keys.replace(tenantId, stored.provider, stored, await cipher.seal(context, key));
  }
}

type StoredKeyOwner = Parameters<ProviderKeys["list"]>[0];

function toRow({ provider, base_url, last_four, created_at }: StoredKey) {
  return { provider, base_url, last_four, created_at };
}

function refuse(field: string, message: string): { readonly ok: false; readonly error: readonly FieldProblem[] } {
  return err([{ field, message }]);
}
