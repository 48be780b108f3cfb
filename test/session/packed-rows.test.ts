import { describe, expect, it } from "vitest";
import { createSessionStore } from "../../src/session/session.store.ts";
import { DamagedStoreError } from "../../src/session/stored-row.ts";
import { createTestClock } from "../support/clock.ts";
import { EMBEDDED_ONLY } from "../support/embedded-only.ts";
import { fixturePack } from "../support/fixture-pack.ts";
import { createFixtureSession, openEngine } from "../support/open-engine.ts";
import { createTestStorage, type TestStorage } from "../support/sqlite-storage.ts";

function beginLesson(): TestStorage {
  const storage = createTestStorage();
  createFixtureSession(openEngine({ models: EMBEDDED_ONLY, clock: createTestClock(), storage }).engine);
  return storage;
}

function writeBody(storage: TestStorage, nodeId: string, body: string | Uint8Array): void {
  storage.storage.sql.exec("UPDATE pack_nodes SET body = ? WHERE node_id = ?", body, nodeId);
}

describe("the copy of a pack that a session keeps", () => {
  it("is what the lesson began with, in less than half the room", () => {
    const storage = beginLesson();
    expect(createSessionStore(storage.storage).pack()).toEqual(fixturePack);
    const [size] = storage.rows("SELECT sum(length(body)) AS bytes FROM pack_nodes");
    expect(Number(size?.["bytes"])).toBeLessThan(JSON.stringify(fixturePack.nodes).length / 2);
  });

  it("is read also where a lesson was begun before copies were packed", () => {
    const storage = beginLesson();
    for (const node of fixturePack.nodes) writeBody(storage, node.id, JSON.stringify(node));
    const store = createSessionStore(storage.storage);
    expect(store.pack()).toEqual(fixturePack);
    expect(store.material(fixturePack.nodes[0]?.id ?? "")).toEqual(fixturePack.nodes[0]);
  });

  it.each([
    ["cut off", new Uint8Array([120, 1, 3])],
    ["not packed at all", new TextEncoder().encode("{}")],
  ])("that is %s is named as damaged", (_how, body) => {
    const storage = beginLesson();
    const id = fixturePack.nodes[0]?.id ?? "";
    writeBody(storage, id, body);
    expect(() => createSessionStore(storage.storage).material(id)).toThrow(DamagedStoreError);
  });

  it("is read once for all sessions that hold the same bytes, and nobody can change it", () => {
    const id = fixturePack.nodes[0]?.id ?? "";
    const [one, other] = [beginLesson(), beginLesson()].map(({ storage }) => createSessionStore(storage).material(id));
    expect(one).toBe(other);
    expect(() => one?.items.push()).toThrow(TypeError);
    expect(() => Object.assign(one?.items[0] ?? {}, { prompt: "Another question" })).toThrow(TypeError);
  });

  it("is its session's own where a node has the same name and other words", () => {
    const [node] = fixturePack.nodes;
    const storage = beginLesson();
    writeBody(storage, node?.id ?? "", JSON.stringify({ ...node, concept: "Said otherwise" }));
    expect(createSessionStore(storage.storage).material(node?.id ?? "")?.concept).toBe("Said otherwise");
    expect(createSessionStore(beginLesson().storage).material(node?.id ?? "")?.concept).toBe(node?.concept);
  });

  it("is read for each session where a node is so large that a pack of such could fill an isolate", () => {
    const [node] = fixturePack.nodes;
    const large = JSON.stringify(node).padEnd(20_000);
    const [one, other] = [beginLesson(), beginLesson()].map((storage) => {
      writeBody(storage, node?.id ?? "", large);
      return createSessionStore(storage.storage).material(node?.id ?? "");
    });
    expect(one).toEqual(other);
    expect(one).not.toBe(other);
  });
});
