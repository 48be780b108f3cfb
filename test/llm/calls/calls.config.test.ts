import { describe, expect, it } from "vitest";
import { CALLS_SETTINGS, readCallsConfig } from "../../../src/llm/calls/calls.config.ts";

const collector = { OTLP_ENDPOINT: "https://otlp.example:4318" };

function problemsOf(vars: Record<string, unknown>): string {
  const config = readCallsConfig(vars);
  return config.ok ? "" : config.error.join(" ");
}

describe("the settings of telemetry", () => {
  it("need nothing: without a collector nothing is exported", () => {
    expect(readCallsConfig({})).toEqual({ ok: true, value: { otlp: null } });
    expect(readCallsConfig({ OTLP_ENDPOINT: " ", OTLP_HEADERS: "" })).toEqual(readCallsConfig({}));
    expect(CALLS_SETTINGS.map(({ name }) => name)).toEqual(["OTLP_ENDPOINT", "OTLP_HEADERS"]);
  });

  it("name a collector and what it wants to see", () => {
    const vars = { OTLP_ENDPOINT: "http://localhost:4318/", OTLP_HEADERS: "Authorization=Basic abc==, x-scope = a%2Cb ,," };
    expect(readCallsConfig(vars)).toEqual({
      ok: true,
      value: { otlp: { endpoint: "http://localhost:4318", headers: { authorization: "Basic abc==", "x-scope": "a,b" } } },
    });
  });

  it.each([
    ["OTLP_ENDPOINT", { OTLP_ENDPOINT: "otlp.example" }],
    ["OTLP_ENDPOINT", { OTLP_ENDPOINT: "ftp://otlp.example" }],
    ["OTLP_ENDPOINT", { OTLP_ENDPOINT: "https://user:hush@otlp.example" }],
    ["OTLP_ENDPOINT", { OTLP_ENDPOINT: "https://otlp.example/?key=hush" }],
    ["leave out /v1/traces", { OTLP_ENDPOINT: "https://otlp.example/v1/traces" }],
    ["OTLP_ENDPOINT", { OTLP_ENDPOINT: 4318 }],
    ["OTLP_ENDPOINT is not", { OTLP_HEADERS: "x=hush" }],
    ["entry 2", { ...collector, OTLP_HEADERS: "a=1,hush" }],
    ["entry 1", { ...collector, OTLP_HEADERS: "a b=hush" }],
    ["entry 1", { ...collector, OTLP_HEADERS: "a=hush%" }],
    ["entry 1", { ...collector, OTLP_HEADERS: "a=hush%0d%0ab: c" }],
    ["entry 1", { ...collector, OTLP_HEADERS: "a=" }],
    ["must not set content-type", { ...collector, OTLP_HEADERS: "Content-Type=hush" }],
    ["OTLP_HEADERS must be text", { ...collector, OTLP_HEADERS: ["a"] }],
  ])("are refused with %s and without the secret: %j", (words, vars) => {
    expect(problemsOf(vars)).toContain(words);
    expect(problemsOf(vars)).not.toContain("hush");
  });
});
