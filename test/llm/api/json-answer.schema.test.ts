import { describe, expect, it } from "vitest";
import { z } from "zod";
import { readJsonSchema } from "../../../src/llm/api/json-answer.schema.ts";

const fits = (schema: Record<string, unknown>, value: unknown) => readJsonSchema(schema)?.(value);

describe("a client's schema", () => {
  it("is held to", () => {
    const schema = {
      $schema: "http://json-schema.org/draft-07/schema#",
      type: "object",
      properties: { kind: { enum: ["a", "b"] }, marks: { type: "array", items: { type: "integer", minimum: 0 }, maxItems: 2 } },
      required: ["kind"],
      additionalProperties: false,
    };
    expect(fits(schema, { kind: "a", marks: [1, 2] })).toBe(true);
    for (const wrong of [
      {},
      { kind: "c" },
      { kind: "a", marks: [-1] },
      { kind: "a", marks: [1, 2, 3] },
      { kind: "a", more: 1 },
      [],
      "a",
      null,
    ])
      expect(fits(schema, wrong)).toBe(false);
  });

  it("may refer to itself", () => {
    const schema = {
      $ref: "#/$defs/node",
      $defs: { node: { type: "object", properties: { next: { $ref: "#/$defs/node" } }, additionalProperties: false } },
    };
    expect(fits(schema, { next: { next: {} } })).toBe(true);
    expect(fits(schema, { next: { other: 1 } })).toBe(false);
  });

  it("that goes round in circles fits nothing, and harms nobody", () => {
    expect([null, false]).toContain(fits({ $ref: "#/$defs/a", $defs: { a: { $ref: "#/$defs/a" } } }, {}) ?? null);
  });

  it("brings no expressions of its own to run here, while a property may be called that", () => {
    const evil = { type: "string", pattern: "^(a+)+$" };
    expect(fits(evil, `${"a".repeat(60)}!`)).toBe(true);
    const named = { type: "object", properties: { pattern: { type: "integer" } }, required: ["pattern"] };
    expect(fits(named, { pattern: 1 })).toBe(true);
    expect(fits(named, { pattern: "x" })).toBe(false);
  });

  it.each([
    ["names properties by expressions", { type: "object", patternProperties: { "^x": { type: "string" } } }],
    ["has conditions", { if: { type: "string" }, else: { minimum: 3 } }],
    ["lives elsewhere", { $ref: "https://example.com/schema.json" }],
    ["is too long", { enum: Array.from({ length: 5_000 }, (_, at) => `choice ${at}`) }],
  ])("is not taken when it %s", (_what, schema) => {
    expect(readJsonSchema(schema)).toBeNull();
  });

  it("is forgotten after the request", () => {
    const shape = readJsonSchema({ id: "a-tenant's-schema", type: "object", properties: { a: { type: "string" } } });
    expect(shape?.({ a: "x" })).toBe(true);
    expect(Object.keys(z.toJSONSchema(z.globalRegistry).schemas)).not.toContain("a-tenant's-schema");
  });
});
