import { describe, expect, it } from "vitest";
import { keepOwn, readOwn } from "../../web/app/own-draft.ts";

function openShelf() {
  const kept = new Map<string, string>();
  return { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) };
}

const TYPED = { title: "Explain tides", objectives: "Say why there are two a day", materials: "The moon pulls.", is_begun: false };
const EMPTY = { title: "", objectives: "", materials: "", is_begun: false };

describe("a learner who names a lesson of their own", () => {
  it("finds what they typed after a reload", () => {
    const shelf = openShelf();
    keepOwn(shelf, TYPED);
    expect(readOwn(shelf, false)).toEqual(TYPED);
  });

  it("finds an empty field after the lesson has begun, unless they come back to add a text to it", () => {
    const shelf = openShelf();
    keepOwn(shelf, { ...TYPED, is_begun: true });
    expect(readOwn(shelf, false)).toEqual(EMPTY);
    expect(readOwn(shelf, true)).toEqual(TYPED);
  });

  it.each([["nonsense"], ["null"], ["[]"], ['{"title":3}']])("is not held up by what cannot be read: %s", (kept) => {
    expect(readOwn({ getItem: () => kept, setItem: () => {} }, true)).toEqual(EMPTY);
  });

  it("can type on where nothing may be kept", () => {
    const closed = {
      getItem(): string {
        throw new Error("closed");
      },
      setItem(): void {
        throw new Error("closed");
      },
    };
    keepOwn(closed, TYPED);
    expect(readOwn(closed, false)).toEqual(EMPTY);
    expect(readOwn(null, false)).toEqual(EMPTY);
  });
});
