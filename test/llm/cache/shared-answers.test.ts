import { describe, expect, it } from "vitest";
import type { Account } from "../../../src/llm/account.port.ts";
import { createKvAnswerCache } from "../../../src/llm/cache/kv-answer-cache.adapter.ts";
import type { SharedQuestion } from "../../../src/llm/cache/semantic-cache.port.ts";
import { createSemanticCache } from "../../../src/llm/cache/semantic-cache.usecase.ts";
import type { CallRecord } from "../../../src/llm/calls/call-record.schema.ts";
import type { ChatModel } from "../../../src/llm/chat-model.port.ts";
import type { Guard } from "../../../src/llm/guard/guard.port.ts";
import type { ModelCall } from "../../../src/llm/models.port.ts";
import { openDoor, saying, scriptedModel, type Verdict, verdictCall } from "../door.ts";
import { createFakeKv } from "./fake-kv.ts";
import { openShelf } from "./open-shelf.ts";
import { richAccount } from "../../support/rich-account.ts";

/** Takes out the name "Ana" and allows everything. */
const GUARD: Guard = {
  outbound: ({ system, user }) => ({ system, user: user.replaceAll("Ana", "⟦name_1⟧") }),
  inbound: (output) => output,
  growing: (text) => text,
  reviewPrompt: () => Promise.resolve({ allowed: true, reason: null }),
  reviewOutput: () => Promise.resolve({ allowed: true, reason: null }),
};

/** A door with a semantic cache, and a purse that keeps what it is told. */
function openSharing(...models: readonly ChatModel[]) {
  const kv = createFakeKv();
  const { shelf, time, settled } = openShelf(kv);
  const deferred: Promise<void>[] = [];
  const answers = createKvAnswerCache({ shelf, clock: time });
  const similar = createSemanticCache({ answers, defer: (work) => void deferred.push(work) });
  const door = openDoor(models, {}, { similar });
  const records: CallRecord[] = [];
  const accountOf = (tenant_id: `ten_${string}`): Account =>
    richAccount({
      payer: { tenant_id, course_id: null, learner_id: null, session_id: null },
      settle: (_reservation, record) => void records.push(record),
      note: (record) => void records.push(record),
    });
  const answer = async (text: string, changes: Partial<ModelCall<Verdict>> = {}, scope: Partial<SharedQuestion> = {}) => {
    const similarTo = { scope: "raft@1", text, language: "en", prompt: () => ({ system: "Teach.", user: `Question: ${text}` }), ...scope };
    const prompt = () => ({ system: "Teach.", user: `Earlier: I failed in spring.\nQuestion: ${text}` });
    const given = await door.answer(verdictCall({ prompt, guard: GUARD, account: accountOf("ten_a"), similar: similarTo, ...changes }));
    await Promise.all(deferred.splice(0));
    await settled();
    return given;
  };
  return { answer, accountOf, records, kv };
}

const right = (): ReturnType<typeof scriptedModel> => scriptedModel("p:m", () => saying('{"verdict":"correct"}'));

describe("a question about a lesson", () => {
  it("is answered by a model once, then from what was said, and the record says what that saved", async () => {
    const model = right();
    const { answer, records } = openSharing(model);
    await answer("What is a quorum?");
    const second = await answer("hi, whats a quorum");
    expect(second).toMatchObject({
      output: { verdict: "correct" },
      source: { kind: "model", route: "p:m", cache: "semantic" },
      cost_nanousd: 0,
    });
    expect(model.requests).toHaveLength(1);
    expect(records.map(({ cache, outcome }) => `${cache} ${outcome}`)).toEqual(["none ok", "semantic ok"]);
    expect(records[1]).toMatchObject({ route: "p:m", cost_nanousd: 0, saved_nanousd: records[0]?.cost_nanousd });
  });

  it("is asked without the conversation when its answer may be somebody else's, and with it otherwise", async () => {
    const model = right();
    const { answer } = openSharing(model);
    await answer("What is a quorum?");
    await answer("Why is that?");
    expect(model.requests.map(({ user }) => user)).toEqual([
      "Question: What is a quorum?",
      "Earlier: I failed in spring.\nQuestion: Why is that?",
    ]);
  });

  it("with something personal in it is asked whole, and neither looked up nor kept", async () => {
    const model = right();
    const { answer, kv } = openSharing(model);
    await answer("What is a quorum for Ana?");
    await answer("What is a quorum for Ana?");
    expect(model.requests).toHaveLength(2);
    expect(model.requests[0]?.user).toContain("Earlier");
    expect(kv.counts).toEqual({ reads: 0, writes: 0 });
  });

  it("is not shared where nobody looks for personal data, nobody pays, or the language is another", async () => {
    const model = right();
    const { answer, kv } = openSharing(model);
    const { guard: _guard, ...unguarded } = verdictCall({ guard: GUARD });
    expect(unguarded).not.toHaveProperty("guard");
    await answer("What is a quorum?", { guard: undefined } as never);
    await answer("What is a quorum?", { account: undefined } as never);
    await answer("What is a quorum?", {}, { language: "de" });
    expect(model.requests).toHaveLength(3);
    expect(kv.counts.writes).toBe(0);
  });

  it("is never answered from another tenant, another lesson or another model", async () => {
    const model = right();
    const { answer, accountOf } = openSharing(model);
    await answer("What is a quorum?");
    await answer("What is a quorum?", { account: accountOf("ten_b") });
    await answer("What is a quorum?", {}, { scope: "raft@2" });
    await answer("What is a quorum?", { agent: "reviewer" });
    expect(model.requests).toHaveLength(4);
    expect((await answer("What is a quorum?")).source.cache).toBe("semantic");
  });

  it("is answered anew when what was kept no longer fits the schema", async () => {
    const model = right();
    const { answer, kv } = openSharing(model);
    await answer("What is a quorum?");
    for (const [key, { value }] of kv.kept) kv.kept.set(key, { value: value.replace("correct", "perfect"), ttl_s: undefined });
    // Another process, which has no copy of its own.
    const other = openSharing(model);
    for (const [key, kept] of kv.kept) other.kv.kept.set(key, kept);
    expect((await other.answer("What is a quorum?")).source.cache).toBeUndefined();
    expect(model.requests).toHaveLength(2);
  });

  it("leaves none of its words in the store, so that there is nothing to erase with the learner", async () => {
    const model = right();
    const { answer, kv } = openSharing(model);
    await answer("What is a kanarienvogel quorum?");
    expect((await answer("define kanarienvogel quorum")).source.cache).toBe("semantic");
    expect(kv.kept.size).toBeGreaterThan(0);
    expect(JSON.stringify([...kv.kept])).not.toMatch(/kanarienvogel|quorum/i);
  });

  it("is not kept where the answer repeats a word that only the learner used", async () => {
    const echo = scriptedModel("p:m", () => saying('{"verdict":"correct","note":"A Kanarienvogel is a bird."}'));
    const { answer, kv } = openSharing(echo);
    await answer("What is a kanarienvogel?");
    expect(kv.counts.writes).toBe(0);
    await answer("What is a kanarienvogel?", {}, { scope: "A lesson on birds, such as the kanarienvogel." });
    expect(kv.counts.writes).toBe(1);
  });

  it("that no model could answer leaves nothing behind", async () => {
    const { answer, kv } = openSharing(scriptedModel("p:m", () => saying("no JSON at all")));
    expect((await answer("What is a quorum?")).source.kind).toBe("embedded");
    expect(kv.counts.writes).toBe(0);
  });
});
