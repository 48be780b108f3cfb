import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { noticeGaming } from "../../src/learners/gaming.ts";
import { MASTERY, type SkillMastery, startMastery } from "../../src/learners/mastery.ts";
import type { Models } from "../../src/llm/models.port.ts";
import { evidenceOf } from "../../src/session/evidence-of.ts";
import { createTestClock } from "../support/clock.ts";
import { EMBEDDED_ONLY } from "../support/embedded-only.ts";
import { fixturePack } from "../support/fixture-pack.ts";
import { createFixtureSession, openEngine } from "../support/open-engine.ts";
import { createTestStorage } from "../support/sqlite-storage.ts";

const known = (skill: string): SkillMastery => ({
  ...startMastery(skill),
  known: 0.97,
  ability: { mean: 2.5, variance: 0.2, practised: 8, items: [] },
  observations: 4,
  produced: 4,
  mastered: true,
});

async function begin({ models = EMBEDDED_ONLY, brought }: { models?: Models; brought?: readonly SkillMastery[] } = {}) {
  const clock = createTestClock();
  const { engine, store } = openEngine({ models, clock, storage: createTestStorage() });
  createFixtureSession(engine, fixturePack, "gate", "mastery", brought);
  await engine.goOn();
  let sent = 0;
  const state = () => {
    const current = engine.current()?.state;
    if (!current) throw new Error("There is a session.");
    return current;
  };
  const send = async (text: string) => {
    clock.advance(30_000);
    engine.accept({ type: "reply", text, message_id: `message-${100 + ++sent}` });
    await engine.goOn();
    return store.eventsSince(0).findLast((event) => event.type === "reply_evaluated");
  };
  engine.accept({ type: "choose_path", path_id: "1", message_id: "choose-0001" });
  await engine.goOn();
  /** The right answer to whatever is asked. */
  const right = () => {
    const question = state().node.question ?? "";
    const what = question.includes("Two tables")
      ? "four"
      : question.includes("ninth")
        ? "half"
        : question.includes("into how many")
          ? "b"
          : "third";
    return send(`The ${what} is larger because there are fewer pieces.`);
  };
  return { state, send, right, store, engine };
}

describe("a lesson that mastery moves on", () => {
  it("asks on after a right answer, with another question and without an explanation, until every question of the step was asked", async () => {
    const { state, right, store } = await begin();
    expect(await right()).toMatchObject({ evaluation: { evaluation: "correct", should_advance: false }, practise: true });
    expect([state().current_index, state().node.remediation_round]).toEqual([0, 0]);
    const delivered = store.eventsSince(0).findLast((event) => event.type === "tutor_delivered");
    expect(delivered).toMatchObject({ reason: "practise", source: "embedded" });
    await right();
    expect(state().current_index).toBe(0);
    expect(await right()).toMatchObject({ verdict: { should_advance: true, advance_reason: "practised" } });
    expect(state().current_index).toBe(1);
    expect(state().outcomes).toMatchObject([{ outcome: "unassisted" }]);
    const asked = store.eventsSince(0).flatMap((event) => (event.type === "tutor_delivered" ? [event.item?.item_id] : []));
    expect(new Set(asked.slice(0, 3)).size).toBe(3);
  });

  it("lets a learner who brought the mastery along pass with one right answer, and not with a wrong one", async () => {
    const { state, right, send } = await begin({ brought: [known("pieces-cake")] });
    expect(await send("The fifth is larger because five is more.")).toMatchObject({ evaluation: { should_advance: false } });
    expect(state().current_index).toBe(0);
    const other = await begin({ brought: [known("pieces-cake")] });
    expect(await other.right()).toMatchObject({ verdict: { advance_reason: "mastery" } });
    expect(other.state().current_index).toBe(1);
    expect(await right()).toBeDefined();
  });

  it("meets a habit of fast guessing with a question to write, and forgets it after five thoughtful answers", async () => {
    const { state, send, engine } = await begin();
    const guess = async () => {
      engine.accept({ type: "reply", text: "The fifth is larger because five is more.", message_id: `guess-${100 + state().turn_number}` });
      await engine.goOn();
    };
    for (let n = 0; n < 3; n++) await guess();
    expect(state().recent_haste).toEqual(["fast_guess", "fast_guess", "fast_guess"]);
    expect(noticeGaming(state().recent_haste ?? [])?.ask_produced).toBe(true);
    for (let n = 0; n < 3; n++) await send("The fifth is larger because five is more.");
    expect(state().recent_haste).toEqual(["fast_guess", "fast_guess", null, null, null]);
  });

  it("is not moved by what the evaluator says about advancing", async () => {
    const models: Models = {
      ...EMBEDDED_ONLY,
      async answer(call) {
        const answered = await EMBEDDED_ONLY.answer(call);
        return call.agent === "evaluator" ? { ...answered, output: { ...answered.output, should_advance: true } } : answered;
      },
    };
    const { state, right } = await begin({ models });
    await right();
    expect(state().current_index).toBe(0);
  });

  it("counts for the session what its evidence comes to", async () => {
    const { state, right, send, store } = await begin();
    await send("The fifth is larger because five is more.");
    for (let n = 0; n < 5; n++) await right();
    const told = evidenceOf(store.eventsSince(0), (id) => fixturePack.nodes.find((node) => node.id === id) ?? null);
    for (const mastery of state().masteries ?? [])
      expect(mastery.observations).toBe(told.filter(({ answer }) => answer.skill === mastery.skill).length);
    expect(MASTERY.observations).toBeGreaterThan(1);
  });

  it("traps nobody: who answers right in the end is through, however they began, and a step can still be set aside", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom("wrong", "stuck", "ask", "right", "odd"), { maxLength: 12 }), async (beginning) => {
        const { state, right, send, engine } = await begin();
        for (const what of beginning) {
          if (state().phase.type !== "awaiting_reply") break;
          if (what === "right") await right();
          else
            await send(
              { wrong: "The fifth is larger because five is more.", stuck: "I don't know", ask: "what is a denominator?", odd: "b" }[what],
            );
        }
        for (let turn = 0; turn < 30 && state().phase.type === "awaiting_reply"; turn++) {
          if (state().node.remediation_round < 4) await right();
          else {
            engine.accept({ type: "set_aside", message_id: `aside-${100 + turn}` });
            await engine.goOn();
          }
        }
        expect(state().phase.type).toBe("completed");
      }),
      { numRuns: 25 },
    );
  });
});
