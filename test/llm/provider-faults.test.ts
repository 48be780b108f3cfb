import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type FaultLane,
  type FaultMode,
  type FaultModelServer,
  refusingUrl,
  startFaultModelServer,
} from "../support/fault-model-server.ts";
import type { Dialect } from "../support/provider-words.ts";
import { httpModel, openDoor, type Verdict, verdictCall } from "./door.ts";
import { DIALECTS, FAULT_CASES, modelAt } from "./faults/fault-cases.ts";

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

/** Cases wait for nothing but each other's silence, so each has a provider of its own and they run side by side. */
function provider(mode: FaultMode | ((dialect: Dialect) => FaultMode), dialect: Dialect): FaultLane {
  const lane = healthy.openLane();
  lane.setMode(typeof mode === "function" ? mode(dialect) : mode);
  return lane;
}

describe.each(DIALECTS.flatMap((dialect) => [true, false].map((stream) => ({ dialect, stream }))))(
  "a provider that speaks $dialect (streamed: $stream) and fails with",
  ({ dialect, stream }) => {
    const cases = FAULT_CASES.filter(({ only }) => only === undefined || only === dialect).flatMap(({ streamed, whole, ...rest }) => {
      const faults = stream || whole === undefined ? streamed : whole;
      return faults === null ? [] : [{ ...rest, faults, spare: DIALECTS[(DIALECTS.indexOf(dialect) + 1) % 3] ?? dialect }];
    });

    it.concurrent.each(cases)(
      "$name: the embedded tutor answers, and the log says what happened",
      async ({ mode, faults, detail, ...rest }) => {
        const failing = provider(mode, dialect);
        const isTimedOut = faults.includes("timeout");
        const call = verdictCall(isTimedOut && rest.deadline_ms !== undefined ? { deadline_ms: rest.deadline_ms } : {});
        const answer = await openDoor([modelAt(dialect, failing.url, stream)], { retryJitterMs: 0, ...rest.limits }).answer(call);
        expect(answer.output).toEqual(EMBEDDED);
        expect(answer.source.kind).toBe("embedded");
        expect(answer.source.attempts.map((attempt) => attempt.fault)).toEqual(faults);
        expect(answer.source.late).toBe(faults.includes("silent") || isTimedOut);
        expect(failing.requests.length).toBe(faults.length);
        if (detail !== undefined) expect(answer.source.attempts[0]?.detail).toBe(detail);
        expect(JSON.stringify(answer)).not.toContain("CANARY");
      },
    );

    // A model that used up the whole call leaves nothing for the next.
    const passable = cases.filter(({ faults }) => !faults.includes("timeout"));
    it.concurrent.each(passable)("$name: the next model of the route answers", async ({ mode, faults, limits, spare }) => {
      const [failing, next] = [provider(mode, dialect), healthy.openLane()];
      next.setAnswers(() => RIGHT);
      const heard: string[] = [];
      // Asked whole, the spare is not watched for silence: these limits are short for the one that fails.
      const models = [modelAt(dialect, failing.url, stream), modelAt(spare, next.url, false, "spare")];
      const answer = await openDoor(models, { retryJitterMs: 0, ...limits }).answer(
        verdictCall({ onActivity: (status) => heard.push(status) }),
      );
      expect(answer.output).toEqual(RIGHT);
      expect(answer.source).toMatchObject({ kind: "model", route: models[1]?.route, late: false });
      expect(answer.source.attempts.map((attempt) => attempt.fault)).toEqual(faults);
      expect(heard).toEqual([...faults.slice(1).map(() => "retrying"), "fell_back"]);
    });

    const unreachable = [
      ["a refused connection", () => refusingUrl(), "no connection (ECONNREFUSED)"],
      ["a name that does not exist", async () => "http://nobody.invalid/v1", undefined],
      ["a connection that is not encrypted as it should be", async () => healthy.url.replace("http:", "https:"), undefined],
    ] as const;
    it.concurrent.each(unreachable)("%s: it is tried once more, and the embedded tutor answers", async (_name, urlOf, detail) => {
      const answer = await openDoor([modelAt(dialect, await urlOf(), stream)], { retryJitterMs: 0 }).answer(verdictCall());
      expect(answer.output).toEqual(EMBEDDED);
      expect(answer.source.attempts.map((attempt) => attempt.fault)).toEqual(["unreachable", "unreachable"]);
      if (detail !== undefined) expect(answer.source.attempts[0]?.detail).toBe(detail);
      expect(answer.source.late).toBe(false);
    });

    it.concurrent("a 503 that is gone at the second try: the learner gets the model's answer", async () => {
      const lane = healthy.openLane();
      lane.setAnswers(() => RIGHT);
      lane.setMode({ status: 503 }, "scripted");
      const answer = await openDoor([modelAt(dialect, lane.url, stream)], { retryJitterMs: 0 }).answer(verdictCall());
      expect(answer.output).toEqual(RIGHT);
      expect(answer.source).toMatchObject({ kind: "model", attempts: [{ fault: "provider_error", detail: "HTTP 503" }] });
    });

    it.concurrent("the token limit after the last bracket: the whole answer counts", async () => {
      const lane = provider({ says: JSON.stringify(RIGHT), finish_reason: "length" }, dialect);
      const answer = await openDoor([modelAt(dialect, lane.url, stream)]).answer(verdictCall());
      expect(answer).toMatchObject({ output: RIGHT, source: { attempts: [] } });
    });
  },
);

describe("a provider that recovers", () => {
  it("is waited for when it names a short pause", async () => {
    failing.setAnswers(() => RIGHT);
    failing.setMode({ status: 429, headers: { "retry-after-ms": "5" } }, "scripted");
    const answer = await openDoor([httpModel(failing.url)]).answer(verdictCall());
    expect(answer.output).toEqual(RIGHT);
    expect(answer.source.attempts.map((attempt) => attempt.fault)).toEqual(["rate_limited"]);
  });

  it("gets told what did not fit and may correct itself once", async () => {
    failing.setAnswers(() => RIGHT);
    failing.setMode({ says: '{"verdict":"correct","confidence":7}' }, "scripted");
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
    failing.setMode({ says: text });
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
