import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { CallLimits } from "../../src/llm/call-limits.ts";
import type { ModelFault } from "../../src/llm/models.port.ts";
import { type FaultMode, type FaultModelServer, refusingUrl, startFaultModelServer } from "../support/fault-model-server.ts";
import { httpModel, openDoor, type Verdict, verdictCall } from "./door.ts";

const RIGHT: Verdict = { verdict: "correct", confidence: 0.9 };
const EMBEDDED: Verdict = { verdict: "embedded", confidence: 0 };

let failing: FaultModelServer;
let healthy: FaultModelServer;
beforeAll(async () => {
  [failing, healthy] = await Promise.all([startFaultModelServer(), startFaultModelServer()]);
});
afterAll(async () => {
  await Promise.all([failing.close(), healthy.close()]);
});

interface FaultCase {
  readonly name: string;
  readonly mode: FaultMode;
  /** What the log says, one for each request: their number is the proof that nothing storms. */
  readonly faults: readonly ModelFault[];
  readonly detail?: string;
  readonly limits?: Partial<CallLimits>;
  readonly deadline_ms?: number;
  readonly stream?: boolean;
}

const html = "<!doctype html><html><body>Please sign in {to continue}</body></html>";
const says = (text: string): FaultMode => ({ says: text });
const soon = new Date(Date.now() + 3_600_000).toUTCString();

const cases: readonly FaultCase[] = [
  { name: "401", mode: { status: 401 }, faults: ["unauthorized"], detail: "HTTP 401" },
  { name: "403", mode: { status: 403 }, faults: ["unauthorized"] },
  { name: "404 (a model that does not exist)", mode: { status: 404 }, faults: ["provider_error"], detail: "HTTP 404" },
  {
    name: "a redirect to another host",
    mode: { status: 307, headers: { location: "http://127.0.0.1:1/" } },
    faults: ["provider_error"],
    detail: "HTTP 307",
  },
  { name: "429 without Retry-After", mode: { status: 429 }, faults: ["rate_limited"] },
  { name: "429 with a long Retry-After in seconds", mode: { status: 429, headers: { "retry-after": "30" } }, faults: ["rate_limited"] },
  { name: "429 with a Retry-After date far away", mode: { status: 429, headers: { "retry-after": soon } }, faults: ["rate_limited"] },
  {
    name: "429 with Retry-After 0, again and again",
    mode: { status: 429, headers: { "retry-after": "0" } },
    faults: ["rate_limited", "rate_limited"],
  },
  { name: "500", mode: { status: 500 }, faults: ["provider_error", "provider_error"] },
  { name: "502", mode: { status: 502 }, faults: ["provider_error", "provider_error"] },
  { name: "503", mode: { status: 503 }, faults: ["provider_error", "provider_error"], detail: "HTTP 503" },
  { name: "529", mode: { status: 529 }, faults: ["provider_error", "provider_error"] },
  { name: "silence before the headers", mode: "hang_before_headers", faults: ["silent"], limits: { firstTokenMs: 80 } },
  { name: "silence after the headers", mode: "hang_after_headers", faults: ["silent"], limits: { firstTokenMs: 80 } },
  { name: "bytes that never become a token", mode: "drip", faults: ["silent"], limits: { firstTokenMs: 120 } },
  { name: "silence without streaming", mode: "hang_before_headers", faults: ["timeout"], deadline_ms: 120, stream: false },
  { name: "a stream that ends in the middle", mode: "half_closed", faults: ["cut_off"] },
  { name: "a body that is closed in the middle", mode: "close_mid_body", faults: ["cut_off"] },
  { name: "a reset before the headers", mode: "reset", faults: ["unreachable", "unreachable"], detail: "no connection (ECONNRESET)" },
  { name: "a reset in the middle", mode: "reset_mid_body", faults: ["cut_off"] },
  { name: "an answer cut by the token limit", mode: { says: '{"verdict":"corr', finish_reason: "length" }, faults: ["cut_off"] },
  {
    name: "an answer cut by the token limit, unstreamed",
    mode: { says: '{"verdict":"corr', finish_reason: "length" },
    faults: ["cut_off"],
    stream: false,
  },
  { name: "a page of HTML with 200", mode: { body: html, content_type: "text/html; charset=utf-8" }, faults: ["provider_error"] },
  { name: "a page of HTML that says it is a stream", mode: { body: html, content_type: "text/event-stream" }, faults: ["empty"] },
  {
    name: "200 with an error body",
    mode: { body: '{"error":{"message":"PROVIDER-TEXT-CANARY"}}', content_type: "application/json" },
    faults: ["provider_error"],
  },
  {
    name: "200 with an error body, unstreamed",
    mode: { body: '{"error":{"message":"PROVIDER-TEXT-CANARY"}}', content_type: "application/json" },
    faults: ["provider_error"],
    stream: false,
  },
  { name: "an error inside the stream", mode: "error_in_stream", faults: ["provider_error", "provider_error"] },
  {
    name: "an event that is not JSON",
    mode: { body: "data: {nonsense\n\n", content_type: "text/event-stream" },
    faults: ["provider_error"],
  },
  { name: "words that are not JSON", mode: says("I would say it is correct."), faults: ["not_json", "not_json"] },
  {
    name: "NaN where a number belongs",
    mode: says('{"verdict":"correct","confidence":NaN}'),
    faults: ["wrong_schema", "wrong_schema"],
    detail: "does not fit at confidence",
  },
  {
    name: "JSON of another schema",
    mode: says('{"temperature":20,"PROVIDER-TEXT-CANARY":1}'),
    faults: ["wrong_schema", "wrong_schema"],
    detail: "does not fit at verdict",
  },
  { name: "a list", mode: says("[1,2,3]"), faults: ["wrong_schema", "wrong_schema"], detail: "does not fit at the root" },
  { name: "an empty answer", mode: says(""), faults: ["empty"] },
  { name: "an answer of white space", mode: says("  \n "), faults: ["empty"] },
  { name: "a refusal", mode: "refusal", faults: ["refused"] },
  { name: "five megabytes", mode: "five_megabytes", faults: ["too_large"] },
  { name: "five megabytes, unstreamed", mode: "five_megabytes", faults: ["too_large"], stream: false },
  { name: "one line without end", mode: "endless_line", faults: ["too_large"] },
  { name: "text without end", mode: "endless_text", faults: ["too_large"] },
];

describe.each(cases)("a provider that fails with $name", ({ mode, faults, detail, limits, deadline_ms, stream }) => {
  beforeEach(() => failing.setMode(mode));

  it("costs the learner nothing: the embedded tutor answers and the log says what happened", async () => {
    const before = failing.requests.length;
    const model = httpModel(failing.url, { stream: stream ?? true });
    const answer = await openDoor([model], { retryJitterMs: 0, ...limits }).answer(
      verdictCall(deadline_ms === undefined ? {} : { deadline_ms }),
    );
    expect(answer.output).toEqual(EMBEDDED);
    expect(answer.source.kind).toBe("embedded");
    expect(answer.source.attempts.map((attempt) => attempt.fault)).toEqual(faults);
    expect(answer.source.late).toBe(faults.includes("silent") || faults.includes("timeout"));
    expect(failing.requests.length - before).toBe(faults.length);
    if (detail !== undefined) expect(answer.source.attempts[0]?.detail).toBe(detail);
    expect(JSON.stringify(answer)).not.toContain("CANARY");
  });

  // A model that used up the whole call leaves nothing for the next.
  if (faults.includes("timeout")) return;

  it("is passed over for the next model of the route", async () => {
    healthy.setAnswers(() => RIGHT);
    const heard: string[] = [];
    const models = [httpModel(failing.url, { stream: stream ?? true }), httpModel(healthy.url, { model: "spare" })];
    const call = verdictCall({ onActivity: (status) => heard.push(status) });
    const answer = await openDoor(models, {
      retryJitterMs: 0,
      ...limits,
      firstTokenMs: 1_000 * (limits?.firstTokenMs === undefined ? 5 : 0.4),
    }).answer(call);
    expect(answer.output).toEqual(RIGHT);
    expect(answer.source).toMatchObject({ kind: "model", route: "openai-compatible:spare", late: false });
    expect(heard).toEqual([...faults.slice(1).map(() => "retrying"), "fell_back"]);
  });
});

describe("a provider that cannot be reached", () => {
  it("costs one retry when the connection is refused", async () => {
    const answer = await openDoor([httpModel(await refusingUrl())], { retryJitterMs: 0 }).answer(verdictCall());
    expect(answer.output).toEqual(EMBEDDED);
    expect(answer.source.attempts).toEqual([
      { route: "openai-compatible:m", fault: "unreachable", detail: "no connection (ECONNREFUSED)" },
      { route: "openai-compatible:m", fault: "unreachable", detail: "no connection (ECONNREFUSED)" },
    ]);
    expect(answer.source.late).toBe(false);
  });

  it("is reported as unreachable when its name does not exist", async () => {
    const answer = await openDoor([httpModel("http://nobody.invalid/v1")], { retryJitterMs: 0 }).answer(verdictCall());
    expect(answer.output).toEqual(EMBEDDED);
    expect(answer.source.attempts.map((attempt) => attempt.fault)).toEqual(["unreachable", "unreachable"]);
  });
});

describe("a provider that recovers", () => {
  it("is asked once more after a 503, and the learner gets the model's answer", async () => {
    failing.setAnswers(() => RIGHT);
    failing.setMode({ status: 503 }, "scripted");
    const answer = await openDoor([httpModel(failing.url)], { retryJitterMs: 0 }).answer(verdictCall());
    expect(answer.output).toEqual(RIGHT);
    expect(answer.source).toMatchObject({ kind: "model", attempts: [{ fault: "provider_error", detail: "HTTP 503" }] });
  });

  it("is waited for when it names a short pause", async () => {
    failing.setAnswers(() => RIGHT);
    failing.setMode({ status: 429, headers: { "retry-after-ms": "5" } }, "scripted");
    const answer = await openDoor([httpModel(failing.url)]).answer(verdictCall());
    expect(answer.output).toEqual(RIGHT);
    expect(answer.source.attempts.map((attempt) => attempt.fault)).toEqual(["rate_limited"]);
  });

  it("gets told what did not fit and may correct itself once", async () => {
    failing.setAnswers(() => RIGHT);
    failing.setMode(says('{"verdict":"correct","confidence":7}'), "scripted");
    const before = failing.requests.length;
    const answer = await openDoor([httpModel(failing.url)]).answer(verdictCall());
    expect(answer.output).toEqual(RIGHT);
    const [first, second] = failing.requests.slice(before).map((request) => request.body.messages);
    expect(second?.[0]).toEqual(first?.[0]);
    expect(second?.[1]?.content).toMatch(
      /^Reply: 42\n\nYour last answer did not fit: confidence: .* Answer again with the JSON object only\.$/,
    );
  });
});

describe("an answer that is odd but whole", () => {
  const whole = JSON.stringify(RIGHT);
  it.each([
    ["fenced", `\`\`\`json\n${whole}\n\`\`\``],
    ["wrapped in prose", `Sure! Here is my verdict: ${whole} Hope this helps.`],
    ["doubled", whole + whole],
    ["with a trailing comma", '{"verdict":"correct","confidence":0.9,}'],
    ["without its last bracket", '{"verdict":"correct","confidence":0.9'],
    ["with duplicate keys", '{"verdict":"wrong","verdict":"correct","confidence":0.9}'],
    [
      "with __proto__",
      '{"verdict":"correct","confidence":0.9,"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}',
    ],
  ])("is read when it is %s", async (_name, text) => {
    failing.setMode(says(text));
    const answer = await openDoor([httpModel(failing.url)]).answer(verdictCall());
    expect(answer.output).toEqual(RIGHT);
    expect(answer.source.attempts).toEqual([]);
    expect(Object.hasOwn(answer.output, "__proto__")).toBe(false);
    expect("polluted" in {}).toBe(false);
  });
});

describe("a lesson's deadline", () => {
  it("ends a stream of slow tokens, is called late, and the provider's connection is dropped", async () => {
    failing.setMode("slow_tokens");
    const dropped = failing.dropped();
    const answer = await openDoor([httpModel(failing.url)]).answer(verdictCall({ deadline_ms: 250 }));
    expect(answer.output).toEqual(EMBEDDED);
    expect(answer.source).toMatchObject({ late: true, attempts: [{ fault: "timeout", detail: "no complete answer before the deadline" }] });
    await dropped;
  });

  it("is not stretched by a second model: the next entry is not asked when no time is left", async () => {
    failing.setMode("hang_before_headers");
    const before = healthy.requests.length;
    const answer = await openDoor([httpModel(failing.url), httpModel(healthy.url)]).answer(verdictCall({ deadline_ms: 100 }));
    expect(answer.source).toMatchObject({ kind: "embedded", late: true, attempts: [{ fault: "timeout" }] });
    expect(healthy.requests.length).toBe(before);
  });

  it("leaves the caller in charge: their abort ends the request and nothing else is tried", async () => {
    failing.setMode("hang_before_headers");
    const [heard, dropped, untouched] = [failing.heard(), failing.dropped(), healthy.requests.length];
    const controller = new AbortController();
    const answering = openDoor([httpModel(failing.url), httpModel(healthy.url)]).answer(verdictCall({ signal: controller.signal }));
    await heard;
    controller.abort();
    const answer = await answering;
    await dropped;
    expect(answer.source).toMatchObject({
      kind: "embedded",
      late: false,
      attempts: [{ fault: "unavailable", detail: "cancelled by the caller" }],
    });
    expect(healthy.requests.length).toBe(untouched);
  });
});

describe("what is sent to a provider", () => {
  it("is the prompt, the temperature and the response format that was set, with the key in the header", async () => {
    healthy.setAnswers(() => RIGHT);
    await openDoor([httpModel(healthy.url, { apiKey: "sk-secret", structured: "json_schema" })]).answer(verdictCall());
    const request = healthy.requests.at(-1);
    expect(request?.headers.authorization).toBe("Bearer sk-secret");
    expect(request?.path).toBe("/v1/chat/completions");
    expect(request?.body).toMatchObject({
      model: "m",
      stream: true,
      temperature: 0.1,
      messages: [
        { role: "system", content: "Judge." },
        { role: "user", content: "Reply: 42" },
      ],
      response_format: { type: "json_schema", json_schema: { name: "evaluator", schema: { required: ["verdict"] }, strict: false } },
    });
  });

  it.each([
    ["json_object", { type: "json_object" }],
    ["off", undefined],
  ] as const)("asks for %s when that is the setting", async (structured, expected) => {
    healthy.setAnswers(() => RIGHT);
    await openDoor([httpModel(healthy.url, { structured, stream: false })]).answer(verdictCall());
    expect(healthy.requests.at(-1)?.body.response_format).toEqual(expected);
    expect(healthy.requests.at(-1)?.headers.authorization).toBeUndefined();
  });
});
