import { and, desc, eq, isNull } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { type Clock, toIso } from "../shared/clock.ts";
import { isId, newId } from "../shared/ids.ts";
import type { Random } from "../shared/random.ts";
import { isApiKey, makeApiKey } from "./api-key.ts";
import type { ApiClient, ApiKeyLookup } from "./api-key.port.ts";
import { apiKeys } from "./api-keys.table.ts";
import type { ApiKeyDesk } from "./operator.port.ts";

/** How long an isolate goes by what it read: so long may a revoked key still open something. */
const REMEMBER_MS = 30_000;
/** Beyond this many, all are forgotten: a flood of wrong keys fills no memory. */
const MAX_REMEMBERED = 5_000;
/** More are not shown. */
const MAX_LISTED = 200;

const SHOWN = {
  key_id: apiKeys.key_id,
  label: apiKeys.label,
  last_four: apiKeys.last_four,
  created_at: apiKeys.created_at,
  revoked_at: apiKeys.revoked_at,
};

export interface ApiKeyDeskDeps {
  readonly clock: Clock;
  readonly random: Random;
}

/** The keys of tenants' software, in D1. A key is returned once and kept as its hash. */
export function createApiKeyDesk(d1: D1Database, { clock, random }: ApiKeyDeskDeps): ApiKeyDesk {
  const db = drizzle(d1);
  return {
    list: (tenantId) =>
      db
        .select(SHOWN)
        .from(apiKeys)
        .where(eq(apiKeys.tenant_id, tenantId))
        .orderBy(desc(apiKeys.created_at), desc(apiKeys.key_id))
        .limit(MAX_LISTED),
    async create(tenantId, label) {
      const key = makeApiKey(random);
      const api_key = {
        key_id: newId("key", random),
        label,
        last_four: key.slice(-4),
        created_at: toIso(clock.now()),
        revoked_at: null,
      };
      await db.insert(apiKeys).values({ ...api_key, tenant_id: tenantId, key_hash: await hashKey(key) });
      return { api_key, key };
    },
    async revoke(tenantId, keyId) {
      const theirs = and(eq(apiKeys.tenant_id, tenantId), eq(apiKeys.key_id, keyId));
      const [, found] = await db.batch([
        db
          .update(apiKeys)
          .set({ revoked_at: toIso(clock.now()) })
          .where(and(theirs, isNull(apiKeys.revoked_at))),
        db.select({ key_id: apiKeys.key_id }).from(apiKeys).where(theirs),
      ]);
      return found.length > 0;
    },
  };
}

/**
 * Looks keys up by their hash, so that how long it takes tells nothing about a key. What was found, and that nothing was, is kept for 30 s in this
 * isolate. A key without our checksum is nobody's and costs no query.
 */
export function createApiKeyLookup(d1: D1Database, clock: Clock): ApiKeyLookup {
  const db = drizzle(d1);
  const remembered = new Map<string, { readonly client: ApiClient | null; readonly until_ms: number }>();
  return {
    async find(key) {
      if (!isApiKey(key)) return null;
      const key_hash = await hashKey(key);
      const known = remembered.get(key_hash);
      if (known !== undefined && known.until_ms > clock.now()) return known.client;
      // From before the query: what was revoked meanwhile must not count from when the answer came.
      const until_ms = clock.now() + REMEMBER_MS;
      const [row] = await db
        .select({ tenant_id: apiKeys.tenant_id, key_id: apiKeys.key_id })
        .from(apiKeys)
        .where(and(eq(apiKeys.key_hash, key_hash), isNull(apiKeys.revoked_at)))
        .limit(1);
      const client = row && isId("ten", row.tenant_id) ? { tenant_id: row.tenant_id, key_id: row.key_id } : null;
      if (remembered.size >= MAX_REMEMBERED) remembered.clear();
      remembered.set(key_hash, { client, until_ms });
      return client;
    },
  };
}

/** SHA-256, hexadecimal. The key is 196 bits of chance, so a slow hash would protect nothing more. */
async function hashKey(key: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(key));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
