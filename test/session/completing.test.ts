import { describe, expect, it } from "vitest";
import type { SessionEvent } from "../../src/session/events.schema.ts";
import { createTestClock } from "../support/clock.ts";
import { EMBEDDED_ONLY } from "../support/embedded-only.ts";
import { createFixtureSession, openEngine } from "../support/open-engine.ts";
import { createTestStorage } from "../support/sqlite-storage.ts";

/** A session of the fixture pack at its first question: which is larger, a third or a fifth, and why. */
async function atFirstQuestion(): Promise<
  (text: string) => Promise<{ verdict: SessionEvent & { type: "reply_evaluated" }; asked: string | null }>
> {
  const { engine, store } = openEngine({ models: EMBEDDED_ONLY, clock: createTestClock(), storage: createTestStorage() });
  createFixtureSession(engine);
  await engine.goOn();
  engine.accept({ type: "choose_path", message_id: "choose-0001", path_id: "1" });
  await engine.goOn();
  let said = 0;
  return async (text) => {
    const before = engine.current()?.seq ?? 0;
    engine.accept({ type: "reply", message_id: `message-${(said += 1)}`, text });
    await engine.goOn();
    const turn = store.eventsSince(before);
    const verdict = turn.find((event) => event.type === "reply_evaluated");
    const delivered = turn.find((event) => event.type === "tutor_delivered");
    if (!verdict) throw new Error("A reply is judged.");
    return { verdict, asked: delivered?.item?.item_id ?? null };
  };
}

describe("half an answer", () => {
  it("is asked to be completed, and the learner need only add what was missing", async () => {
    const say = await atFirstQuestion();
    const half = await say("the third is bigger");
    expect(half.verdict.evaluation).toMatchObject({ evaluation: "partial", key_points_missed: ["why"] });
    expect(half.asked).toBe("itm_cake_1");
    const rest = await say("because there are fewer pieces");
    expect(rest.verdict.evaluation).toMatchObject({
      evaluation: "correct",
      should_advance: true,
      quoted: "because there are fewer pieces",
    });
    expect(rest.verdict.verdict.right).toEqual(["You named the larger piece.", "Fewer pieces make larger ones."]);
  });

  it("stays half when the next reply adds nothing, and is not carried over to another question", async () => {
    const say = await atFirstQuestion();
    await say("the third is bigger");
    const nothing = await say("I like bread");
    expect(nothing.verdict.evaluation).toMatchObject({ evaluation: "wrong", key_points_met: [] });
    expect(nothing.asked).toBe("itm_cake_1");
    expect((await say("I like cheese")).asked).toBe("itm_cake_3");
    const elsewhere = await say("there are fewer parts");
    expect(elsewhere.verdict.evaluation).toMatchObject({ evaluation: "partial", key_points_met: ["why"] });
  });
});
