import { describe, expect, it } from "vitest";
import { ALLOW_ALL } from "../../src/llm/guard/create-guard.ts";
import { createSessionGuards } from "../../src/llm/guard/create-session-guard.ts";
import type { Guard } from "../../src/llm/guard/guard.port.ts";
import type { Models } from "../../src/llm/models.port.ts";
import { createSessionGuard } from "../../src/session/guard.store.ts";
import { openDoor, scriptedModel } from "../llm/door.ts";
import { createTestClock } from "../support/clock.ts";
import { fixturePack } from "../support/fixture-pack.ts";
import { createFixtureSession, openEngine } from "../support/open-engine.ts";
import { createTestStorage, type TestStorage } from "../support/sqlite-storage.ts";

const CANARIES = ["Zdenka", "Kovač", "zdenka.kovac@mail.example.hr", "+385 91 234 5678", "20231142", "Baker Street"];
const REPLIES = [
  "My name is Zdenka Kovač and I think the fifth is bigger because five is more",
  "Mail me at zdenka.kovac@mail.example.hr or call +385 91 234 5678, I am stuck",
  "why is that so? Zdenka Kovač wants to know",
  "the third is bigger because there are fewer pieces, my student id is 20231142",
  "I live at 12 Baker Street, London, and I still think so. Zdenka",
];
const random = { bytes: (length: number) => new Uint8Array(length).map((_, i) => i * 5) };

/** The door with a guard before it; whatever it is asked, the one model answers nothing that could be used. */
function openGuarded({ storage }: TestStorage) {
  const model = scriptedModel("p:m", () => [
    { type: "text", text: "Hello!" },
    { type: "finish", reason: "stop" },
  ]);
  const door = openDoor([model]);
  const guardOf: () => Guard | undefined = createSessionGuard({
    storage,
    openGuard: createSessionGuards({ random, moderate: ALLOW_ALL }),
    pack: () => fixturePack,
    state: () => null,
  });
  const models: Models = {
    ...door,
    answer(call) {
      const guard = guardOf();
      return door.answer(guard ? { ...call, guard } : call);
    },
  };
  return { model, models };
}

describe("a lesson in which a learner tells all about themselves", () => {
  it("sends none of it to a model, in any turn, and keeps their words in the session as they wrote them", async () => {
    const storage = createTestStorage();
    const { model, models } = openGuarded(storage);
    const { engine, store } = openEngine({ models, clock: createTestClock(), storage });
    createFixtureSession(engine);
    await engine.goOn();
    engine.accept({ type: "choose_path", message_id: "choose-0001", path_id: "1" });
    await engine.goOn();
    for (const [i, text] of REPLIES.entries()) {
      engine.accept({ type: "reply", message_id: `reply-000${i}`, text });
      await engine.goOn();
      await engine.rest();
    }
    const sent = JSON.stringify(model.requests.map(({ system, user }) => [system, user]));
    expect(model.requests.length).toBeGreaterThan(REPLIES.length);
    expect(sent).toMatch(/⟦name_1[a-z]+⟧/);
    expect(sent).toContain("the third is bigger because there are fewer pieces");
    expect(CANARIES.filter((canary) => sent.includes(canary))).toEqual([]);
    const kept = JSON.stringify(store.eventsSince(0));
    expect(CANARIES.filter((canary) => !kept.includes(canary))).toEqual([]);
    expect(kept).not.toContain("⟦");
  });
});
