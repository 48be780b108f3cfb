import { describe, expect, it } from "vitest";
import { routeOf } from "../../../src/llm/providers/create-model.adapter.ts";
import { PROVIDERS } from "../../../src/llm/providers/provider-table.ts";
import { readEntries, readEntry } from "../../../src/llm/routes/entry.ts";

describe("an entry of a route", () => {
  it("is a provider and a model, which may have colons, slashes and at signs of its own", () => {
    expect(readEntry("ollama:qwen3:8b")).toMatchObject({ ok: true, value: { model: "qwen3:8b", route: "ollama:qwen3:8b" } });
    expect(readEntry(" workers-ai:@cf/meta/llama ")).toMatchObject({ ok: true, value: { model: "@cf/meta/llama" } });
    expect(readEntry("openrouter:openai/gpt-5-mini")).toMatchObject({ ok: true, value: { provider: { id: "openrouter" } } });
  });

  it("is named as records of calls name it, for every provider, and that name can be written again", () => {
    for (const { id } of PROVIDERS) {
      const entry = readEntry(`${id}:m`);
      expect(entry).toMatchObject({ ok: true, value: { route: routeOf(id, "m"), provider: { id } } });
      expect(readEntry(routeOf(id, "m"))).toEqual(entry);
    }
  });

  it.each([
    ["nobody:m", "No provider"],
    ["gpt-4.1", "No provider"],
    ["", "No provider"],
    ["openai", "Name a model"],
    ["openai: ", "Name a model"],
    ["openai:gpt 4", "spaces"],
  ])("is refused as %j in a sentence that says why", (text, reason) => {
    const entry = readEntry(text);
    expect(entry.ok ? "" : entry.error).toContain(reason);
  });
});

describe("the entries of a route", () => {
  const problemsOf = (texts: readonly string[]) => {
    const entries = readEntries(texts);
    return entries.ok ? [] : entries.error.map(({ index, message }) => `${index} ${message}`);
  };

  it("may end in embedded, which is there anyway", () => {
    expect(readEntries(["openai:gpt-4.1", "embedded"])).toEqual(readEntries(["openai:gpt-4.1"]));
    expect(readEntries(["embedded"])).toEqual({ ok: true, value: [] });
    expect(problemsOf(["embedded", "openai:gpt-4.1"])).toEqual(['0 "embedded" always answers, so nothing may follow it.']);
  });

  it("are refused all at once, each by its place", () => {
    expect(problemsOf(["nobody:m", "openai:a", "openai:a", "custom:m", "openai-compatible:m"]).map((text) => text[0])).toEqual([
      "0",
      "2",
      "4",
    ]);
    expect(problemsOf(Array.from({ length: 9 }, (_, index) => `openai:m${index}`))).toEqual(["8 A route has at most 8 entries."]);
  });
});
