import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { scriptedModel, saying } from "../door.ts";
import { API_KEY, openApiStage } from "./api-stage.ts";

const NAMES = [
  "model",
  "messages",
  "temperature",
  "stop",
  "stream",
  "stream_options",
  "response_format",
  "n",
  "tools",
  "metadata",
  "input",
];
const name = fc.oneof(fc.constantFrom(...NAMES), fc.string(), fc.constantFrom("__proto__", "constructor"));
const message = fc.oneof(
  fc.record(
    { role: fc.constantFrom("user", "system", "assistant", "tool"), content: fc.oneof(fc.string(), fc.jsonValue()) },
    { requiredKeys: [] },
  ),
  fc.jsonValue(),
);
const chat = fc.record(
  {
    model: fc.oneof(fc.constantFrom("cairn:default", "cairn:nobody", "test:model"), fc.jsonValue()),
    messages: fc.oneof(fc.array(message, { maxLength: 4 }), fc.jsonValue()),
    input: fc.oneof(fc.string(), fc.array(fc.oneof(fc.string(), fc.jsonValue()), { maxLength: 3 })),
    stream: fc.oneof(fc.boolean(), fc.jsonValue()),
    response_format: fc.oneof(
      fc.record({
        type: fc.constantFrom("text", "json_object", "json_schema"),
        json_schema: fc.record({
          name: fc.string(),
          schema: fc.dictionary(fc.constantFrom("type", "properties", "$ref", "anyOf", "pattern"), fc.jsonValue()),
        }),
      }),
      fc.jsonValue(),
    ),
    stop: fc.jsonValue(),
    encoding_format: fc.jsonValue(),
  },
  { requiredKeys: [] },
);
const body = fc.oneof(chat, fc.dictionary(name, fc.jsonValue()), fc.jsonValue()).map((value) => JSON.stringify(value) ?? "");

describe("whatever a program sends", () => {
  it("there is an answer or a refusal in OpenAI's words, and never by accident", async () => {
    const stage = await openApiStage({ routes: { default: [scriptedModel("test:model", () => saying('{"a":1}'))] } });
    const post = (path: string, text: string) =>
      stage.app.request(path, { method: "POST", headers: { authorization: `Bearer ${API_KEY}` }, body: text });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom("/v1/chat/completions", "/v1/embeddings"), fc.oneof(body, fc.string()), async (path, text) => {
        const response = await post(path, text);
        const said = await response.text();
        expect([200, 400, 404, 413, 503]).toContain(response.status);
        if (response.status !== 200)
          expect(JSON.parse(said)).toEqual({
            error: { message: expect.any(String), type: expect.any(String), param: anyOrNull(), code: expect.any(String) },
          });
      }),
      { numRuns: 200 },
    );
    // Nests deeper than any stack.
    const deep = `${"[".repeat(200_000)}${"]".repeat(200_000)}`;
    const ask = `"model":"cairn:default","messages":[{"role":"user","content":"hi"}]`;
    const nested = await post("/v1/chat/completions", `{${ask},"metadata":${deep}}`);
    expect(nested.status).toBe(400);
    const schema = `{"type":"json_schema","json_schema":{"name":"x","schema":{"anyOf":${deep}}}}`;
    expect((await post("/v1/chat/completions", `{${ask},"response_format":${schema}}`)).status).toBe(400);
    expect((await post("/v1/chat/completions", "x".repeat(1_000_001))).status).toBe(413);
    expect(stage.errors).toEqual([]);
    await stage.close();
  }, 30_000);
});

function anyOrNull(): unknown {
  return expect.toSatisfy((value: unknown) => value === null || typeof value === "string");
}
