import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitTime } from "../../../src/llm/calls/split-time.ts";

const NOW = Date.parse("2026-11-28T12:00:00.000Z");
const DAY_MS = 86_400_000;

describe("the time in which a learner's calls may lie", () => {
  it("is cut without a gap, into a week at most, and has no end", () => {
    fc.assert(
      fc.property(fc.option(fc.integer({ min: -5, max: 400 })), (days) => {
        const since = days === null ? null : new Date(NOW - days * DAY_MS).toISOString();
        const spans = splitTime(since, NOW);
        expect(spans.slice(1).map(({ from }) => from)).toEqual(spans.slice(0, -1).map(({ to }) => to));
        expect(spans.at(-1)?.to).toBeNull();
        for (const { from, to } of spans)
          if (from !== null) expect((to === null ? NOW : Date.parse(to)) - Date.parse(from)).toBeLessThanOrEqual(7 * DAY_MS);
        const [first] = spans;
        // A day earlier than the learner came; what lies as far back as records are kept has no beginning.
        if (days === null || days >= 89) expect(first?.from).toBeNull();
        else expect(first?.from).toBe(new Date(NOW - (days + 1) * DAY_MS).toISOString());
      }),
    );
  });

  it("is one span for whoever came this week, however long records are kept", () => {
    expect(splitTime("2026-11-26T12:00:00.000Z", NOW)).toEqual([{ from: "2026-11-25T12:00:00.000Z", to: null }]);
    expect(splitTime(null, NOW)).toHaveLength(13);
  });
});
