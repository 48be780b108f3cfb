import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PackNode } from "../../src/curriculum/pack.schema.ts";
import { toldAnswerSchema } from "../../src/learners/told-answer.schema.ts";
import { evidenceOf } from "../../src/session/evidence-of.ts";
import type { SessionEvent } from "../../src/session/events.schema.ts";
import { EMBEDDED_ONLY } from "../support/embedded-only.ts";
import { createTestClock } from "../support/clock.ts";
import { fixturePack } from "../support/fixture-pack.ts";
import { createFixtureSession, openEngine } from "../support/open-engine.ts";
import { createTestStorage } from "../support/sqlite-storage.ts";
import { plan, runPlan } from "./lawful-session.ts";

const material = (id: string): PackNode | null => fixturePack.nodes.find((node) => node.id === id) ?? null;

describe("the evidence of a session", () => {
  it("is the same however often, and in how many pieces, its log is read; each judged attempt is in it at most once", async () => {
    await fc.assert(
      fc.asyncProperty(plan, fc.nat(60), async (steps, cut) => {
        const { events } = await runPlan(steps);
        const all = evidenceOf(events, material);
        const again = evidenceOf(JSON.parse(JSON.stringify(events)) as SessionEvent[], material);
        expect(again).toEqual(all);
        const first = evidenceOf(events.slice(0, cut), material);
        expect([...first, ...evidenceOf(events, material, cut)]).toEqual(all);
        for (const told of all) expect(toldAnswerSchema.parse(told)).toEqual(told);
        expect(new Set(all.map(({ answer }) => answer.id)).size).toBe(all.length);
        for (const { answer, seen } of all) {
          const judged = events.find(({ seq }) => answer.id === `ses_fixture:${seq}`);
          const isSetAside = judged?.type === "reply_evaluated" && judged.verdict.advance_reason === "set_aside";
          expect(judged).toMatchObject({
            type: "reply_evaluated",
            evaluation: { user_intent: isSetAside ? "stuck" : "attempt_answer", evaluation: answer.verdict },
          });
          expect(answer.verdict === "n/a").toBe(isSetAside);
          expect(answer.purpose === "closing_check").toBe(answer.node_id === "node_pie");
          expect(answer.purpose === "closing_check" && answer.hints > 0).toBe(false);
          expect(
            seen.quoted === null ||
              answer.form.kind === "choice" ||
              events.some((event) => event.type === "learner_replied" && event.text.includes(seen.quoted ?? "")),
          ).toBe(true);
        }
      }),
      { numRuns: 25 },
    );
  });

  it("shows what was chosen in the words of the option", async () => {
    const [cake, ...rest] = fixturePack.nodes;
    const choices = cake?.items.flatMap((item) => (item.form === "choice" ? [{ ...item, role: "main" as const }] : [])) ?? [];
    const pack = { ...fixturePack, nodes: [...(cake ? [{ ...cake, items: choices }] : []), ...rest] };
    const { engine, store } = openEngine({ models: EMBEDDED_ONLY, clock: createTestClock(), storage: createTestStorage() });
    createFixtureSession(engine, pack);
    await engine.goOn();
    engine.accept({ type: "choose_path", path_id: "1", message_id: "choose-0001" });
    await engine.goOn();
    engine.accept({ type: "reply", text: "b", message_id: "reply-0001" });
    await engine.goOn();
    const told = evidenceOf(store.eventsSince(0), (id) => pack.nodes.find((node) => node.id === id) ?? null);
    expect(told).toMatchObject([{ answer: { form: { kind: "choice" }, verdict: "correct" }, seen: { quoted: "b (Five)" } }]);
  });

  it("tells what was set aside as what it is: no answer, and something to come back to", async () => {
    const clock = createTestClock();
    const { engine, store } = openEngine({ models: EMBEDDED_ONLY, clock, storage: createTestStorage() });
    createFixtureSession(engine);
    await engine.goOn();
    engine.accept({ type: "choose_path", path_id: "1", message_id: "choose-0001" });
    await engine.goOn();
    for (let n = 0; n < 4; n++) {
      engine.accept({ type: "reply", text: "I don't know", message_id: `stuck-${1000 + n}` });
      await engine.goOn();
    }
    engine.accept({ type: "set_aside", message_id: "aside-0001" });
    await engine.goOn();
    expect(evidenceOf(store.eventsSince(0), material).map(({ answer }) => answer)).toMatchObject([
      { skill: "pieces-cake", verdict: "n/a", duration_ms: null },
    ]);
  });

  it("says what help was taken: hints of this question, and an explanation since it was missed", async () => {
    const clock = createTestClock();
    const { engine, store } = openEngine({ models: EMBEDDED_ONLY, clock, storage: createTestStorage() });
    createFixtureSession(engine);
    await engine.goOn();
    let sent = 0;
    const send = async (command: { type: "choose_path"; path_id: string } | { type: "reply"; text: string } | { type: "hint" }) => {
      clock.advance(10_000);
      engine.accept({ ...command, message_id: `message-${100 + ++sent}` });
      await engine.goOn();
    };
    const told = () => evidenceOf(store.eventsSince(0), material).map(({ answer }) => answer);
    await send({ type: "choose_path", path_id: "1" });
    await send({ type: "reply", text: "what is a denominator?" });
    await send({ type: "reply", text: "I don't know" });
    expect(told()).toEqual([]);
    await send({ type: "reply", text: "The fifth is larger because five is more." });
    await send({ type: "hint" });
    await send({ type: "hint" });
    await send({ type: "reply", text: "The third is bigger because there are fewer pieces." });
    expect(told()).toMatchObject([
      {
        verdict: "wrong",
        hints: 0,
        unassisted: false,
        form: { kind: "open" },
        skill: "pieces-cake",
        purpose: "lesson",
        duration_ms: 10_000,
      },
      { verdict: "correct", hints: 2, unassisted: false, duration_ms: 30_000 },
    ]);
    await send({ type: "reply", text: "The third is bigger because there are fewer pieces." });
    expect(told().at(-1)).toMatchObject({ skill: "pieces-bread", hints: 0, unassisted: true, verified: true });
  });
});
