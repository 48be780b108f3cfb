import { describe, expect, it } from "vitest";
import { tutor } from "../../src/agents/tutor/tutor.agent.ts";
import type { ModelCall, Models, SimilarQuestion } from "../../src/llm/models.port.ts";
import { createTestClock } from "../support/clock.ts";
import { EMBEDDED_ONLY } from "../support/embedded-only.ts";
import { createFixtureSession, openEngine } from "../support/open-engine.ts";
import { createTestStorage } from "../support/sqlite-storage.ts";

/** The questions that a lesson offers to share, one for each reply; undefined where it shares none. */
async function offeredFor(...replies: readonly string[]): Promise<(SimilarQuestion | undefined)[]> {
  const calls: ModelCall<unknown>[] = [];
  const models: Models = {
    ...EMBEDDED_ONLY,
    answer(call) {
      calls.push(call);
      return EMBEDDED_ONLY.answer(call);
    },
  };
  const { engine } = openEngine({ models, clock: createTestClock(), storage: createTestStorage() });
  createFixtureSession(engine);
  await engine.goOn();
  engine.accept({ type: "choose_path", message_id: "choose-0001", path_id: "1" });
  await engine.goOn();
  const offered: (SimilarQuestion | undefined)[] = [];
  for (const [at, text] of replies.entries()) {
    calls.length = 0;
    engine.accept({ type: "reply", message_id: `reply-${at}-0001`, text });
    await engine.goOn();
    offered.push(calls.find(({ agent }) => agent === tutor.name)?.similar);
  }
  return offered;
}

const QUESTION = "What is a denominator?";

describe("a learner's question about the lesson", () => {
  it("is offered with the lesson's own text, and with nothing of what this learner said before", async () => {
    const [, offered] = await offeredFor("the fifth, because PURPLE-CANARY five is more", QUESTION);
    expect(offered?.text).toBe(QUESTION);
    expect(offered?.prompt().user).toContain(QUESTION);
    expect(`${offered?.scope}${offered?.prompt().user}`).not.toContain("PURPLE-CANARY");
  });

  it("has the same scope for whoever asks it at the same place, whatever came before", async () => {
    const [first] = await offeredFor(QUESTION);
    const [, later] = await offeredFor("how many guests are there?", QUESTION);
    expect(later?.scope).toBe(first?.scope);
    expect(first?.scope).not.toContain(QUESTION);
  });
});

describe("what is for this learner alone", () => {
  it("is an answer to an attempt, and to a cry for help", async () => {
    expect(await offeredFor("the fifth, because five is more", "I don't know")).toEqual([undefined, undefined]);
  });
});
