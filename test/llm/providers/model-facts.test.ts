import { calcPrice } from "@pydantic/genai-prices";
import { describe, expect, it } from "vitest";
import project from "../../../package.json" with { type: "json" };
import { factsOf, PESSIMISTIC_PRICE } from "../../../src/llm/providers/model-facts.ts";
import { MODELS, PRICES_SOURCE } from "../../../src/llm/providers/model-table.ts";
import { costOf } from "../../../src/llm/providers/price.ts";
import { CUSTOM_PROVIDER, findProvider, PROVIDERS, providerOf } from "../../../src/llm/providers/provider-table.ts";

/** Where the price collection has another name for a provider. */
const THEIR_NAMES: Readonly<Record<string, string>> = { "workers-ai": "cloudflare", xai: "x-ai" };

const row = (id: string) => findProvider(id) ?? CUSTOM_PROVIDER;

/** Some providers ask less at night; the table has the price of the day. */
const AT_NOON = new Date("2026-11-24T12:00:00Z");

function listPrice(provider: string, model: string): readonly (number | null)[] {
  const usage = { input_tokens: 1_000, output_tokens: 1_000 };
  const found = calcPrice(usage, model, { providerId: THEIR_NAMES[provider] ?? provider, timestamp: AT_NOON })?.model_price;
  const base = (price: unknown): number | null => {
    if (typeof price === "number") return price;
    return typeof price === "object" && price !== null && "base" in price && typeof price.base === "number" ? price.base : null;
  };
  const input = base(found?.["input_mtok"]);
  return [input, base(found?.["cache_read_mtok"]) ?? input, base(found?.["output_mtok"])];
}

describe("the model table", () => {
  it.each(MODELS.map((model) => [model.provider, model.model, model] as const))("has the list price of %s %s", (provider, model, ours) => {
    expect(listPrice(provider, model.startsWith("mistral-") ? `${model}-latest` : model)).toEqual(ours.usd_per_million);
  });

  it("says which version of the collection its prices are from", () => {
    expect(PRICES_SOURCE).toBe(`@pydantic/genai-prices ${project.devDependencies["@pydantic/genai-prices"]}`);
  });

  it("names each model once, and only models of providers that exist", () => {
    expect(new Set(MODELS.map((model) => `${model.provider}:${model.model}`)).size).toBe(MODELS.length);
    expect(MODELS.filter((model) => findProvider(model.provider) === null)).toEqual([]);
  });

  it("has no model dearer than the guess for unknown ones", () => {
    for (const { provider, model } of MODELS) {
      const price = factsOf(row(provider), model).price ?? PESSIMISTIC_PRICE;
      expect(price.input_nanousd).toBeLessThanOrEqual(PESSIMISTIC_PRICE.input_nanousd);
      expect(price.output_nanousd).toBeLessThanOrEqual(PESSIMISTIC_PRICE.output_nanousd);
      expect(price.cached_input_nanousd).toBeLessThanOrEqual(price.input_nanousd);
    }
  });
});

describe("what is known of a model", () => {
  it("is money in whole nano-dollars a token", () => {
    const { price } = factsOf(row("openai"), "gpt-4.1-nano");
    expect(price).toEqual({ input_nanousd: 100, cached_input_nanousd: 25, output_nanousd: 400 });
    expect(
      costOf(price ?? PESSIMISTIC_PRICE, { input_tokens: 1_000, cached_input_tokens: 400, output_tokens: 10, reasoning_tokens: 0 }),
    ).toBe(600 * 100 + 400 * 25 + 10 * 400);
  });

  it.each([
    ["gpt-4.1-mini-2025-04-14", 400],
    ["gpt-4.1-mini", 400],
    ["gpt-4.1-2025-04-14", 2_000],
  ])("goes by the longest name for a dated snapshot: %s", (model, input) => {
    expect(factsOf(row("openai"), model).price?.input_nanousd).toBe(input);
  });

  it("is a careful guess for a model that nobody here knows", () => {
    expect(factsOf(row("openai"), "gpt-4.1-maxi")).toMatchObject({ is_known: false, price: null, max_output_tokens: 4_096 });
    expect(factsOf(row("ollama"), "llama3.2").price).toEqual({ input_nanousd: 0, cached_input_nanousd: 0, output_nanousd: 0 });
  });

  it.each([
    ["openai", "gpt-5-mini", false],
    ["openai", "o4-mini", false],
    ["openai", "gpt-4o", true],
    ["openrouter", "openai/gpt-5-mini", false],
    ["anthropic", "claude-sonnet-4-6", true],
    ["anthropic", "claude-opus-5-5", false],
    ["custom", "llama-3.1-8b", true],
  ])("says whether %s %s takes a temperature: %s", (provider, model, takes) => {
    expect(factsOf(row(provider), model).takes_sampling).toBe(takes);
  });
});

describe("the provider table", () => {
  it("has ids, addresses without a slash at the end, and a source and a date for each row", () => {
    expect(new Set(PROVIDERS.map((provider) => provider.id)).size).toBe(PROVIDERS.length);
    for (const provider of PROVIDERS) {
      expect(provider.id).toMatch(/^[a-z][a-z-]*$/);
      if (provider.base_url !== null) expect(provider.base_url).toMatch(/^https?:\/\/[^/].*[^/]$/);
      expect(provider.source).toMatch(/^https:\/\//);
      expect(provider.checked).toMatch(/^\d{4}-\d\d-\d\d$/);
    }
  });

  it("recognises a provider by its address alone, so that an operator who set only that gets its quirks", () => {
    expect(providerOf("custom", "https://api.openai.com/v1/").id).toBe("openai");
    expect(providerOf("custom", "https://llm.example/v1").id).toBe("custom");
    expect(providerOf("groq", "https://proxy.example/v1").id).toBe("groq");
    expect(providerOf("somebody", null).id).toBe("custom");
  });
});
