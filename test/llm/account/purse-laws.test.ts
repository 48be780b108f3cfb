import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Reservation } from "../../../src/llm/account.port.ts";
import type { Purse } from "../../../src/llm/account/open-purse.usecase.ts";
import { createTestClock } from "../../support/clock.ts";
import { createTestStorage, type TestStorage } from "../../support/sqlite-storage.ts";
import { createModelLedger, createRealLedger, type LineState, type TestLedger } from "./model-ledger.ts";
import { createDesk, estimate, recordOf, sumOf } from "./purse-desk.ts";

type Step =
  | { readonly type: "reserve" | "settle"; readonly lesson: number; readonly nanousd: number }
  | { readonly type: "check_in" | "check_in_twice" | "crash" | "note" | "fail_write"; readonly lesson: number }
  | { readonly type: "ledger"; readonly line: LineState }
  | { readonly type: "sink"; readonly line: "up" | "down" | "lost" }
  | { readonly type: "time"; readonly ms: number };

const LESSONS = 3;
const lesson = fc.nat({ max: LESSONS - 1 });

function stepsOf(times: fc.Arbitrary<number>): fc.Arbitrary<Step[]> {
  return fc.array(
    fc.oneof(
      { weight: 6, arbitrary: fc.record({ type: fc.constant("reserve" as const), lesson, nanousd: fc.integer({ min: 1, max: 2_000 }) }) },
      { weight: 5, arbitrary: fc.record({ type: fc.constant("settle" as const), lesson, nanousd: fc.nat({ max: 2_000 }) }) },
      { weight: 3, arbitrary: fc.record({ type: fc.constantFrom("check_in", "check_in_twice", "crash", "note", "fail_write"), lesson }) },
      {
        weight: 1,
        arbitrary: fc.record({
          type: fc.constant("ledger" as const),
          line: fc.constantFrom<LineState>("up", "up", "down", "lost", "silent"),
        }),
      },
      { weight: 1, arbitrary: fc.record({ type: fc.constant("sink" as const), line: fc.constantFrom("up", "up", "down", "lost") }) },
      { weight: 1, arbitrary: fc.record({ type: fc.constant("time" as const), ms: times }) },
    ),
    { maxLength: 80 },
  );
}

interface Seat {
  readonly storage: TestStorage;
  purse: Purse;
  waiting: Reservation[];
}

/** Plays steps, then brings everything up and lets everybody check in. */
async function play(steps: readonly Step[], makeLedger: (clock: ReturnType<typeof createTestClock>) => TestLedger, neverAbove: boolean) {
  const clock = createTestClock(Date.UTC(2026, 10, 20, 12));
  const desk = createDesk({ clock, ledger: makeLedger(clock) });
  const reopen = (n: number, storage: TestStorage) => desk.open(`ses_${n}`, storage);
  const seats: Seat[] = Array.from({ length: LESSONS }, (_, n) => {
    const storage = createTestStorage();
    return { storage, purse: reopen(n, storage), waiting: [] };
  });
  let expected = 0;
  let calls = 0;
  const crash = (seat: Seat, n: number) => {
    seat.storage.failWrite(0);
    // Whatever was under way is booked at its estimate.
    expected += seat.waiting.reduce((sum, one) => sum + one.estimate.nanousd, 0);
    seat.waiting = [];
    seat.purse = reopen(n, seat.storage);
  };
  for (const step of steps) {
    if (step.type === "ledger") desk.ledger.line = step.line;
    else if (step.type === "sink") desk.sink.line = step.line;
    else if (step.type === "time") {
      // The sum that the product's ledger shows is a month's.
      if (new Date(clock.now() + step.ms).getUTCMonth() === 10) clock.advance(step.ms);
    } else {
      const seat = seats[step.lesson];
      if (!seat) throw new Error("no such lesson");
      if (step.type === "reserve") {
        const reservation = await seat.purse.reserve(estimate(step.nanousd, step.nanousd));
        if (reservation) {
          seat.waiting.push(reservation);
          calls += 1;
        }
      } else if (step.type === "settle") {
        const reservation = seat.waiting.shift();
        if (!reservation) continue;
        const cost = neverAbove ? Math.min(step.nanousd, reservation.estimate.nanousd) : step.nanousd;
        seat.storage.failWrite(0);
        const lines = desk.log.length;
        seat.purse.settle(reservation, recordOf(cost, cost));
        // After ten minutes it counts as cut off, and stays booked so.
        expected += desk.log.slice(lines).includes("settled_twice") ? reservation.estimate.nanousd : cost;
      } else if (step.type === "note") seat.purse.note(recordOf(0, 0, { cache: "exact" }));
      else if (step.type === "fail_write") seat.storage.failWrite(1);
      else if (step.type === "crash") crash(seat, step.lesson);
      else await Promise.all(Array.from({ length: step.type === "check_in" ? 1 : 2 }, () => seat.purse.checkIn()));
    }
  }
  desk.ledger.line = "up";
  desk.sink.line = "up";
  for (const [n, seat] of seats.entries()) {
    crash(seat, n);
    await seat.purse.checkIn();
    await seat.purse.checkIn();
  }
  return { desk, expected, calls };
}

const CAP = { nanousd: 20_000, tokens: 20_000 };

describe.each([
  ["the ledger's rules", (clock: ReturnType<typeof createTestClock>) => createModelLedger(clock, CAP)],
  ["the product's ledger", (clock: ReturnType<typeof createTestClock>) => createRealLedger(clock, CAP)],
])("whatever happens to three lessons, the line and the clock, by %s", (_name, makeLedger) => {
  it("every cent is booked once: the ledger, the records and what the calls came to are one sum", async () => {
    const jumps = fc.oneof(fc.integer({ min: 0, max: 60_000 }), fc.integer({ min: -3_600_000, max: 86_400_000 * 3 }));
    await fc.assert(
      fc.asyncProperty(stepsOf(jumps), async (steps) => {
        const { desk, expected, calls } = await play(steps, makeLedger, false);
        const records = desk.sink.records().filter(({ cache }) => cache === "none");
        expect(records).toHaveLength(calls);
        expect(sumOf(records).nanousd).toBe(expected);
        expect(desk.ledger.spent()).toEqual(sumOf(records));
      }),
      { numRuns: 100 },
    );
  });

  it("the cap is never passed while estimates hold and nobody is away for longer than an allowance lasts", async () => {
    await fc.assert(
      fc.asyncProperty(stepsOf(fc.integer({ min: 0, max: 6_000 })), async (steps) => {
        const { desk } = await play(steps, makeLedger, true);
        expect(desk.ledger.spent().nanousd).toBeLessThanOrEqual(CAP.nanousd);
      }),
      { numRuns: 100 },
    );
  });
});
