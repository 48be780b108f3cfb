import { describe, expect, it } from "vitest";
import { readGuardConfig } from "../../../src/llm/guard/guard.config.ts";

describe("an operator who sets up moderation", () => {
  it("has none without an address", () => {
    expect(readGuardConfig({})).toEqual({ ok: true, value: { moderation: null } });
    expect(readGuardConfig({ MODERATION_BASE_URL: "  " })).toEqual({ ok: true, value: { moderation: null } });
  });

  it("needs no more than an address", () => {
    expect(readGuardConfig({ MODERATION_BASE_URL: "http://localhost:9000/v1" })).toEqual({
      ok: true,
      value: { moderation: { baseUrl: "http://localhost:9000/v1", apiKey: null, model: "omni-moderation-latest" } },
    });
  });

  it.each([
    [{ MODERATION_API_KEY: "sk-secret" }, "MODERATION_API_KEY is set but MODERATION_BASE_URL is not: name the server it is for."],
    [{ MODERATION_MODEL: "m" }, "MODERATION_MODEL is set but MODERATION_BASE_URL is not: name the server that has it."],
    [{ MODERATION_BASE_URL: "ftp://x" }, "MODERATION_BASE_URL must be an http or https address without user, query or fragment."],
    [{ MODERATION_BASE_URL: 7 }, "MODERATION_BASE_URL must be text."],
  ])("is told by name what is wrong with %j, and never reads a secret", (vars, problem) => {
    expect(readGuardConfig(vars)).toEqual({ ok: false, error: [problem] });
  });
});
