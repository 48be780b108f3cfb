import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createLine } from "../../src/llm/line.ts";
import { createManualTimer } from "../support/manual-timer.ts";

const SOON = { within_ms: 1_000, signal: undefined };

describe("requests in a line", () => {
  it("go on at once while there is room, and then one after the other as room is made", async () => {
    const timer = createManualTimer();
    const line = createLine(2, timer);
    const served: string[] = [];
    const enter = async (name: string) => {
      const leave = await line.enter(SOON);
      served.push(name);
      return leave;
    };
    const [a, b, c, d] = [enter("a"), enter("b"), enter("c"), enter("d")];
    await timer.advance(0);
    expect(served).toEqual(["a", "b"]);
    (await b)?.();
    await timer.advance(0);
    expect(served).toEqual(["a", "b", "c"]);
    (await a)?.();
    (await c)?.();
    (await d)?.();
    expect(await line.enter(SOON)).not.toBeNull();
    expect(timer.waiting()).toBe(0);
  });

  it("give up when their time is up or their caller has gone, and take no room then", async () => {
    const timer = createManualTimer();
    const line = createLine(1, timer);
    const first = await line.enter(SOON);
    const caller = new AbortController();
    const [late, gone] = [line.enter(SOON), line.enter({ within_ms: 60_000, signal: caller.signal })];
    const last = line.enter({ within_ms: 60_000, signal: undefined });
    caller.abort();
    await timer.advance(1_000);
    expect(await late).toBeNull();
    expect(await gone).toBeNull();
    expect(await line.enter({ within_ms: 60_000, signal: caller.signal })).toBeNull();
    expect(await line.enter({ within_ms: 0, signal: undefined })).toBeNull();
    first?.();
    expect(await last).not.toBeNull();
    expect(timer.waiting()).toBe(0);
  });

  it("are never more than there is room for, and nobody waits beside an empty place, whatever happens in which order", async () => {
    const step = fc.record({
      act: fc.constantFrom("enter", "enter", "leave", "time", "abort"),
      which: fc.nat({ max: 20 }),
      ms: fc.nat({ max: 500 }),
    });
    const property = fc.asyncProperty(fc.integer({ min: 1, max: 4 }), fc.array(step, { maxLength: 60 }), async (room, steps) => {
      const timer = createManualTimer();
      const line = createLine(room, timer);
      const inside: (() => void)[] = [];
      const callers: AbortController[] = [];
      let waiting = 0;
      for (const { act, which, ms } of steps) {
        if (act === "enter") {
          const caller = new AbortController();
          callers.push(caller);
          waiting += 1;
          void line.enter({ within_ms: ms, signal: caller.signal }).then((leave) => {
            waiting -= 1;
            if (leave) inside.push(leave);
          });
        }
        if (act === "leave") inside.splice(which % Math.max(1, inside.length), 1)[0]?.();
        if (act === "abort") callers[which]?.abort();
        await timer.advance(act === "time" ? ms : 0);
        expect(inside.length).toBeLessThanOrEqual(room);
        expect(waiting === 0 || inside.length === room).toBe(true);
        expect(timer.waiting()).toBe(waiting);
      }
    });
    await fc.assert(property, { numRuns: 200 });
  });
});
