import type { Clock } from "../../shared/clock.ts";
import type { CacheDesk } from "../operator/operator.port.ts";
import { parseJson } from "../providers/read-json.ts";
import type { AnswerCache } from "./answer-cache.port.ts";
import { keptAnswerSchema } from "./cached-answer.schema.ts";
import { KEEP_MS, type Shelf } from "./shelf.port.ts";

/** Longer answers are not kept: the longest honest one has about 20,000 characters. */
const MAX_CHARS = 256 * 1_024;

/** Answers by the hash of their prompt, on a shelf. `put` resolves at once and writes later. */
export function createKvAnswerCache({ shelf, clock }: { readonly shelf: Shelf; readonly clock: Clock }): AnswerCache {
  return {
    async get(tenantId, key) {
      // An answer never changes under its key, so this process's own copy is as good as any.
      const text = await shelf.get(tenantId, nameOf(key), KEEP_MS);
      if (text === null) return null;
      const kept = keptAnswerSchema.safeParse(parseJson(text));
      if (!kept.success || clock.now() - kept.data.at_ms >= KEEP_MS) return null;
      return { value: kept.data.value, cost_nanousd: kept.data.cost_nanousd };
    },
    put(tenantId, key, { value, cost_nanousd }) {
      const text = JSON.stringify({ v: 1, at_ms: clock.now(), value, cost_nanousd });
      if (text.length <= MAX_CHARS) shelf.put(tenantId, nameOf(key), text);
      return Promise.resolve();
    },
  };
}

/** Forgets every answer of a tenant, exact and similar. They are not counted: that would cost a read for each. */
export function createCacheDesk(shelf: Shelf): CacheDesk {
  return {
    async purge(tenantId) {
      await shelf.purge(tenantId);
      return { entries: null };
    },
  };
}

function nameOf(key: string): string {
  return `exact/${key}`;
}
