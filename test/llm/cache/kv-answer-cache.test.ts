import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createByteLru } from "../../../src/llm/cache/byte-lru.ts";
import { createCacheDesk, createKvAnswerCache } from "../../../src/llm/cache/kv-answer-cache.adapter.ts";
import { createManualTimer } from "../../support/manual-timer.ts";
import { createFakeKv, type FakeKv } from "./fake-kv.ts";
import { type OpenedShelf, openShelf } from "./open-shelf.ts";

const DAY_MS = 24 * 60 * 60_000;
const ANSWER = { value: { paths: [{ id: "a" }] }, cost_nanousd: 1_200 };

/** One isolate: its own memory over a namespace that may be shared. */
function openCache(kv: FakeKv = createFakeKv(), time = createManualTimer()) {
  const opened: OpenedShelf = openShelf(kv, time);
  return { kv, ...opened, cache: createKvAnswerCache({ shelf: opened.shelf, clock: time }), desk: createCacheDesk(opened.shelf) };
}

describe("an answer that a tenant has paid for", () => {
  it("is given to the same tenant again, in this process and in others, with what it cost", async () => {
    const here = openCache();
    await here.cache.put("ten_a", "key", ANSWER);
    await here.settled();
    expect(await here.cache.get("ten_a", "key")).toEqual(ANSWER);
    expect(await openCache(here.kv).cache.get("ten_a", "key")).toEqual(ANSWER);
    expect([...here.kv.kept.values()]).toEqual([expect.objectContaining({ ttl_s: 30 * 24 * 60 * 60 })]);
  });

  it("is never given to another tenant, nor under another key", async () => {
    const { cache, settled } = openCache();
    await cache.put("ten_a", "key", ANSWER);
    await settled();
    expect(await cache.get("ten_b", "key")).toBeNull();
    expect(await cache.get("ten_a", "key2")).toBeNull();
  });

  it("is read from the store once a process: the second learner's turn reads nothing", async () => {
    const kv = createFakeKv();
    const first = openCache(kv);
    await first.cache.put("ten_a", "key", ANSWER);
    await first.settled();
    const second = openCache(kv);
    await second.cache.get("ten_a", "key");
    const { reads } = kv.counts;
    await second.cache.get("ten_a", "key");
    expect(kv.counts.reads).toBe(reads);
  });

  it("is gone after thirty days, wherever it lay", async () => {
    const { cache, time, settled } = openCache();
    await cache.put("ten_a", "key", ANSWER);
    await settled();
    await time.advance(30 * DAY_MS - 1);
    expect(await cache.get("ten_a", "key")).toEqual(ANSWER);
    await time.advance(1);
    expect(await cache.get("ten_a", "key")).toBeNull();
  });

  it("is kept off the turn's path: putting it away waits for nothing", async () => {
    const { cache, kv } = openCache();
    kv.state = "hanging";
    await cache.put("ten_a", "key", ANSWER);
    expect(kv.kept.size).toBe(0);
  });

  it("is not kept when it is larger than any honest one", async () => {
    const { cache, kv, settled } = openCache();
    await cache.put("ten_a", "key", { value: "x".repeat(300_000), cost_nanousd: 1 });
    await settled();
    expect(kv.counts.writes).toBe(0);
  });
});

describe("a store in trouble", () => {
  it("is an empty one when it fails, and the log holds none of its text", async () => {
    const { cache, kv, logged, settled } = openCache();
    kv.state = "broken";
    expect(await cache.get("ten_a", "key")).toBeNull();
    await cache.put("ten_a", "key", ANSWER);
    await settled();
    expect(logged).toEqual([
      { event: "llm_cache_unreadable", fields: { error: "Error" } },
      { event: "llm_cache_unwritable", fields: { error: "Error" } },
    ]);
  });

  it("costs a turn 300 ms once, then nothing for ten seconds", async () => {
    const { cache, kv, time, settled } = openCache();
    await cache.put("ten_a", "key", ANSWER);
    await settled();
    kv.state = "hanging";
    await time.advance(60_000);
    const late = cache.get("ten_a", "other");
    await time.advance(300);
    expect(await late).toBeNull();
    const { reads } = kv.counts;
    expect(await cache.get("ten_a", "another")).toBeNull();
    expect(kv.counts.reads).toBe(reads);
    kv.state = "well";
    await time.advance(10_000);
    expect(await cache.get("ten_a", "key")).toEqual(ANSWER);
    expect(time.waiting()).toBe(0);
  });

  it.each([
    ["no JSON", "{"],
    ["no answer", "{}"],
    ["an answer of another version", '{"v":2,"at_ms":0,"value":1,"cost_nanousd":1}'],
    ["a cost that is no count", '{"v":1,"at_ms":0,"value":1,"cost_nanousd":-1}'],
  ])("that holds %s holds nothing", async (_what, text) => {
    const { cache, kv } = openCache();
    kv.kept.set("kept/ten_a/0/exact/key", { value: text, ttl_s: undefined });
    expect(await cache.get("ten_a", "key")).toBeNull();
  });
});

describe("an operator who purges", () => {
  it("makes everything of one tenant unreachable with a single write, whatever there is", async () => {
    const { cache, desk, kv, settled } = openCache();
    for (let at = 0; at < 50; at++) await cache.put("ten_a", `key${at}`, ANSWER);
    await cache.put("ten_b", "key0", ANSWER);
    await settled();
    const { writes } = kv.counts;
    expect(await desk.purge("ten_a")).toEqual({ entries: null });
    expect(kv.counts.writes).toBe(writes + 1);
    for (let at = 0; at < 50; at++) expect(await cache.get("ten_a", `key${at}`)).toBeNull();
    expect(await cache.get("ten_b", "key0")).toEqual(ANSWER);
  });

  it("reaches other processes within thirty seconds, even when purging twice at the same instant", async () => {
    const kv = createFakeKv();
    const time = createManualTimer();
    const here = openCache(kv, time);
    const there = openCache(kv, time);
    await there.cache.put("ten_a", "key", ANSWER);
    await there.settled();
    await here.desk.purge("ten_a");
    await time.advance(30_000);
    expect(await there.cache.get("ten_a", "key")).toBeNull();
    await there.cache.put("ten_a", "key", ANSWER);
    await there.settled();
    await here.desk.purge("ten_a");
    await here.desk.purge("ten_a");
    expect(await here.cache.get("ten_a", "key")).toBeNull();
  });

  it("is not undone by a store that still tells the old state", async () => {
    const { cache, desk, kv, time, settled } = openCache();
    await cache.put("ten_a", "key", ANSWER);
    await settled();
    await desk.purge("ten_a");
    kv.kept.delete("epoch/ten_a");
    await time.advance(30_000);
    expect(await cache.get("ten_a", "key")).toBeNull();
  });

  it("is told when it could not be done", async () => {
    const { desk, kv } = openCache();
    kv.state = "broken";
    await expect(desk.purge("ten_a")).rejects.toThrow("KV");
  });
});

describe("the memory of a process", () => {
  it("never holds more than it may, and forgets first what was used longest ago", () => {
    const step = fc.record({ name: fc.constantFrom("a", "b", "c", "d", "e"), size: fc.integer({ min: 0, max: 30 }), isRead: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const lru = createByteLru(200);
        let recent: string[] = [];
        const sizes = new Map<string, number>();
        for (const { name, size, isRead } of steps) {
          if (isRead ? lru.get(name) === null : size > 24) {
            if (!isRead) {
              lru.set(name, { text: "x".repeat(size), at_ms: 0 });
              recent = recent.filter((one) => one !== name);
            }
            continue;
          }
          if (!isRead) {
            lru.set(name, { text: "x".repeat(size), at_ms: 0 });
            sizes.set(name, (size + 1) * 2);
          }
          recent = [...recent.filter((one) => one !== name), name];
          while (recent.reduce((sum, one) => sum + (sizes.get(one) ?? 0), 0) > 200) recent.shift();
        }
        for (const name of ["a", "b", "c", "d", "e"]) expect(lru.get(name) !== null).toBe(recent.includes(name));
      }),
    );
  });
});
