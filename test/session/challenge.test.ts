import { describe, expect, it } from "vitest";
import { makeReviewPack } from "../../src/curriculum/review-pack.ts";
import { evidenceOf } from "../../src/session/evidence-of.ts";
import { copyPack } from "../../src/session/pack-copy.ts";
import { createTestClock } from "../support/clock.ts";
import { EMBEDDED_ONLY } from "../support/embedded-only.ts";
import { fixturePack } from "../support/fixture-pack.ts";
import { openEngine } from "../support/open-engine.ts";
import { createTestStorage } from "../support/sqlite-storage.ts";

const [node] = fixturePack.nodes;
if (!node) throw new Error("The fixture pack has nodes.");
const { nodes: _nodes, ...outline } = fixturePack;
const pack = makeReviewPack([{ skill: node.skill, outline, node, asked_item_ids: [] }], "challenge");

async function begin() {
  const { engine, store } = openEngine({ models: EMBEDDED_ONLY, clock: createTestClock(), storage: createTestStorage() });
  const { title, objectives, language } = pack;
  engine.create({
    session_id: "ses_challenge",
    owner: { tenant_id: "ten_public", learner_id: "lrn_fixture" },
    lesson_context: { lesson_id: "les_challenge", title, objectives, language, basis: "pack", pack: null, purpose: "challenge" },
    settings: { advance: "evaluator", max_retries: 3, delivery: "gate" },
    pack: copyPack(pack),
  });
  await engine.goOn();
  const say = async (text: string, message_id: string) => {
    engine.accept({ type: "reply", text, message_id });
    await engine.goOn();
    const told = evidenceOf(store.eventsSince(0), (id) => pack.nodes.find((one) => one.id === id) ?? null);
    return { phase: engine.current()?.state.phase.type, told: told.map(({ answer }) => [answer.purpose, answer.verdict]) };
  };
  return { say, store };
}

describe("a learner who says “I know this”", () => {
  it("has shown it or not with one answer", async () => {
    const wrong = await begin();
    expect(await wrong.say("The fifth is larger because five is more.", "reply-0001")).toEqual({
      phase: "completed",
      told: [["challenge", "wrong"]],
    });
    const completed = wrong.store.eventsSince(0).filter(({ type }) => type === "session_completed");
    expect(completed).toMatchObject([{ summary: { closing_check: "set_aside", outcomes: [{ failures: 1 }] } }]);
    const half = await begin();
    expect(await half.say("The third is larger.", "reply-0001")).toMatchObject({ phase: "completed", told: [["challenge", "partial"]] });
  });

  it("may ask before answering", async () => {
    const { say } = await begin();
    expect(await say("What is a denominator?", "reply-0001")).toEqual({ phase: "awaiting_reply", told: [] });
    expect(await say("The third is larger because there are fewer pieces.", "reply-0002")).toMatchObject({ phase: "completed" });
  });
});
