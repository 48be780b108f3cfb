import { describe, expect, it } from "vitest";
import type { SessionEngine } from "../../src/session/session-engine.usecase.ts";
import { createTestClock } from "../support/clock.ts";
import { EMBEDDED_ONLY } from "../support/embedded-only.ts";
import { createFixtureSession, openEngine } from "../support/open-engine.ts";
import { createTestStorage, type TestStorage } from "../support/sqlite-storage.ts";

type OnEvents = NonNullable<Parameters<typeof openEngine>[0]["onEvents"]>;

async function atFirstQuestion(
  storage: TestStorage = createTestStorage(),
  onEvents: OnEvents = () => {},
): Promise<ReturnType<typeof openEngine>> {
  const opened = openEngine({ models: EMBEDDED_ONLY, clock: createTestClock(), storage, onEvents });
  createFixtureSession(opened.engine);
  await opened.engine.goOn();
  opened.engine.accept({ type: "choose_path", message_id: "choose-0001", path_id: "1" });
  await opened.engine.goOn();
  return opened;
}

async function reply(engine: SessionEngine, text: string): Promise<void> {
  expect(engine.accept({ type: "reply", message_id: `reply-${engine.current()?.seq}`, text })).toMatchObject({ ok: true });
  await engine.goOn();
}

describe("a turn", () => {
  it("begins for an answer that comes in the very moment in which the turn before it ends", async () => {
    let answer = () => {};
    const { engine, store } = await atFirstQuestion(createTestStorage(), (events) => {
      if (events.some((event) => event.type === "tutor_delivered")) queueMicrotask(() => answer());
    });
    answer = () => {
      answer = () => {};
      engine.accept({ type: "reply", message_id: "at-once-01", text: "half is bigger" });
      void engine.goOn();
    };
    await reply(engine, "I don't know");
    // Nobody else comes by to set it going: all that can happen by itself has happened after a turn of the event loop.
    await new Promise((resolve) => setImmediate(resolve));
    expect(store.eventsSince(0).filter((event) => event.type === "learner_replied")).toHaveLength(2);
    expect(store.eventsSince(0).at(-1)?.type).toBe("tutor_delivered");
  });
});

describe("a learner who has used every hint", () => {
  it("is told to say that they are stuck, and is then shown a worked example", async () => {
    const { engine, store } = await atFirstQuestion();
    for (let level = 1; level <= 4; level++)
      expect(engine.accept({ type: "hint", message_id: `hint-000${level}` })).toMatchObject({ ok: true });
    expect(engine.accept({ type: "hint", message_id: "hint-0005" })).toMatchObject({
      ok: false,
      error: { code: "hints_exhausted", detail: expect.stringContaining("Say that you are stuck") },
    });
    await reply(engine, "I'm stuck");
    expect(store.eventsSince(0).at(-1)).toMatchObject({ type: "tutor_delivered", strategy: "worked_example" });
  });
});

describe("a session that another version stored", () => {
  it.each([
    ["lacks what is new", "json_remove(body, '$.node.hint_level')"],
    ["knows nothing of forms", "json_remove(body, '$.opening_forms')"],
    ["is no JSON at all", "'{'"],
  ])("goes on from its log when the snapshot %s", async (_what, damage) => {
    const storage = createTestStorage();
    const first = (await atFirstQuestion(storage)).engine;
    while (storage.rows("SELECT seq FROM snapshot").length === 0) await reply(first, "I don't know");
    const before = first.current();
    expect(storage.rows(`UPDATE snapshot SET body = ${damage} RETURNING id`)).toHaveLength(1);
    const { engine } = openEngine({ models: EMBEDDED_ONLY, clock: createTestClock(), storage });
    expect(engine.current()).toEqual(before);
    await reply(engine, "I don't know");
    expect(engine.current()?.state.turn_number).toBe((before?.state.turn_number ?? 0) + 1);
  });
});
