import { describe, expect, it } from "vitest";
import { nameOfApiModel } from "../../../src/llm/api/api-models.usecase.ts";

describe("a model's name", () => {
  it.each([
    ["custom:qwen3:8b", "openai-compatible:qwen3:8b"],
    ["openai-compatible:qwen3:8b", "openai-compatible:qwen3:8b"],
    ["openai:gpt-4.1", "openai:gpt-4.1"],
    ["cairn:tutor", "cairn:tutor"],
    ["gpt-4.1", "gpt-4.1"],
    ["nobody:x", "nobody:x"],
    ["embedded", "embedded"],
  ])("%s is listed as %s", (asked, listed) => expect(nameOfApiModel(asked)).toBe(listed));
});
