import { describe, expect, it } from "vitest";
import { DEFAULT_CALL_LIMITS as limits } from "../../src/llm/call-limits.ts";
import { lasting, transient } from "../../src/llm/model-failure.ts";
import type { ModelFault } from "../../src/llm/models.port.ts";
import { decideNextStep } from "../../src/llm/next-step.ts";
import { failureOfStatus, readRetryAfter } from "../../src/llm/providers/status-failure.ts";

const fresh = { retried: false, repaired: false };
const GIVE_UP = { type: "give_up", out_of_time: false };
const OUT_OF_TIME = { type: "give_up", out_of_time: true };

describe("after a failed request to a model", () => {
  it("a passing failure is retried once, after a random part of half a second", () => {
    expect(decideNextStep(transient("provider_error", "HTTP 503"), fresh, 20_000, limits, 0)).toEqual({ type: "retry", after_ms: 0 });
    expect(decideNextStep(transient("unreachable", ""), fresh, 20_000, limits, 0.999)).toEqual({ type: "retry", after_ms: 499 });
    expect(decideNextStep(transient("unreachable", ""), { ...fresh, retried: true }, 20_000, limits, 0)).toEqual(GIVE_UP);
  });

  it("a pause that the provider asked for is kept if it is short, and nobody comes back all at once", () => {
    const limited = (retry_after_ms: number | null) => ({ ...lasting("rate_limited", "HTTP 429"), retry_after_ms });
    expect(decideNextStep(limited(2_000), fresh, 20_000, limits, 0)).toEqual({ type: "retry", after_ms: 2_000 });
    expect(decideNextStep(limited(2_000), fresh, 20_000, limits, 0.5)).toEqual({ type: "retry", after_ms: 2_250 });
    const busy = (retry_after_ms: number) => ({ ...transient("provider_error", "HTTP 503"), retry_after_ms });
    expect(decideNextStep(busy(1_000), fresh, 20_000, limits, 0.5)).toEqual({ type: "retry", after_ms: 1_250 });
    expect(decideNextStep(busy(30_000), fresh, 20_000, limits, 0.5)).toEqual(GIVE_UP);
    expect(decideNextStep(limited(2_001), fresh, 20_000, limits, 0.5)).toEqual(GIVE_UP);
    expect(decideNextStep(limited(null), fresh, 20_000, limits, 0.5)).toEqual(GIVE_UP);
    expect(decideNextStep(limited(2_000), fresh, 2_999, limits, 0.5)).toEqual(OUT_OF_TIME);
  });

  it.each(["not_json", "wrong_schema"] as const)("an answer that is %s may be corrected once, also after a retry", (fault) => {
    expect(decideNextStep(lasting(fault, ""), { retried: true, repaired: false }, 20_000, limits, 0)).toEqual({ type: "repair" });
    expect(decideNextStep(lasting(fault, ""), { retried: false, repaired: true }, 20_000, limits, 0)).toEqual(GIVE_UP);
    expect(decideNextStep(lasting(fault, ""), fresh, limits.minCallMs - 1, limits, 0)).toEqual(OUT_OF_TIME);
  });

  it.each<ModelFault>(["unauthorized", "timeout", "silent", "cut_off", "empty", "refused", "too_large", "unavailable"])(
    "nothing more is asked when it was %s",
    (fault) => {
      expect(decideNextStep(lasting(fault, ""), fresh, 20_000, limits, 0)).toEqual(GIVE_UP);
    },
  );
});

describe("the status of a provider", () => {
  it("says whether trying again makes sense", () => {
    const transients = [400, 401, 402, 403, 404, 408, 422, 429, 500, 502, 503, 504, 529].filter(
      (status) => failureOfStatus(status, {}, 0).transient,
    );
    expect(transients).toEqual([500, 502, 503, 504, 529]);
  });

  it("carries the pause that was asked for", () => {
    const now = Date.UTC(2026, 10, 20, 12, 0, 0);
    expect(failureOfStatus(429, { "retry-after": "2" }, now).retry_after_ms).toBe(2_000);
    expect(readRetryAfter({ "retry-after": "0.5" }, now)).toBe(500);
    expect(readRetryAfter({ "retry-after": "Fri, 20 Nov 2026 12:00:01 GMT" }, now)).toBe(1_000);
    expect(readRetryAfter({ "retry-after": "Fri, 20 Nov 2026 11:00:00 GMT" }, now)).toBe(0);
    expect(readRetryAfter({ "retry-after-ms": "150", "retry-after": "1" }, now)).toBe(150);
    expect(readRetryAfter({ "retry-after": "soon" }, now)).toBeNull();
    expect(readRetryAfter({}, now)).toBeNull();
  });
});
