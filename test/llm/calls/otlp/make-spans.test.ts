import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import type { CallRecord } from "../../../../src/llm/calls/call-record.schema.ts";
import { makeSpans } from "../../../../src/llm/calls/otlp/make-spans.ts";
import { callRecord } from "../records.ts";

const FAILED = callRecord({
  call_id: "cal_2",
  outcome: "timeout",
  first_token_ms: null,
  is_estimated: true,
  fallback_reason: "rate_limited",
});
const CACHED = callRecord({
  call_id: "cal_3",
  cache: "speculation",
  total_ms: 0,
  input_tokens: 0,
  output_tokens: 0,
  saved_nanousd: 7,
  cost_nanousd: 0,
});
const EMBEDDED = callRecord({ call_id: "cal_4", agent: "embeddings", purpose: "api", turn_id: null, session_id: null, prompt_hash: null });

async function spansOf(...records: CallRecord[]) {
  return (await makeSpans(records)).map(({ spanContext, ...span }) => ({ ...span, ...spanContext() }));
}

describe("a call in OpenTelemetry's words", () => {
  it("is a client's span named for what was asked of which model, from when it was sent to when it ended", async () => {
    expect(await spansOf(callRecord())).toMatchObject([
      {
        name: "chat gpt-4.1-mini",
        kind: 2,
        status: { code: 0 },
        startTime: [Date.parse("2026-11-24T12:30:00Z") / 1_000, 123_000_000],
        endTime: [Date.parse("2026-11-24T12:30:01Z") / 1_000, 964_000_000],
        traceFlags: 1,
        resource: { attributes: { "service.name": "cairn" } },
        instrumentationScope: { name: "cairn.llm" },
        attributes: {
          "gen_ai.operation.name": "chat",
          "gen_ai.provider.name": "openai",
          "gen_ai.request.model": "gpt-4.1-mini",
          "gen_ai.conversation.id": "ses_1",
          "gen_ai.usage.input_tokens": 1_900,
          "gen_ai.usage.output_tokens": 210,
          "gen_ai.usage.cache_read.input_tokens": 64,
          "gen_ai.response.time_to_first_chunk": 0.31,
          "cairn.agent": "tutor",
          "cairn.tenant.id": "ten_public",
          "cairn.cost_nanousd": 1_096_000,
          "cairn.prompt.hash": "9f2c",
        },
      },
    ]);
  });

  it("says why it failed, and how it came to be asked", async () => {
    const [span] = await spansOf(FAILED);
    expect(span).toMatchObject({ status: { code: 2 }, attributes: { "error.type": "timeout", "cairn.fallback.reason": "rate_limited" } });
    expect(span?.attributes).not.toHaveProperty("gen_ai.response.time_to_first_chunk");
  });

  it.each([0, 1_000, 2_000, 120_000])(
    "says %d ms to the first token as a fraction of a second, so that all are of one kind",
    async (first_token_ms) => {
      const [span] = await spansOf(callRecord({ first_token_ms }));
      const seconds = Number(span?.attributes["gen_ai.response.time_to_first_chunk"]);
      expect(Number.isInteger(seconds)).toBe(false);
      expect(seconds).toBeCloseTo(first_token_ms / 1_000, 8);
    },
  );

  it("is no operation of a model when a cache answered, so that nobody counts it as one", async () => {
    const [span] = await spansOf(CACHED);
    expect(span).toMatchObject({
      name: "cached gpt-4.1-mini",
      kind: 0,
      attributes: { "cairn.cache": "speculation", "cairn.saved_nanousd": 7 },
    });
    expect(Object.keys(span?.attributes ?? {}).filter((key) => key.startsWith("gen_ai."))).toEqual(["gen_ai.conversation.id"]);
  });

  it.each([
    ["google:gemini-2.5-flash", "gcp.gemini", "gemini-2.5-flash"],
    ["mistral:small", "mistral_ai", "small"],
    ["xai:grok", "x_ai", "grok"],
    ["workers-ai:@cf/meta/llama", "workers-ai", "@cf/meta/llama"],
    ["ollama:llama3:8b", "ollama", "llama3:8b"],
    ["odd", "odd", "odd"],
  ])("names provider and model of %s", async (route, provider, model) => {
    const [span] = await spansOf(callRecord({ route }));
    expect(span?.attributes).toMatchObject({ "gen_ai.provider.name": provider, "gen_ai.request.model": model });
  });

  it("shares a trace with all of its turn and with nothing else, and is the same span however often it is sent", async () => {
    const again = await spansOf(callRecord());
    const [first, second, api, otherTurn] = await spansOf(
      callRecord(),
      FAILED,
      EMBEDDED,
      callRecord({ call_id: "cal_5", turn_id: "ses_1:2" }),
    );
    expect(again[0]).toEqual(first);
    // SHA-256 of the turn's id as coreutils' sha256sum says it.
    expect(first?.traceId).toBe(TRACE_ID);
    expect(second?.traceId).toBe(first?.traceId);
    expect(new Set([first, second, api, otherTurn].map((span) => span?.spanId)).size).toBe(4);
    expect(new Set([first, api, otherTurn].map((span) => span?.traceId)).size).toBe(3);
    for (const span of [first, second, api, otherTurn]) {
      expect(span?.traceId).toMatch(/^[0-9a-f]{32}$/);
      expect(span?.spanId).toMatch(/^[0-9a-f]{16}$/);
    }
  });

  it("does not say who learned", async () => {
    const [span] = await spansOf(callRecord({ learner_id: "lrn_ada" }));
    expect(Object.values(span?.attributes ?? {})).not.toContain("lrn_ada");
  });

  it("uses no name of gen_ai or error that OpenTelemetry does not know", async () => {
    const known = new Set(Object.values<unknown>(conventions()));
    const used = (await spansOf(callRecord({ reasoning_tokens: 5 }), FAILED, CACHED, EMBEDDED)).flatMap(({ attributes }) =>
      Object.keys(attributes),
    );
    const foreign = [...new Set(used)].filter((key) => !key.startsWith("cairn."));
    expect(foreign.length).toBeGreaterThan(8);
    expect(foreign.filter((key) => !known.has(key))).toEqual([]);
    expect(["chat", "embeddings", "gcp.gemini", "mistral_ai", "x_ai"].filter((value) => !known.has(value))).toEqual([]);
  });
});

/** `sha256sum` of `ses_1:1764000000000`, its first 16 bytes. */
const TRACE_ID = "02c56e7b45cb3989a2ef5872a8d03a6f";

/** The names that OpenTelemetry publishes; they come with its transformer. */
function conventions(): Record<string, unknown> {
  const theirs = createRequire(createRequire(import.meta.url).resolve("@opentelemetry/otlp-transformer"));
  return theirs("@opentelemetry/semantic-conventions/incubating");
}
