import { describe, expect, it } from "vitest";
import type { ChatPart } from "../../../src/llm/chat-model.port.ts";
import { createLatencies, type Latencies } from "../../../src/llm/hedge/latencies.ts";
import { lasting, ModelError } from "../../../src/llm/model-failure.ts";
import { createManualTimer } from "../../support/manual-timer.ts";
import { openDoor, saying, scriptedModel, verdictCall } from "../door.ts";
import { DEFAULT_CALL_LIMITS } from "../../../src/llm/call-limits.ts";

const RIGHT = '{"verdict":"correct"}';
const WRONG = '{"verdict":"wrong"}';
const ROUTE = "p:m";

/** A model of which twenty answers are known, all of them begun after `ms`. */
function knownToTake(ms: number): Latencies {
  const latencies = createLatencies();
  for (let nth = 0; nth < 20; nth++) latencies.note(ROUTE, ms);
  return latencies;
}

async function* after(time: ReturnType<typeof createManualTimer>, ms: number, parts: readonly ChatPart[]): AsyncGenerator<ChatPart> {
  await new Promise<void>((resolve) => {
    time.after(ms, resolve);
  });
  yield* parts;
}

function openHedged(
  script: (call: number, time: ReturnType<typeof createManualTimer>) => AsyncIterable<ChatPart>,
  latencies = knownToTake(500),
) {
  const time = createManualTimer();
  const model = scriptedModel(ROUTE, (_request, call) => script(call, time));
  const door = openDoor([model], DEFAULT_CALL_LIMITS, { timer: time, clock: time, latencies });
  return { time, model, door };
}

describe("a model that is slower than it usually is", () => {
  it("is asked a second time, and whoever answers first is heard", async () => {
    const { door, model, time } = openHedged((call, clock) => after(clock, call === 1 ? 5_000 : 300, saying(call === 1 ? WRONG : RIGHT)));
    const answer = door.answer(verdictCall());
    await time.armed();
    await time.advance(900);
    expect((await answer).output.verdict).toBe("correct");
    expect(model.requests.map(({ signal }) => signal.aborted)).toEqual([true, false]);
    expect(time.waiting()).toBe(1);
  });

  it("is waited for when it answers before the second does", async () => {
    const { door, model, time } = openHedged((call, clock) => after(clock, call === 1 ? 700 : 5_000, saying(call === 1 ? RIGHT : WRONG)));
    const answer = door.answer(verdictCall());
    await time.armed();
    await time.advance(800);
    expect((await answer).output.verdict).toBe("correct");
    expect(model.requests).toHaveLength(2);
  });

  it("is not given up when the second fails, nor the second when the first does", async () => {
    for (const failing of [1, 2]) {
      const { door, time } = openHedged(async function* (call, clock) {
        yield* after(clock, call === failing ? 600 : 2_000, []);
        if (call === failing) throw new ModelError(lasting("provider_error", "500"));
        yield* saying(RIGHT);
      });
      const answer = door.answer(verdictCall());
      await time.armed();
      await time.advance(4_000);
      expect((await answer).output.verdict).toBe("correct");
    }
  });

  it("has its failure told when both fail", async () => {
    const { door, time } = openHedged(async function* (_call, clock) {
      yield* after(clock, 600, []);
      throw new ModelError(lasting("provider_error", "500"));
    });
    const answer = door.answer(verdictCall());
    await time.armed();
    await time.advance(3_000);
    expect((await answer).source).toMatchObject({ kind: "embedded", attempts: [{ fault: "provider_error" }] });
  });
});

describe("nobody is asked twice", () => {
  it("when the answer begins in time", async () => {
    const { door, model, time } = openHedged((_call, clock) => after(clock, 400, saying(RIGHT)));
    const answer = door.answer(verdictCall());
    await time.armed();
    await time.advance(2_000);
    await answer;
    expect(model.requests).toHaveLength(1);
  });

  it("once the answer has begun, however long it goes on", async () => {
    const { door, model, time } = openHedged(async function* (_call, clock) {
      yield { type: "text", text: RIGHT.slice(0, 5) };
      yield* after(clock, 3_000, saying(RIGHT.slice(5)));
    });
    const answer = door.answer(verdictCall());
    await time.armed();
    await time.advance(3_500);
    expect((await answer).output.verdict).toBe("correct");
    expect(model.requests).toHaveLength(1);
  });

  it("for a draft that nobody waits for, by a model that is not known yet, or at the end of the time", async () => {
    const slow = (_call: number, clock: ReturnType<typeof createManualTimer>) => after(clock, 2_000, saying(RIGHT));
    const speculative = openHedged(slow);
    const unknown = openHedged(slow, createLatencies());
    const late = openHedged(slow, knownToTake(9_500));
    const answers = [
      speculative.door.answer(verdictCall({ purpose: "speculation" })),
      unknown.door.answer(verdictCall()),
      late.door.answer(verdictCall()),
    ];
    for (const { time } of [speculative, unknown, late]) {
      await time.armed();
      await time.advance(3_000);
    }
    await Promise.all(answers);
    expect([speculative, unknown, late].map(({ model }) => model.requests.length)).toEqual([1, 1, 1]);
  });

  it("after the caller has left", async () => {
    const { door, model, time } = openHedged((_call, clock) => after(clock, 5_000, saying(RIGHT)));
    const leaving = new AbortController();
    const answer = door.answer(verdictCall({ signal: leaving.signal }));
    await time.armed();
    await time.advance(100);
    leaving.abort();
    expect((await answer).source.kind).toBe("embedded");
    await time.advance(2_000);
    expect(model.requests).toHaveLength(1);
    expect(model.requests[0]?.signal.aborted).toBe(true);
  });
});

describe("what is usual", () => {
  it("is the 95th of 100 answers, by nearest rank, of the newest hundred", () => {
    const latencies = createLatencies();
    for (let nth = 0; nth < 19; nth++) latencies.note(ROUTE, 1);
    expect(latencies.p95(ROUTE)).toBeNull();
    for (let ms = 1; ms <= 100; ms++) latencies.note(ROUTE, ms);
    expect(latencies.p95(ROUTE)).toBe(95);
    expect(latencies.p95("other:model")).toBeNull();
  });
});
