import { describe, expect, it } from "vitest";
import type { ChatModel } from "../../../src/llm/chat-model.port.ts";
import { readLlmConfig } from "../../../src/llm/llm.config.ts";
import { failureOfError } from "../../../src/llm/model-failure.ts";
import { createRouteAccess } from "../../../src/llm/route.adapter.ts";
import { findProvider } from "../../../src/llm/providers/provider-table.ts";
import type { Access } from "../../../src/llm/routes/access.ts";

/** What a model of this access sends, and through whose hands; nothing reaches the network. */
async function ask(access: Pick<Access, "base_url" | "owner">, model = "gpt-4.1-mini") {
  const config = readLlmConfig({ LLM_STRUCTURED: "off" });
  const provider = findProvider("openai");
  if (!config.ok || provider === null) throw new Error("the settings are right");
  const guarded: { url: string; body: unknown }[] = [];
  const { makeModel } = createRouteAccess(config.value, { profile: "production", ai: undefined }, async (input, init) => {
    guarded.push({ url: String(input), body: JSON.parse(String(init?.body)) });
    return Response.json({ choices: [{ message: { content: "{}" }, finish_reason: "stop" }] });
  });
  await readAnswer(makeModel({ provider, api_key: "sk", ...access }, model));
  return guarded;
}

async function readAnswer(model: ChatModel) {
  const answer = model.complete({
    system: "Judge.",
    earlier: [],
    user: "42",
    format: { type: "json", schema_name: "verdict", json_schema: () => ({ type: "object" }) },
    temperature: 0,
    top_p: null,
    max_output_tokens: null,
    stop: [],
    signal: AbortSignal.timeout(1_000),
  });
  for await (const _part of answer) continue;
}

describe("a model of a tenant's own", () => {
  it("is called through the guard where the tenant said where it is, asked as it can be asked", async () => {
    const [request] = await ask({ owner: "tenant", base_url: "https://eu.models.example.org/v1" });
    expect(request?.url).toBe("https://eu.models.example.org/v1/chat/completions");
    // LLM_STRUCTURED is about the operator's models.
    expect(request?.body).toMatchObject({ response_format: { type: "json_schema" } });
  });
});

describe("a model of the operator's", () => {
  it("may be inside a private network, so the guard does not stand before it", async () => {
    await expect(ask({ owner: "operator", base_url: "http://127.0.0.1:1/v1" })).rejects.toSatisfy(
      (error) => failureOfError(error).fault === "unreachable",
    );
  });
});

describe("Workers AI", () => {
  it("can be asked where it is bound to an account, and nowhere else", () => {
    const config = readLlmConfig({});
    if (!config.ok) throw new Error("the settings are right");
    const has = (profile: string, ai: Ai | undefined) => createRouteAccess(config.value, { profile, ai }, fetch).access.has("workers-ai");
    expect([has("production", asBinding({})), has("local", asBinding({})), has("production", undefined)]).toEqual([true, false, false]);
  });
});

/** Nothing of it is called. */
function asBinding(binding: object): Ai {
  return binding as unknown as Ai;
}
