import { describe, expect, it } from "vitest";
import { createHealth, createHealthDesk } from "../../../src/llm/health/create-health.ts";
import { COOL_DOWN_MS, MAX_COOL_DOWN_MS, PROBE_MS } from "../../../src/llm/ledger/breakers.ts";
import { createTestClock } from "../../support/clock.ts";

const ROUTE = "p:m";
const GOOD = { ok: true, total_ms: 500 };
const BAD = { ok: false, total_ms: 500 };

function createDesk() {
  const clock = createTestClock();
  const health = createHealth({ clock });
  const fail = () => {
    for (let n = 0; n < 3; n++) health.report(ROUTE, BAD);
  };
  return { clock, health, fail };
}

describe("a model that fails in this isolate", () => {
  it("is left alone at once, without asking the ledger", () => {
    const { health, fail } = createDesk();
    fail();
    expect(health.admit(ROUTE)).toBe("open");
    expect(health.admit("other:m")).toBe("closed");
  });

  it("gets one probe after its rest; a good answer closes, a bad one opens for longer", () => {
    const { clock, health, fail } = createDesk();
    fail();
    clock.advance(COOL_DOWN_MS);
    expect([health.admit(ROUTE), health.admit(ROUTE), health.admit(ROUTE)]).toEqual(["probe", "open", "open"]);
    health.report(ROUTE, BAD);
    clock.advance(COOL_DOWN_MS);
    expect(health.admit(ROUTE)).toBe("open");
    clock.advance(COOL_DOWN_MS);
    expect(health.admit(ROUTE)).toBe("probe");
    health.report(ROUTE, GOOD);
    expect([health.admit(ROUTE), health.admit(ROUTE)]).toEqual(["closed", "closed"]);
  });

  it("gets another probe when the learner of the first one left and nobody heard of it", () => {
    const { clock, health, fail } = createDesk();
    fail();
    clock.advance(COOL_DOWN_MS);
    expect(health.admit(ROUTE)).toBe("probe");
    clock.advance(PROBE_MS);
    expect(health.admit(ROUTE)).toBe("probe");
  });
});

describe("a model that failed elsewhere", () => {
  it("rests here as soon as a check-in says so, and is probed after it", () => {
    const { clock, health } = createDesk();
    health.merge([{ route: ROUTE, until_ms: clock.now() + 5_000 }]);
    expect(health.admit(ROUTE)).toBe("open");
    clock.advance(5_000);
    expect(health.admit(ROUTE)).toBe("probe");
  });

  it("is asked again as soon as a check-in no longer names it", () => {
    const { clock, health } = createDesk();
    health.merge([{ route: ROUTE, until_ms: clock.now() + 60_000 }]);
    health.merge([]);
    expect(health.admit(ROUTE)).toBe("closed");
  });

  it("keeps resting here by what was seen here, whatever the ledger has not heard yet", () => {
    const { health, fail } = createDesk();
    fail();
    health.merge([]);
    expect(health.admit(ROUTE)).toBe("open");
  });

  it("does not get a second probe because the ledger still says that it rests", () => {
    const { clock, health, fail } = createDesk();
    fail();
    clock.advance(COOL_DOWN_MS);
    expect(health.admit(ROUTE)).toBe("probe");
    health.merge([{ route: ROUTE, until_ms: clock.now() - 1 }]);
    expect(health.admit(ROUTE)).toBe("open");
    health.report(ROUTE, GOOD);
    expect(health.admit(ROUTE)).toBe("closed");
  });

  it("is tried by the next when the probe was called off or could not be paid for", () => {
    const { clock, health, fail } = createDesk();
    fail();
    clock.advance(COOL_DOWN_MS);
    expect(health.admit(ROUTE)).toBe("probe");
    expect(health.admit(ROUTE)).toBe("open");
    health.release(ROUTE);
    expect(health.admit(ROUTE)).toBe("probe");
  });

  it("is not shut out for hours by a ledger whose clock is ahead", () => {
    const { clock, health } = createDesk();
    health.merge([{ route: ROUTE, until_ms: clock.now() + 86_400_000 }]);
    clock.advance(MAX_COOL_DOWN_MS);
    expect(health.admit(ROUTE)).toBe("probe");
  });
});

describe("observations", () => {
  it("are handed out once, with when they were made, and put back in order when nobody took them", () => {
    const { clock, health } = createDesk();
    health.report(ROUTE, GOOD);
    const drained = health.drain();
    expect(drained).toEqual([{ ...GOOD, route: ROUTE, at_ms: clock.now() }]);
    expect(health.drain()).toEqual([]);
    health.report(ROUTE, BAD);
    health.giveBack(drained);
    expect(health.drain().map(({ ok }) => ok)).toEqual([true, false]);
  });

  it("do not pile up without end while the ledger is away", () => {
    const { health } = createDesk();
    for (let n = 0; n < 1_000; n++) health.report(ROUTE, GOOD);
    expect(health.drain().length).toBeLessThanOrEqual(64);
  });
});

describe("the breakers of many tenants", () => {
  it("are apart from each other, the same for one tenant, and forgotten beyond a thousand", () => {
    const healthOf = createHealthDesk({ clock: createTestClock() });
    for (let n = 0; n < 3; n++) healthOf("ten_0").report(ROUTE, BAD);
    expect(healthOf("ten_0").admit(ROUTE)).toBe("open");
    expect(healthOf("ten_1").admit(ROUTE)).toBe("closed");
    for (let n = 2; n < 1_100; n++) healthOf(`ten_${n}`);
    expect(healthOf("ten_0").admit(ROUTE)).toBe("closed");
  });
});
