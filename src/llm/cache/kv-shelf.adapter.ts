import type { Clock } from "../../shared/clock.ts";
import type { Logger } from "../../shared/logger.ts";
import type { Timer } from "../timer.port.ts";
import { createByteLru } from "./byte-lru.ts";
import { KEEP_MS, type Shelf } from "./shelf.port.ts";

/** The part of a KV namespace that is used here. */
export interface KvNamespace {
  get(key: string): Promise<string | null>;
  put(key: string, value: string, options?: { expirationTtl?: number }): Promise<void>;
}

export interface KvShelfDeps {
  readonly kv: KvNamespace;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly logger: Logger;
  /** Keeps the process alive for work that nobody waits for, e.g. the platform's `waitUntil`. What it is given never rejects. */
  readonly defer: (work: Promise<void>) => void;
}

/** A hit has to be faster than the model by far: KV answers in 5 to 50 ms, from the far end of the world in 200. */
const PATIENCE_MS = 300;
/** After it was late once the store is left alone for a while, so that a slow one costs a turn nothing but the first wait. */
const REST_MS = 10_000;
/** How long another process may go on with what was purged. KV itself takes up to a minute to tell. */
const EPOCH_AGE_MS = 30_000;
/** Of 128 MB that an isolate has, which many sessions share. */
const MEMORY_BYTES = 4 * 1_024 * 1_024;
/** A tenant that was never purged. */
const FIRST_EPOCH = "0";
const LATE = Symbol("late");

/**
 * A shelf in a KV namespace, with a memory of this isolate in front. Names are `<tenant>/<epoch>/<name>`, the epoch being a value in KV: a purge writes a
 * new epoch and is done, whatever the tenant has kept: one write ($5 a million) instead of a list and a delete ($5 a million each) for every entry. What became
 * unreachable expires by itself. While the epoch is not known nothing is read or written: what was purged never comes back.
 *
 * Only values are kept between calls, never promises: a promise of one request cannot be awaited by another in the Workers runtime.
 */
export function createKvShelf({ kv, clock, timer, logger, defer }: KvShelfDeps): Shelf {
  const memory = createByteLru(MEMORY_BYTES);
  const epochs = new Map<string, { readonly epoch: string; readonly at_ms: number }>();
  let restsUntil = Number.NEGATIVE_INFINITY;

  const epochOf = async (tenantId: string): Promise<string> => {
    const known = epochs.get(tenantId);
    if (known && clock.now() - known.at_ms < EPOCH_AGE_MS) return known.epoch;
    const epoch = (await kv.get(epochKey(tenantId))) ?? FIRST_EPOCH;
    // A purge may have gone by while this was under way; KV can also be behind what this isolate knows.
    const current = epochs.get(tenantId);
    const newest = current && Number(current.epoch) > Number(epoch) ? current.epoch : epoch;
    epochs.set(tenantId, { epoch: newest, at_ms: clock.now() });
    return newest;
  };

  const read = async (tenantId: string, name: string, maxAgeMs: number): Promise<string | null> => {
    const key = keyOf(tenantId, await epochOf(tenantId), name);
    const remembered = memory.get(key);
    if (remembered && clock.now() - remembered.at_ms < maxAgeMs) return remembered.text;
    const text = await kv.get(key);
    if (text !== null) memory.set(key, { text, at_ms: clock.now() });
    return text;
  };

  const write = async (tenantId: string, name: string, text: string): Promise<void> => {
    const key = keyOf(tenantId, await epochOf(tenantId), name);
    memory.set(key, { text, at_ms: clock.now() });
    await kv.put(key, text, { expirationTtl: KEEP_MS / 1_000 });
  };

  /** What `act` comes to; null when it fails or takes too long. */
  const inTime = async (act: () => Promise<string | null>): Promise<string | null> => {
    let cancel = () => {};
    const late = new Promise<typeof LATE>((resolve) => {
      cancel = timer.after(PATIENCE_MS, () => resolve(LATE));
    });
    const result = await Promise.race([act(), late]).finally(cancel);
    if (result !== LATE) return result;
    restsUntil = clock.now() + REST_MS;
    logger.warn("llm_cache_slow", { patience_ms: PATIENCE_MS, rest_ms: REST_MS });
    return null;
  };

  return {
    async get(tenantId, name, maxAgeMs) {
      if (clock.now() < restsUntil) return null;
      try {
        return await inTime(() => read(tenantId, name, maxAgeMs));
      } catch (error) {
        logger.warn("llm_cache_unreadable", { error: nameOf(error) });
        return null;
      }
    },
    put(tenantId, name, text) {
      const warn = (error: unknown): void => logger.warn("llm_cache_unwritable", { error: nameOf(error) });
      defer(write(tenantId, name, text).catch(warn));
    },
    async purge(tenantId) {
      const before = epochs.get(tenantId)?.epoch ?? FIRST_EPOCH;
      const epoch = String(Math.max(clock.now(), Number(before) + 1));
      await kv.put(epochKey(tenantId), epoch);
      epochs.set(tenantId, { epoch, at_ms: clock.now() });
    },
  };
}

function epochKey(tenantId: string): string {
  return `epoch/${tenantId}`;
}

function keyOf(tenantId: string, epoch: string, name: string): string {
  return `kept/${tenantId}/${epoch}/${name}`;
}

/** An error's class: its message may hold keys. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
