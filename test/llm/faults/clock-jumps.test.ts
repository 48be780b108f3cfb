import { describe, expect, it } from "vitest";
import { createModels } from "../../../src/llm/answer.usecase.ts";
import { DEFAULT_CALL_LIMITS } from "../../../src/llm/call-limits.ts";
import type { ChatModel } from "../../../src/llm/chat-model.port.ts";
import { toJsonSchema } from "../../../src/llm/json-schema.schema.ts";
import { MAX_COOL_DOWN_MS } from "../../../src/llm/ledger/breakers.ts";
import { lasting, ModelError } from "../../../src/llm/model-failure.ts";
import { createTestClock } from "../../support/clock.ts";
import { freeEntry } from "../../support/free-entry.ts";
import { createManualTimer } from "../../support/manual-timer.ts";
import { createTestStorage } from "../../support/sqlite-storage.ts";
import { sumOf } from "../account/purse-desk.ts";
import { saying, scriptedModel, verdictCall } from "../door.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, NOON } from "../ledger/desk.ts";
import { capsOf, createStage } from "./stage.ts";

const RIGHT = '{"verdict":"correct","confidence":0.9}';
const DEADLINE_MS = 20_000;

const JUMPS = [
  ["a day ahead", DAY_MS],
  ["an hour back", -HOUR_MS],
  ["a minute back", -MINUTE_MS],
  ["half a second back", -500],
] as const;

describe.each(JUMPS)("a clock that jumps %s in the middle of a call", (_name, jumpMs) => {
  /** Timers go on whatever the clock on the wall says. */
  function openDoor(models: (jump: () => void) => readonly ChatModel[]) {
    const timer = createManualTimer();
    let offsetMs = NOON;
    const jump = () => {
      offsetMs += jumpMs;
    };
    const door = createModels({
      route: () => models(jump).map(freeEntry),
      clock: { now: () => timer.now() + offsetMs },
      timer,
      random: { bytes: (length) => new Uint8Array(length) },
      limits: DEFAULT_CALL_LIMITS,
      toJsonSchema,
    });
    return { door, timer };
  }

  it("takes nothing from the answer that is under way", async () => {
    const { door, timer } = openDoor((jump) => [
      scriptedModel("test:m", () => {
        jump();
        return saying(RIGHT);
      }),
    ]);
    const answering = door.answer(verdictCall({ deadline_ms: DEADLINE_MS }));
    await timer.advance(1);
    expect(await answering).toMatchObject({ source: { kind: "model", late: false, attempts: [] } });
    expect(timer.waiting()).toBe(0);
  });

  it("gives no model more time than the call has, though none ever answers", async () => {
    const hanging = (jump: () => void) => (): AsyncIterable<never> => {
      jump();
      return { [Symbol.asyncIterator]: () => ({ next: () => new Promise<never>(() => {}) }) };
    };
    const { door, timer } = openDoor((jump) => [
      scriptedModel("test:silent", hanging(jump)),
      scriptedModel(
        "test:slow",
        hanging(() => {}),
        false,
      ),
      scriptedModel(
        "test:slower",
        hanging(() => {}),
        false,
      ),
    ]);
    let isAnswered = false;
    const answering = door.answer(verdictCall({ deadline_ms: DEADLINE_MS })).then((answer) => {
      isAnswered = true;
      return answer;
    });
    await timer.armed();
    await timer.advance(DEADLINE_MS + Math.min(500, Math.abs(jumpMs)));
    expect(isAnswered).toBe(true);
    expect(await answering).toMatchObject({ output: { verdict: "embedded" }, source: { late: true } });
  });
});

/** A provider that is down until it is told otherwise. */
function createSwitchedModel(route: string): { readonly model: ChatModel; isUp: boolean } {
  const state = {
    isUp: false,
    model: scriptedModel(route, () => {
      if (!state.isUp) throw new ModelError(lasting("provider_error", "HTTP 503"));
      return saying(RIGHT);
    }),
  };
  return state;
}

describe("a clock that jumps while a breaker is open", () => {
  const jumps: readonly (readonly [string, readonly number[]])[] = [
    ["a day ahead", [DAY_MS]],
    ["an hour back", [-HOUR_MS]],
    ["a minute back", [-MINUTE_MS]],
    ["a day ahead and back again", [DAY_MS, -DAY_MS]],
  ];
  const whose = ["everybody's", "the ledger's"] as const;

  it.each(jumps.flatMap(([name, steps]) => whose.map((clock) => [clock, name, steps] as const)))(
    "(%s, %s): the provider is asked again within one cool-down of its return",
    async (clocks, _name, steps) => {
      const [lessons, ledgers] = [createTestClock(NOON), createTestClock(NOON)];
      const jump = (ms: number) => {
        if (clocks === "everybody's") lessons.advance(ms);
        ledgers.advance(ms);
      };
      const provider = createSwitchedModel("test:m");
      const stage = createStage({ clock: lessons, ledgerClock: ledgers, models: [provider.model], budgets: capsOf(10 ** 12) });
      const seats = [1, 2].map((n) => stage.openIsolate().open(`ses_${n}`, createTestStorage()));
      let passedMs = 0;
      const askAll = async () => {
        const answers = [];
        for (const seat of seats) {
          answers.push(await seat.models.answer(verdictCall({ account: seat.purse })));
          await seat.purse.checkIn();
        }
        passedMs += 5_000;
        lessons.advance(5_000);
        ledgers.advance(5_000);
        return answers.map(({ source }) => source.kind);
      };
      // Down for three minutes, with the jumps in between.
      for (const ms of steps) {
        for (let n = 0; n < 12; n++) await askAll();
        expect(stage.ledger.breakers()[0]?.state).not.toBe("closed");
        jump(ms);
      }
      for (let n = 0; n < 12; n++) await askAll();
      provider.isUp = true;
      const backMs = passedMs;
      while ((await askAll()).includes("embedded") && passedMs - backMs < HOUR_MS);
      expect(passedMs - backMs).toBeLessThanOrEqual(MAX_COOL_DOWN_MS + 10_000);
      for (let n = 0; n < 40; n++) expect(await askAll()).toEqual(["model", "model"]);
      expect(stage.ledger.breakers()[0]?.state).toBe("closed");
    },
  );
});

describe("a clock that jumps while money is set aside", () => {
  const moments = ["between two calls", "between reserve and settle", "between settle and check-in"] as const;
  const cases = JUMPS.flatMap(([name, ms]) => moments.map((moment) => [name, moment, ms] as const));

  it.each(cases)("(%s, %s): no cent is lost, and models go on answering", async (_name, moment, jumpMs) => {
    const clock = createTestClock(NOON);
    let onAsked = () => {};
    const model = scriptedModel("test:m", () => {
      onAsked();
      return saying(RIGHT);
    });
    const stage = createStage({ clock, models: [model], budgets: capsOf(10 ** 10) });
    const storage = createTestStorage();
    const isolate = stage.openIsolate();
    let seat = isolate.open("ses_jump", storage);
    const answer = async () => (await seat.models.answer(verdictCall({ account: seat.purse }))).source.kind;
    for (let turn = 0; turn < 9; turn++) {
      const isJump = turn % 3 === 1;
      onAsked = () => {
        if (isJump && moment === "between reserve and settle") clock.advance(jumpMs);
        onAsked = () => {};
      };
      if (isJump && moment === "between two calls") clock.advance(jumpMs);
      expect(await answer()).toBe("model");
      if (isJump && moment === "between settle and check-in") clock.advance(jumpMs);
      await seat.purse.checkIn();
      clock.advance(20_000);
      // And the process ends now and then.
      if (turn % 4 === 3) seat = isolate.open("ses_jump", storage);
    }
    await seat.purse.checkIn();
    const records = stage.sink.records();
    expect(records).toHaveLength(9);
    for (const { total_ms } of records) expect(total_ms).toBeGreaterThanOrEqual(0);
    expect(seat.purse.untold()).toEqual({ nanousd: 0, records: 0 });
    // The month's sum, whatever day it is: the jumps stay within November.
    for (const { spent_nanousd, spent_tokens } of stage.ledger.list()) {
      expect({ nanousd: spent_nanousd, tokens: spent_tokens }).toEqual(sumOf(records));
    }
    // What is set aside is free again once the clock has caught up with itself.
    clock.advance(3 * HOUR_MS + 11 * MINUTE_MS);
    expect(stage.ledger.list().map(({ reserved_nanousd }) => reserved_nanousd)).toEqual([0, 0, 0]);
  });
});
