import { describe, expect, it } from "vitest";
import type { Guard } from "../../src/llm/guard/guard.port.ts";
import { ALLOW_ALL } from "../../src/llm/guard/create-guard.ts";
import { createSessionGuards } from "../../src/llm/guard/create-session-guard.ts";
import { createSessionGuard } from "../../src/session/guard.store.ts";
import { packTexts } from "../../src/session/lesson-texts.ts";
import { wasKeptFromModels } from "../../src/session/kept-from-models.ts";
import { fixturePack } from "../support/fixture-pack.ts";
import { createTestStorage, type TestStorage } from "../support/sqlite-storage.ts";

let drawn = 0;
const random = { bytes: (length: number) => new Uint8Array(length).map(() => (drawn += 11) % 256) };

/** The session's guard as its object makes it when it wakes. */
function wake({ storage }: TestStorage): Guard {
  const guard = createSessionGuard({
    storage,
    openGuard: createSessionGuards({ random, moderate: ALLOW_ALL }),
    pack: () => fixturePack,
    state: () => null,
  })();
  if (!guard) throw new Error("no guard");
  return guard;
}

const saying = (reply: string) => ({ system: "Judge.", user: `<<<reply\n${reply}\nreply>>>` });
const tables = ({ rows }: TestStorage) => rows("SELECT name FROM sqlite_master").map(({ name }) => name);

describe("a session that sleeps or crashes", () => {
  it("knows its placeholders when it wakes", () => {
    const storage = createTestStorage();
    const before = wake(storage).outbound(saying("My name is Ana Kovač."));
    const awake = wake(storage);
    expect(awake.outbound(saying("My name is Ana Kovač."))).toEqual(before);
    const sign = /⟦name_1[a-z]+⟧/.exec(before.user)?.[0] ?? "";
    expect(awake.inbound(`Hi ${sign}!`)).toBe("Hi Ana Kovač!");
  });

  it("has written nothing when no learner said anything personal", () => {
    const storage = createTestStorage();
    wake(storage).outbound(saying("It is the bigger half."));
    expect(tables(storage)).toEqual([]);
  });

  it("keeps one row, however much was said", () => {
    const storage = createTestStorage();
    const guard = wake(storage);
    for (const name of ["Ana Kovač", "Peter Jensen", "Wei Zhang"]) guard.outbound(saying(`My name is ${name}.`));
    expect(storage.rows("SELECT id FROM vault")).toEqual([{ id: 1 }]);
  });

  it("starts anew when what is stored cannot be read", () => {
    const storage = createTestStorage();
    wake(storage).outbound(saying("My name is Ana Kovač."));
    storage.storage.sql.exec("UPDATE vault SET body = ?", "{");
    expect(wake(storage).outbound(saying("My name is Ana Kovač.")).user).not.toContain("Ana");
  });

  it("has no guard where none is given", () => {
    const { storage } = createTestStorage();
    expect(createSessionGuard({ storage, openGuard: undefined, pack: () => null, state: () => null })()).toBeUndefined();
  });
});

describe("the words of a lesson", () => {
  it("are those that a learner meets, not those of its makers", () => {
    const texts = packTexts(fixturePack);
    expect(texts).toContain(fixturePack.title);
    expect(texts).toContain(fixturePack.nodes[0]?.items[0]?.key);
    for (const author of fixturePack.authors) expect(texts).not.toContain(author);
  });
});

describe("a learner whose words a moderator refused", () => {
  it("is told kindly; others are told nothing", () => {
    expect(wasKeptFromModels({ attempts: [{ route: "moderation", fault: "refused", detail: "violence" }] })).toBe(true);
    expect(wasKeptFromModels({ attempts: [{ route: "p:m", fault: "refused", detail: "hate" }] })).toBe(false);
  });
});
