import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Observation } from "../../../src/llm/health/health.port.ts";
import {
  admit,
  type BreakerState,
  CLOSED_BREAKER,
  COOL_DOWN_MS,
  FRESH_MS,
  MAX_COOL_DOWN_MS,
  observe,
  PROBE_MS,
  restsUntil,
  SLOW_MS,
  STEADY_MS,
  statusOf,
} from "../../../src/llm/ledger/breakers.ts";

const NOW = Date.UTC(2026, 10, 20);
const GOOD: Observation = { ok: true, total_ms: 900 };
const BAD: Observation = { ok: false, total_ms: 900 };
const SLOW: Observation = { ok: true, total_ms: SLOW_MS };

/** Observations `everyMs` apart, the last one at `endMs`. */
const seen = (observations: readonly Observation[], { state = CLOSED_BREAKER, endMs = NOW, everyMs = 1_000 } = {}): BreakerState =>
  observations.reduce((at, observation, n) => observe(at, observation, endMs - (observations.length - 1 - n) * everyMs), state);
const OPEN = seen([BAD, BAD, BAD]);

describe("a model that fails", () => {
  it("rests after three failures in a row, and not after two", () => {
    expect(statusOf(seen([BAD, BAD, GOOD, BAD, BAD]), NOW)).toEqual({ state: "closed", until_ms: null });
    expect(statusOf(OPEN, NOW)).toEqual({ state: "open", until_ms: NOW + COOL_DOWN_MS });
  });

  it("rests when five of its last eight answers in a minute were failures", () => {
    const flapping = [BAD, BAD, GOOD, BAD, BAD, GOOD, GOOD, BAD];
    expect(statusOf(seen(flapping), NOW).state).toBe("open");
    expect(statusOf(seen(flapping, { everyMs: 30_000 }), NOW).state).toBe("closed");
  });

  it("is not judged by failures of long ago", () => {
    expect(statusOf(seen([BAD, BAD, BAD], { everyMs: FRESH_MS }), NOW).state).toBe("closed");
  });

  it("rests when most of its answers are too slow, although they are right, and not for one slow answer", () => {
    expect(statusOf(seen([GOOD, GOOD, SLOW, GOOD, SLOW, SLOW, SLOW, SLOW]), NOW).state).toBe("closed");
    expect(statusOf(seen([SLOW, SLOW, SLOW, GOOD, SLOW, SLOW, SLOW]), NOW).state).toBe("open");
  });
});

describe("a model that rests", () => {
  it("is probed once after its rest, and by nobody else while the probe is out", () => {
    expect(admit(OPEN, NOW).admission).toBe("open");
    const later = NOW + COOL_DOWN_MS;
    expect(statusOf(OPEN, later)).toEqual({ state: "half_open", until_ms: null });
    const first = admit(OPEN, later);
    expect([first.admission, admit(first.state, later + 1).admission]).toEqual(["probe", "open"]);
    expect([restsUntil(OPEN, later), restsUntil(first.state, later + 1)]).toEqual([null, later + PROBE_MS]);
    expect(admit(first.state, later + PROBE_MS).admission).toBe("probe");
  });

  it("closes when the probe is answered well", () => {
    const closed = observe(OPEN, GOOD, NOW + COOL_DOWN_MS);
    expect([statusOf(closed, NOW + COOL_DOWN_MS).state, admit(closed, NOW + COOL_DOWN_MS).admission]).toEqual(["closed", "closed"]);
  });

  it("rests twice as long after each vain probe, a slow one included, and never longer than two minutes", () => {
    let state = OPEN;
    const rests: number[] = [];
    for (const probe of [BAD, SLOW, BAD, BAD, BAD]) {
      const at = state.rest?.until_ms ?? 0;
      state = observe(state, probe, at);
      rests.push((state.rest?.until_ms ?? 0) - at);
    }
    expect(rests).toEqual([20_000, 40_000, 80_000, MAX_COOL_DOWN_MS, MAX_COOL_DOWN_MS]);
  });

  it("hears nothing from calls that had begun before it opened", () => {
    expect(seen([GOOD, BAD, GOOD], { state: OPEN, endMs: NOW + COOL_DOWN_MS - 1 })).toEqual(OPEN);
    expect(observe(OPEN, GOOD, NOW - MAX_COOL_DOWN_MS)).toEqual(OPEN);
  });

  it("rests longer when it fails again soon after it had come back, and as at first when it had been well for long", () => {
    const back = observe(OPEN, GOOD, NOW + COOL_DOWN_MS);
    const soon = seen([BAD, BAD, BAD], { state: back, endMs: NOW + 60_000 });
    expect(statusOf(soon, NOW + 60_000).until_ms).toBe(NOW + 60_000 + 2 * COOL_DOWN_MS);
    const endMs = NOW + COOL_DOWN_MS + STEADY_MS;
    expect(statusOf(seen([BAD, BAD, BAD], { state: back, endMs }), endMs).until_ms).toBe(endMs + COOL_DOWN_MS);
  });

  it("is asked again when the clock has jumped back further than any rest lasts", () => {
    const back = NOW - MAX_COOL_DOWN_MS;
    expect(statusOf(OPEN, back).state).toBe("half_open");
    const probed = admit(OPEN, back);
    expect([probed.admission, statusOf(observe(probed.state, GOOD, back + 1), back + 1).state]).toEqual(["probe", "closed"]);
  });
});

it("whatever is observed, a model that answers well again is asked again within the longest rest", () => {
  const steps = fc.array(
    fc.record({ ok: fc.boolean(), total_ms: fc.integer({ min: 0, max: 40_000 }), after: fc.integer({ min: 0, max: 90_000 }) }),
  );
  fc.assert(
    fc.property(steps, (observations) => {
      let now = NOW;
      let state = CLOSED_BREAKER;
      for (const { after, ...observation } of observations) {
        now += after;
        state = observe(state, observation, now);
        const { state: name, until_ms } = statusOf(state, now);
        expect(until_ms === null ? name !== "open" : until_ms - now <= MAX_COOL_DOWN_MS).toBe(true);
        expect(state.recent.length).toBeLessThanOrEqual(8);
      }
      now += MAX_COOL_DOWN_MS;
      const { state: after, admission } = admit(state, now);
      expect(["closed", "probe"]).toContain(admission);
      expect(admit(observe(after, GOOD, now), now).admission).toBe("closed");
    }),
  );
});
