import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DEFAULT_CALL_LIMITS } from "../../src/llm/call-limits.ts";
import type { ChatPart } from "../../src/llm/chat-model.port.ts";
import type { Guard, Review } from "../../src/llm/guard/guard.port.ts";
import type { Health } from "../../src/llm/health/health.port.ts";
import { createLine } from "../../src/llm/line.ts";
import { lasting, ModelError, transient } from "../../src/llm/model-failure.ts";
import { createManualTimer } from "../support/manual-timer.ts";
import { richAccount } from "../support/rich-account.ts";
import { openDoor, saying, scriptedModel, verdictCall, verdictSchema } from "./door.ts";

const RIGHT = '{"verdict":"correct"}';
const EMBEDDED = { verdict: "embedded", confidence: 0 };

/** Says something, then hangs for ever and does not care about being aborted. */
async function* deaf(...parts: ChatPart[]): AsyncGenerator<ChatPart> {
  yield* parts;
  await new Promise(() => {});
}

async function* throwing(error: unknown): AsyncGenerator<ChatPart> {
  yield { type: "alive" };
  throw error;
}

function doorWithTimer(...models: Parameters<typeof openDoor>[0]) {
  const time = createManualTimer();
  return { time, door: openDoor(models, DEFAULT_CALL_LIMITS, { timer: time, clock: time }) };
}

describe("a call that asks no model", () => {
  const model = scriptedModel("p:m", () => saying(RIGHT));

  it("is answered by the embedded tutor when the turn is embedded already", async () => {
    const answer = await openDoor([model]).answer(verdictCall({ embedded_only: true }));
    expect(answer).toEqual({
      output: EMBEDDED,
      source: { kind: "embedded", route: "embedded", late: false, attempts: [] },
      prompt_hash: null,
      cost_nanousd: 0,
    });
  });

  it("counts as late when its time was over before it began", async () => {
    const answer = await openDoor([model]).answer(verdictCall({ deadline_ms: 0 }));
    expect(answer).toEqual({
      output: EMBEDDED,
      source: { kind: "embedded", route: "embedded", late: true, attempts: [] },
      prompt_hash: null,
      cost_nanousd: 0,
    });
    expect((await openDoor([model], { minCallMs: 1_000 }).answer(verdictCall({ deadline_ms: 900 }))).source.late).toBe(true);
    expect(model.requests).toEqual([]);
  });

  it("builds no prompt when nobody is configured", async () => {
    const prompt = () => {
      throw new Error("must not be called");
    };
    const answer = await openDoor([]).answer(verdictCall({ prompt }));
    expect(answer.source).toEqual({ kind: "embedded", route: "embedded", late: false, attempts: [] });
  });
});

describe("an answer of a model", () => {
  it("names its route and the hash of the prompt, and defaults of the schema are filled in", async () => {
    const answer = await openDoor([scriptedModel("p:m", () => saying(RIGHT))]).answer(verdictCall());
    expect(answer).toEqual({
      output: { verdict: "correct", confidence: 1 },
      source: { kind: "model", route: "p:m", late: false, attempts: [] },
      // printf 'Judge.\0Reply: 42' | sha256sum
      prompt_hash: "11631900c02b1f578f88cdb779857d2c7b8ba469b50b0a6396a6cbf84b5325ab",
      cost_nanousd: 0,
    });
  });

  it("keeps the hash of the first prompt when the model had to correct itself", async () => {
    const model = scriptedModel("p:m", (_request, call) => saying(call === 1 ? '{"verdict":"perhaps"}' : RIGHT));
    const heard: string[] = [];
    const answer = await openDoor([model]).answer(verdictCall({ onActivity: (status) => heard.push(status) }));
    const untroubled = await openDoor([scriptedModel("p:m", () => saying(RIGHT))]).answer(verdictCall());
    expect(answer.prompt_hash).toBe(untroubled.prompt_hash);
    expect(answer.source.attempts).toEqual([{ route: "p:m", fault: "wrong_schema", detail: "does not fit at verdict" }]);
    expect(heard).toEqual(["retrying"]);
  });

  it("is asked for again at most once for each kind of trouble: three requests to one model are the end", async () => {
    const script = ["503", "prose", "503", RIGHT];
    const model = scriptedModel("p:m", (_request, call) => {
      const next = script[call - 1] ?? RIGHT;
      return next === "503" ? throwing(new ModelError(transient("provider_error", "HTTP 503"))) : saying(next);
    });
    const answer = await openDoor([model], { retryJitterMs: 0 }).answer(verdictCall());
    expect(answer.output).toEqual(EMBEDDED);
    expect(answer.source.attempts.map((attempt) => attempt.fault)).toEqual(["provider_error", "not_json", "provider_error"]);
    expect(model.requests).toHaveLength(3);
  });

  it("waits a random part of the pause before the retry", async () => {
    const time = createManualTimer();
    const model = scriptedModel("p:m", (_request, call) =>
      call === 1 ? throwing(new ModelError(transient("unreachable", "no connection"))) : saying(RIGHT),
    );
    const random = { bytes: () => new Uint8Array([128, 0]) };
    const answering = openDoor([model], DEFAULT_CALL_LIMITS, { timer: time, clock: time, random }).answer(verdictCall());
    await time.armed();
    await time.advance(249);
    expect(model.requests).toHaveLength(1);
    await time.advance(1);
    expect(model.requests).toHaveLength(2);
    expect((await answering).source.kind).toBe("model");
  });
});

describe("a model that hangs and ignores being aborted", () => {
  it("is given six seconds to its first token, then the next model answers in time", async () => {
    const { time, door } = doorWithTimer(
      scriptedModel("slow:m", () => deaf()),
      scriptedModel("spare:m", () => saying(RIGHT)),
    );
    const answering = door.answer(verdictCall({ deadline_ms: 20_000 }));
    await time.armed();
    await time.advance(5_999);
    expect(time.waiting()).toBe(2);
    await time.advance(1);
    const answer = await answering;
    expect(answer.source).toEqual({
      kind: "model",
      route: "spare:m",
      late: false,
      attempts: [{ route: "slow:m", fault: "silent", detail: "nothing heard for 6000 ms" }],
    });
    expect(time.waiting()).toBe(0);
  });

  it("is given eight seconds between tokens, and signs of life count", async () => {
    const { time, door } = doorWithTimer(scriptedModel("slow:m", () => deaf({ type: "text", text: '{"ver' }, { type: "alive" })));
    const answering = door.answer(verdictCall({ deadline_ms: 20_000 }));
    await time.armed();
    await time.advance(7_999);
    expect(time.waiting()).toBe(2);
    await time.advance(1);
    expect((await answering).source).toMatchObject({
      kind: "embedded",
      late: true,
      attempts: [{ fault: "silent", detail: "nothing heard for 8000 ms" }],
    });
  });

  it("has only the deadline when it does not stream", async () => {
    const { time, door } = doorWithTimer(scriptedModel("whole:m", () => deaf(), false));
    const answering = door.answer(verdictCall({ deadline_ms: 20_000 }));
    await time.armed();
    await time.advance(19_999);
    expect(time.waiting()).toBe(1);
    await time.advance(1);
    expect((await answering).source).toMatchObject({ kind: "embedded", late: true, attempts: [{ fault: "timeout" }] });
  });

  it("cannot stretch the call: however many models hang, the embedded tutor answers at the deadline", async () => {
    const models = ["a:m", "b:m", "c:m", "d:m", "e:m"].map((route) => scriptedModel(route, () => deaf()));
    const { time, door } = doorWithTimer(...models);
    const answering = door.answer(verdictCall({ deadline_ms: 20_000 }));
    await time.armed();
    await time.advance(20_000);
    const answer = await answering;
    expect(answer.source).toMatchObject({ kind: "embedded", late: true });
    expect(answer.source.attempts.map(({ route, fault }) => `${route} ${fault}`)).toEqual([
      "a:m silent",
      "b:m silent",
      "c:m silent",
      "d:m timeout",
    ]);
  });
});

describe("calls that find no room", () => {
  it("wait for those before them on their own time; whoever waits in vain blames no model", async () => {
    const time = createManualTimer();
    const model = scriptedModel("p:m", async function* () {
      await new Promise<void>((resolve) => void time.after(5_000, resolve));
      yield* saying(RIGHT);
    });
    const reported: boolean[] = [];
    const health: Health = { admit: () => "closed", report: (_route, { ok }) => void reported.push(ok), release() {} };
    const deps = { timer: time, clock: time, line: createLine(1, time), health: () => health };
    const door = openDoor([model], DEFAULT_CALL_LIMITS, deps);
    const answered: string[] = [];
    const account = richAccount();
    for (const [name, deadline_ms] of [
      ["first", 20_000],
      ["hurried", 3_000],
      ["patient", 20_000],
    ] as const) {
      void door.answer(verdictCall({ deadline_ms, account })).then(({ source }) => {
        answered.push(`${name}: ${source.route} after ${time.now()} ms, ${source.attempts.map(({ fault }) => fault).join()}`);
      });
      await time.advance(0);
    }
    await time.advance(20_000);
    expect(answered).toEqual(["hurried: embedded after 3000 ms, timeout", "first: p:m after 5000 ms, ", "patient: p:m after 10000 ms, "]);
    expect(model.requests).toHaveLength(2);
    expect(reported).toEqual([true, true]);
  });
});

describe("whatever goes wrong inside", () => {
  it("the answer resolves: an adapter that breaks its promise is named by the class of its error only", async () => {
    const answer = await openDoor([scriptedModel("p:m", () => throwing(new RangeError("sk-secret")))]).answer(verdictCall());
    expect(answer.output).toEqual(EMBEDDED);
    expect(answer.source.attempts).toEqual([{ route: "p:m", fault: "unavailable", detail: "the adapter failed with RangeError" }]);
  });

  it("the answer resolves: a prompt that throws costs the model, not the turn", async () => {
    const prompt = () => {
      throw new TypeError("broken");
    };
    const answer = await openDoor([scriptedModel("p:m", () => saying(RIGHT))]).answer(verdictCall({ prompt }));
    expect(answer).toMatchObject({
      output: EMBEDDED,
      source: { late: false, attempts: [{ route: "door", fault: "unavailable", detail: "unexpected TypeError" }] },
    });
  });

  it("the answer resolves: a listener that throws is not heard again", async () => {
    const onActivity = () => {
      throw new Error("socket closed");
    };
    const models = [scriptedModel("p:m", () => throwing(new ModelError(lasting("unauthorized", "HTTP 401"))))];
    expect((await openDoor(models).answer(verdictCall({ onActivity }))).output).toEqual(EMBEDDED);
  });

  it("the output fits its schema, whatever a model says or does", async () => {
    const part = fc.oneof(
      fc.record({
        type: fc.constant("text" as const),
        text: fc.oneof(fc.string({ unit: "binary" }), fc.json(), fc.constantFrom("```json", RIGHT, '{"verdict":')),
      }),
      fc.constant({ type: "alive" as const }),
      fc.record({ type: fc.constant("finish" as const), reason: fc.constantFrom("stop" as const, "cut" as const, "refused" as const) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 6 }), async (parts) => {
        const answer = await openDoor([scriptedModel("p:m", () => parts)]).answer(verdictCall());
        expect(verdictSchema.safeParse(answer.output).success).toBe(true);
        expect(answer.source.kind === "embedded").toBe(answer.output.verdict === "embedded");
        expect(answer.source.attempts.length).toBeLessThanOrEqual(2);
      }),
      { numRuns: 300 },
    );
  });

  it("a caller that has left already costs no request", async () => {
    const model = scriptedModel("p:m", () => saying(RIGHT));
    const answer = await openDoor([model]).answer(verdictCall({ signal: AbortSignal.abort() }));
    expect(answer.source).toMatchObject({ kind: "embedded", late: false });
    expect(model.requests).toEqual([]);
  });
});

describe("a guarded call", () => {
  const ALLOWED: Review = { allowed: true, reason: null };
  /** Hides one name, and says what it is told to say of prompts and outputs. */
  const guardOf = ({ prompt = ALLOWED, output = ALLOWED }: { prompt?: Review; output?: Review } = {}): Guard => ({
    outbound: ({ system, user }) => ({ system, user: user.replaceAll("Ana", "⟦name_1⟧") }),
    inbound: (value) => value,
    growing: (text) => text.replaceAll("⟦name_1⟧", "Ana"),
    reviewPrompt: () => Promise.resolve(prompt),
    reviewOutput: () => Promise.resolve(output),
  });
  const ofAna = () => ({ system: "Judge.", user: "Reply: Ana says 42" });

  it("sends no name, and shows it again while the answer grows", async () => {
    const model = scriptedModel("p:m", () => [
      { type: "text", text: '{"verdict":"correct"' },
      { type: "text", text: ',"by":"⟦name_1⟧"}' },
      { type: "finish", reason: "stop" },
    ]);
    const heard: string[] = [];
    await openDoor([model]).answer(verdictCall({ prompt: ofAna, guard: guardOf(), onText: (text) => heard.push(text) }));
    expect(model.requests.map(({ user }) => user)).toEqual(["Reply: ⟦name_1⟧ says 42"]);
    expect(heard.at(-1)).toBe('{"verdict":"correct","by":"Ana"}');
  });

  it("leaves for no provider when what the learner said is refused, and the embedded tutor answers", async () => {
    const model = scriptedModel("p:m", () => saying(RIGHT));
    const guard = guardOf({ prompt: { allowed: false, reason: "violence" } });
    const answer = await openDoor([model, model]).answer(verdictCall({ guard }));
    expect(model.requests).toEqual([]);
    expect(answer.output).toEqual(EMBEDDED);
    expect(answer.source).toEqual({
      kind: "embedded",
      route: "embedded",
      late: false,
      attempts: [{ route: "moderation", fault: "refused", detail: "what was said may not leave: violence" }],
    });
  });

  it("asks the next model when what the first one said is refused, and both are paid for", async () => {
    const [bad, good] = [scriptedModel("p:bad", () => saying('{"verdict":"wrong"}')), scriptedModel("p:good", () => saying(RIGHT))];
    const guard: Guard = {
      ...guardOf(),
      reviewOutput: (output) => Promise.resolve(JSON.stringify(output).includes("wrong") ? { allowed: false, reason: "hate" } : ALLOWED),
    };
    const heard: string[] = [];
    const answer = await openDoor([bad, good]).answer(verdictCall({ guard, onActivity: (status) => heard.push(status) }));
    expect(answer.output.verdict).toBe("correct");
    expect(answer.source.attempts).toEqual([{ route: "p:bad", fault: "refused", detail: "what it said may not be used: hate" }]);
    expect(heard).toEqual(["fell_back"]);
  });

  it("is the same in every session when anybody may be given the answer", async () => {
    const model = scriptedModel("p:m", () => saying(RIGHT));
    await openDoor([model]).answer(verdictCall({ prompt: ofAna, guard: guardOf(), is_shareable: true }));
    expect(model.requests.map(({ user }) => user)).toEqual(["Reply: Ana says 42"]);
  });

  it("is answered by the embedded tutor when its prompt could not be cleaned", async () => {
    const model = scriptedModel("p:m", () => saying(RIGHT));
    const outbound = () => {
      throw new Error("SQLITE_FULL");
    };
    const answer = await openDoor([model]).answer(verdictCall({ guard: { ...guardOf(), outbound } }));
    expect(model.requests).toEqual([]);
    expect(answer.output).toEqual(EMBEDDED);
  });
});
