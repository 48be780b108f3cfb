import { describe, expect, it } from "vitest";
import { createKvAnswerCache } from "../../../src/llm/cache/kv-answer-cache.adapter.ts";
import { ownWords } from "../../../src/llm/cache/own-words.ts";
import type { SemanticCache, SharedQuestion } from "../../../src/llm/cache/semantic-cache.port.ts";
import { createSemanticCache } from "../../../src/llm/cache/semantic-cache.usecase.ts";
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
  own_words: new Set(),
  ...changes,
});

function openCache(kv = createFakeKv(), time = createManualTimer()) {
  const opened = openShelf(kv, time);
  const deferred: Promise<void>[] = [];
  const answers = createKvAnswerCache({ shelf: opened.shelf, clock: time });
  const cache: SemanticCache = createSemanticCache({ answers, defer: (work) => void deferred.push(work) });
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
    expect(await openCache(kv).cache.find("ten_a", ask("define quorum"))).toEqual(ANSWER);
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
    expect((await cache.find("ten_a", ask("why does a committee count votes")))?.cost_nanousd).toBe(1);
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

  it("an answer longer than any tutor may give", async () => {
    const { keep, kv } = openCache();
    await keep(ask("What is a quorum?"), "ten_a", { value: { teaching: "x".repeat(40_000) }, cost_nanousd: 1 } as never);
    expect(kv.counts.writes).toBe(0);
  });
});

describe("the questions of one place", () => {
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
    for (const text of ["{", "[]", '{"v":2,"value":1}', '{"v":1,"value":1}']) {
      for (const key of kv.kept.keys()) kv.kept.set(key, { value: text, ttl_s: undefined });
      expect(await openCache(kv).cache.find("ten_a", ask("What is a quorum?"))).toBeNull();
    }
  });
});

describe("an answer with a word that only the learner used", () => {
  it("is not kept", async () => {
    const { keep, kv } = openCache();
    await keep(ask("What is a half?", { own_words: new Set(["half"]) }));
    expect(kv.counts.writes).toBe(0);
    await keep(ask("What is a quorum?", { own_words: ownWords("What is a quorum?", "a quorum is WHAT is needed") }));
    expect(kv.counts.writes).toBe(1);
  });
});
