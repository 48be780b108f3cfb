import { describe, expect, it, vi } from "vitest";
import { toPublicEvent } from "../../src/session/to-public.ts";
import { createTestClock } from "../support/clock.ts";
import { EMBEDDED_ONLY } from "../support/embedded-only.ts";
import { createFixtureSession, openEngine } from "../support/open-engine.ts";
import { createTestStorage } from "../support/sqlite-storage.ts";
import { starterPacks } from "../support/starter-packs.ts";

describe("a learner who asks what another step teaches", () => {
  it("hears it from the session's own copy of the lesson, which only a question opens", async () => {
    const pack = starterPacks.find(({ id }) => id === "raft-etcd");
    if (!pack) throw new Error("There is a pack about Raft.");
    const { engine, store } = openEngine({ models: EMBEDDED_ONLY, clock: createTestClock(), storage: createTestStorage() });
    createFixtureSession(engine, pack);
    await engine.goOn();
    engine.accept({ type: "choose_path", path_id: "1", message_id: "choose-0001" });
    await engine.goOn();
    const readsAll = vi.spyOn(store, "pack");
    const say = async (text: string): Promise<string> => {
      engine.accept({ type: "reply", text, message_id: `message-${text.length}` });
      await engine.goOn();
      return (
        store
          .eventsSince(0)
          .map(toPublicEvent)
          .findLast((event) => event.type === "tutor_delivered")?.teaching ?? ""
      );
    };

    await say("The servers copy everything to each other anyway");
    expect(readsAll).not.toHaveBeenCalled();
    expect(await say("Why odd numbers?")).toContain("“Why a majority”");
    expect(readsAll).toHaveBeenCalledTimes(1);
  });
});
