import { describe, expect, it } from "vitest";
import type { SemanticCache, SharedQuestion } from "../../../src/llm/cache/semantic-cache.port.ts";
import { createSemanticCache } from "../../../src/llm/cache/semantic-cache.usecase.ts";
import { packVector, unpackVector } from "../../../src/llm/cache/similarity.ts";
import { embedText } from "../../../src/llm/embeddings/embedded-embedding.ts";
import { EMBEDDED_EMBEDDINGS } from "../../../src/llm/embeddings/embedded-model.ts";
import type { EmbeddingModel } from "../../../src/llm/embeddings/embedding-model.port.ts";
import { cosineOf, toUnit } from "../../../src/llm/embeddings/unit-vectors.ts";
import { createManualTimer } from "../../support/manual-timer.ts";
import { createFakeKv } from "./fake-kv.ts";
import { openShelf } from "./open-shelf.ts";

const DAY_MS = 24 * 60 * 60_000;
const ANSWER = { value: { teaching: "More than half." }, cost_nanousd: 900 };

const ask = (text: string, changes: Partial<SharedQuestion> = {}): SharedQuestion => ({
  scope: "raft@1 node_quorum",
  text,
  language: "en",
  is_personal: false,
  ...changes,
});

function openCache(embeddings: EmbeddingModel = EMBEDDED_EMBEDDINGS, kv = createFakeKv(), time = createManualTimer()) {
  const opened = openShelf(kv, time);
  const deferred: Promise<void>[] = [];
  const cache: SemanticCache = createSemanticCache({
    shelf: opened.shelf,
    embeddings,
    clock: time,
    timer: time,
    defer: (work) => void deferred.push(work),
  });
  const settled = async (): Promise<void> => {
    await Promise.all(deferred.splice(0));
    await opened.settled();
  };
  const keep = async (question: SharedQuestion, tenant = "ten_a", answer = ANSWER): Promise<void> => {
    cache.keep(tenant, question, answer);
    await settled();
  };
  return { kv, time, cache, keep, shelf: opened.shelf };
}

describe("a learner who asks what another has asked", () => {
  it("gets the same answer, in this process and in others, with what it cost", async () => {
    const { cache, keep, kv } = openCache();
    await keep(ask("What is a quorum?"));
    expect(await cache.find("ten_a", ask("hi, whats a quorum please"))).toEqual(ANSWER);
    expect(await openCache(EMBEDDED_EMBEDDINGS, kv).cache.find("ten_a", ask("define quorum"))).toEqual(ANSWER);
  });

  it("never gets what belongs to another tenant, lesson, model or kind of embedding", async () => {
    const { cache, keep } = openCache();
    await keep(ask("What is a quorum?"));
    expect(await cache.find("ten_b", ask("What is a quorum?"))).toBeNull();
    expect(await cache.find("ten_a", ask("What is a quorum?", { scope: "raft@2 node_quorum" }))).toBeNull();
  });

  it("never gets the answer to the opposite, however near it is", async () => {
    const { cache, keep } = openCache();
    await keep(ask("Why does a leader need a majority?"));
    expect(await cache.find("ten_a", ask("Why does a leader not need a majority?"))).toBeNull();
    expect(await cache.find("ten_a", ask("Why doesn't a leader need a majority?"))).toBeNull();
  });

  it("gets the nearest of several, and the newest answer to the same", async () => {
    const { cache, keep } = openCache();
    await keep(ask("Why does a committee count votes?"), "ten_a", { ...ANSWER, cost_nanousd: 1 });
    await keep(ask("What is a quorum?"), "ten_a", { ...ANSWER, cost_nanousd: 2 });
    await keep(ask("what is a quorum"), "ten_a", { ...ANSWER, cost_nanousd: 3 });
    expect((await cache.find("ten_a", ask("define quorum")))?.cost_nanousd).toBe(3);
    expect((await cache.find("ten_a", ask("why does a comittee count votes")))?.cost_nanousd).toBe(1);
  });
});

describe("what is never kept or looked up", () => {
  it.each([
    ["what is personal", ask("What is a quorum?", { is_personal: true })],
    ["what hangs on the conversation", ask("Why is that?")],
    ["what is in a language whose small words nobody listed", ask("Was ist ein Quorum?", { language: "de" })],
  ])("%s", async (_what, question) => {
    const { cache, keep, kv } = openCache();
    await keep(question);
    expect(cache.takes(question)).toBe(false);
    expect(await cache.find("ten_a", question)).toBeNull();
    expect(kv.counts).toEqual({ reads: 0, writes: 0 });
  });

  it("anything by an embedding that nobody has measured", async () => {
    const { cache, keep, kv } = openCache({ ...EMBEDDED_EMBEDDINGS, route: "openai-compatible:new" });
    await keep(ask("What is a quorum?"));
    expect(cache.takes(ask("What is a quorum?"))).toBe(false);
    expect(kv.counts.writes).toBe(0);
  });

  it("an answer longer than any tutor may give", async () => {
    const { keep, kv } = openCache();
    await keep(ask("What is a quorum?"), "ten_a", { value: { teaching: "x".repeat(40_000) }, cost_nanousd: 1 } as never);
    expect(kv.counts.writes).toBe(0);
  });
});

describe("the questions of one place", () => {
  it("are fifty at most; the oldest is forgotten first", async () => {
    const { cache, keep } = openCache();
    const terms = Array.from({ length: 51 }, (_, at) => `${String.fromCharCode(97 + (at % 26))}${at < 26 ? "lpha" : "mega"}term`);
    for (const term of terms) await keep(ask(`What is ${term}?`));
    expect(await cache.find("ten_a", ask(`define ${terms[0]}`))).toBeNull();
    expect(await cache.find("ten_a", ask(`define ${terms[1]}`))).toEqual(ANSWER);
    expect(await cache.find("ten_a", ask(`define ${terms[50]}`))).toEqual(ANSWER);
  });

  it("lose none of this process's own when the store still tells what it held a minute ago, and none of the others'", async () => {
    const kv = createFakeKv();
    const [here, there] = [openCache(EMBEDDED_EMBEDDINGS, kv), openCache(EMBEDDED_EMBEDDINGS, kv)];
    await there.keep(ask("What is a quorum?"));
    const before = new Map(kv.kept);
    await here.keep(ask("What is a leader?"));
    // Here the store goes on telling what it held before.
    const { get } = kv;
    kv.get = async (key) => before.get(key)?.value ?? null;
    await here.keep(ask("What is a candidate?"));
    kv.get = get;
    const { cache } = openCache(EMBEDDED_EMBEDDINGS, kv);
    const asked = ["define quorum", "define leader", "define candidate"];
    for (const text of asked) expect(await cache.find("ten_a", ask(text))).toEqual(ANSWER);
  });

  it("are gone after thirty days, each by itself", async () => {
    const { cache, keep, time } = openCache();
    await keep(ask("What is a quorum?"));
    await time.advance(DAY_MS);
    await keep(ask("What is a committee?"));
    await time.advance(29 * DAY_MS);
    expect(await cache.find("ten_a", ask("What is a quorum?"))).toBeNull();
    expect(await cache.find("ten_a", ask("What is a committee?"))).toEqual(ANSWER);
  });

  it("are gone when the operator purges", async () => {
    const { cache, keep, shelf } = openCache();
    await keep(ask("What is a quorum?"));
    await shelf.purge("ten_a");
    expect(await cache.find("ten_a", ask("What is a quorum?"))).toBeNull();
  });

  it("are none when the store holds something else", async () => {
    const { keep, kv } = openCache();
    await keep(ask("What is a quorum?"));
    for (const text of ["{", "[]", '{"v":2,"entries":[]}', '{"v":1,"entries":[{"question":1}]}']) {
      for (const key of kv.kept.keys()) kv.kept.set(key, { value: text, ttl_s: undefined });
      expect(await openCache(EMBEDDED_EMBEDDINGS, kv).cache.find("ten_a", ask("What is a quorum?"))).toBeNull();
    }
  });
});

describe("a slow or broken embedding", () => {
  const hanging: EmbeddingModel = { ...EMBEDDED_EMBEDDINGS, embed: () => new Promise(() => {}) };
  const broken: EmbeddingModel = { ...EMBEDDED_EMBEDDINGS, embed: () => Promise.reject(new Error("no")) };

  it("costs a turn 300 ms at most, and is asked only where there is something to compare", async () => {
    const kv = createFakeKv();
    await openCache(EMBEDDED_EMBEDDINGS, kv).keep(ask("What is a quorum?"));
    const { cache, time } = openCache(hanging, kv);
    expect(await cache.find("ten_a", ask("What is a quorum?", { scope: "nobody was here" }))).toBeNull();
    const finding = cache.find("ten_a", ask("What is a quorum?"));
    await time.advance(300);
    expect(await finding).toBeNull();
    expect(await openCache(broken, kv).cache.find("ten_a", ask("What is a quorum?"))).toBeNull();
  });
});

describe("a packed vector", () => {
  it("is a quarter of the size and points the same way", () => {
    for (const text of ["what quorum", "why leader need majority", "3 / 4 of 8"]) {
      const vector = embedText(text);
      expect(cosineOf(vector, toUnit(unpackVector(packVector(vector))) ?? [])).toBeGreaterThan(0.999);
    }
  });
});
