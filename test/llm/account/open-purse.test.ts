import { describe, expect, it } from "vitest";
import { createTestClock } from "../../support/clock.ts";
import { createManualTimer } from "../../support/manual-timer.ts";
import { EMPTY_PURSE } from "../../../src/llm/account/purse.ts";
import { createPurseStore } from "../../../src/llm/account/purse.store.ts";
import { createHealth, createHealthDesk } from "../../../src/llm/health/create-health.ts";
import { createModelLedger, createRealLedger } from "./model-ledger.ts";
import { createDesk, estimate, RICH, recordOf, sumOf, take } from "./purse-desk.ts";
import { createTestStorage, type TestStorage } from "../../support/sqlite-storage.ts";

const bodyOf = (desk: ReturnType<typeof createDesk>) => JSON.parse(String(desk.storage.rows("SELECT body FROM purse")[0]?.body));

/** What a process finds that starts where another ended. */
function storageWith(body: string): TestStorage {
  const opened = createTestStorage();
  createPurseStore(opened.storage).save(EMPTY_PURSE);
  opened.storage.sql.exec("UPDATE purse SET body = ?", body);
  return opened;
}

async function turnOfThree(purse: Awaited<ReturnType<ReturnType<typeof createDesk>["open"]>>) {
  for (let call = 0; call < 3; call++) purse.settle(await take(purse), recordOf(300));
  await purse.checkIn();
}

describe("a lesson that asks no model", () => {
  it("writes nothing, asks the ledger nothing and tells nobody anything", async () => {
    const desk = createDesk();
    const purse = desk.open();
    expect(purse.tier()).toBe("full");
    await purse.checkIn();
    expect(desk.storage.rows("SELECT name FROM sqlite_master")).toEqual([]);
    expect(desk.ledger.heard).toEqual([]);
    expect(desk.sink.messages).toEqual([]);
  });
});

describe("a request to a model", () => {
  it("is written down before it goes out", async () => {
    const desk = createDesk();
    const { reservation_id } = await take(desk.open(), estimate(1_000, 100));
    expect(bodyOf(desk).open).toMatchObject([{ reservation_id, route: "test:model", estimate: { nanousd: 1_000, tokens: 100 } }]);
  });

  it("is paid and on record when settle returns", async () => {
    const desk = createDesk();
    const purse = desk.open();
    purse.settle(await take(purse), recordOf(400, 40));
    expect(bodyOf(desk)).toMatchObject({
      open: [],
      allowances: [{ spent: { nanousd: 400, tokens: 40 } }],
      outbox: [{ cost_nanousd: 400, outcome: "ok" }],
    });
  });

  it("is booked as it came out, also above its estimate", async () => {
    const desk = createDesk();
    const purse = desk.open();
    purse.settle(await take(purse, estimate(1_000)), recordOf(5_000, 700));
    await purse.checkIn();
    expect(desk.ledger.spent()).toEqual({ nanousd: 5_000, tokens: 700 });
  });

  it("is not made when it cannot be written down", async () => {
    const desk = createDesk();
    const purse = desk.open();
    purse.settle(await take(purse), recordOf(1));
    desk.storage.failWrite(1);
    expect(await purse.reserve(estimate())).toBeNull();
    expect(await purse.reserve(estimate())).not.toBeNull();
    expect(desk.log).toContain("purse_not_written");
  });

  it("is booked once and at its price when the write that settles it fails and a later one does not", async () => {
    const desk = createDesk();
    const purse = desk.open();
    const reservation = await take(purse);
    desk.storage.failWrite(1);
    expect(() => purse.settle(reservation, recordOf(250))).toThrow("SQLITE_FULL");
    await purse.checkIn();
    await desk.open().checkIn();
    expect(sumOf(desk.sink.records()).nanousd).toBe(250);
    expect(desk.ledger.spent().nanousd).toBe(250);
  });

  it("is paid once when it is settled twice", async () => {
    const desk = createDesk();
    const purse = desk.open();
    const reservation = await take(purse);
    purse.settle(reservation, recordOf(250));
    purse.settle(reservation, recordOf(250));
    await purse.checkIn();
    expect(desk.ledger.spent().nanousd).toBe(250);
    expect(desk.sink.records()).toHaveLength(1);
  });

  it("comes out exactly where a token costs a fraction of a nano-dollar", async () => {
    const desk = createDesk();
    const purse = desk.open();
    purse.settle(await take(purse, estimate(1_000.5)), recordOf(37.5));
    await purse.checkIn();
    expect(desk.ledger.spent().nanousd).toBe(38);
    expect(sumOf(desk.sink.records()).nanousd).toBe(38);
    await desk.open().checkIn();
    expect(desk.log).not.toContain("purse_damaged");
  });
});

describe("a process that is killed between reserve and settle", () => {
  it("has its request booked at the estimate, as interrupted, exactly once however often it wakes", async () => {
    const desk = createDesk();
    await take(desk.open(), estimate(1_000, 100));
    for (let wake = 0; wake < 3; wake++) await desk.open().checkIn();
    expect(desk.sink.records()).toMatchObject([{ outcome: "interrupted", cost_nanousd: 1_000, input_tokens: 100, is_estimated: true }]);
    expect(desk.ledger.spent()).toEqual({ nanousd: 1_000, tokens: 100 });
  });

  it("books it once also when it dies again before anybody could be told", async () => {
    const desk = createDesk();
    await take(desk.open(), estimate(1_000));
    desk.ledger.line = "lost";
    desk.sink.line = "lost";
    await desk.open().checkIn();
    desk.ledger.line = "up";
    desk.sink.line = "up";
    await desk.open().checkIn();
    expect(desk.sink.messages.flat()).toHaveLength(2);
    expect(sumOf(desk.sink.records()).nanousd).toBe(1_000);
    expect(desk.ledger.spent().nanousd).toBe(1_000);
  });

  it("never spends again what it had given back, though it did not live to hear that it was taken", async () => {
    const desk = createDesk();
    const purse = desk.open();
    purse.settle(await take(purse), recordOf(2_500));
    const [{ allowance_id }] = bodyOf(desk).allowances;
    desk.ledger.line = "silent";
    // It ends in the middle of the talk: nothing is written after what was written before it.
    const body = () => desk.storage.rows("SELECT body FROM purse")[0]?.body;
    void purse.checkIn();
    const stored = String(body());
    const woken = desk.open("ses_test", storageWith(stored));
    expect(JSON.parse(stored).allowances).toMatchObject([{ allowance_id, is_closing: true }]);
    expect(await woken.reserve(estimate(100, 10))).toBeNull();
  });
});

describe("the allowance", () => {
  it("is asked for once by requests that begin together", async () => {
    const desk = createDesk();
    const purse = desk.open();
    const both = await Promise.all([purse.reserve(estimate()), purse.reserve(estimate())]);
    expect(both).not.toContain(null);
    expect(desk.ledger.heard).toHaveLength(1);
  });

  it("is asked for by each request itself when what others asked for was too little for it", async () => {
    const desk = createDesk();
    const purse = desk.open();
    const sizes = [1_000, 50_000, 1_000_000, 20_000_000];
    expect(await Promise.all(sizes.map(async (size) => (await purse.reserve(estimate(size))) !== null))).toEqual(sizes.map(() => true));
    expect(desk.ledger.heard).toHaveLength(4);
  });

  it("is asked for once more by a request that was told of a short one that somebody else had asked for", async () => {
    const { clock } = createDesk();
    const desk = createDesk({ clock, ledger: createModelLedger(clock, { nanousd: 10_000, tokens: 10_000 }) });
    const { ledger } = desk;
    const other = { course_id: null, learner_id: null, holder_id: "ses_other", observations: [] };
    const { allowance } = await ledger.checkIn({ ...other, spent: null, want: { nanousd: 3_000, tokens: 10 } });
    const checkIn = ledger.checkIn.bind(ledger);
    // The other lesson gives back as soon as the first of the two requests has its answer.
    ledger.checkIn = async (input) => {
      ledger.checkIn = checkIn;
      const answer = await checkIn(input);
      const spent = { allowance_id: allowance?.allowance_id ?? "", amount: { nanousd: 0, tokens: 0 }, is_closed: true };
      await checkIn({ ...other, spent, want: null });
      return answer;
    };
    const purse = desk.open();
    expect(await Promise.all([purse.reserve(estimate(6_000)), purse.reserve(estimate(2_000))])).not.toContain(null);
  });

  it("is renewed between turns, so that turns do not wait for the ledger", async () => {
    const desk = createDesk();
    const purse = desk.open();
    await turnOfThree(purse);
    const requests: number[] = [];
    for (let turn = 0; turn < 20; turn++) {
      desk.clock.advance(20_000);
      const before = desk.ledger.heard.length;
      for (let call = 0; call < 3; call++) purse.settle(await take(purse), recordOf(300));
      expect(desk.ledger.heard).toHaveLength(before);
      await purse.checkIn();
      requests.push(desk.ledger.heard.length - before);
    }
    expect(Math.max(...requests)).toBeLessThanOrEqual(2);
    expect(desk.ledger.spent().nanousd).toBe(21 * 900);
  });

  it("keeps no more from others than a few turns come to", async () => {
    const desk = createDesk();
    const purse = desk.open();
    for (let turn = 0; turn < 10; turn++) await turnOfThree(purse);
    const { allowances } = bodyOf(desk);
    const held = allowances.reduce(
      (sum: number, one: { amount: { nanousd: number }; spent: { nanousd: number } }) => sum + one.amount.nanousd - one.spent.nanousd,
      0,
    );
    // An estimate is 1,000 and a turn 900.
    expect(held).toBeLessThanOrEqual(10_000);
  });

  it("that has expired is asked for anew, and is not reported when there is nothing to report", async () => {
    const desk = createDesk();
    const purse = desk.open();
    await turnOfThree(purse);
    desk.clock.advance(60 * 60_000);
    purse.settle(await take(purse), recordOf(300));
    expect(desk.ledger.heard.at(-1)?.spent).toBeNull();
    await purse.checkIn();
    expect(desk.ledger.spent().nanousd).toBe(1_200);
  });

  it("costs a purse that has nothing to tell nothing", async () => {
    const desk = createDesk();
    const purse = desk.open();
    await turnOfThree(purse);
    const { heard } = desk.ledger;
    const told = heard.length;
    await purse.checkIn();
    await purse.checkIn();
    expect(heard).toHaveLength(told);
    expect(desk.sink.messages).toHaveLength(1);
  });
});

describe("a budget that runs out", () => {
  it("ends in `spent`, so that nobody asks any more, and is tried again a minute later with the cheapest model", async () => {
    const { clock } = createDesk();
    const poor = createDesk({ clock, ledger: createRealLedger(clock, { nanousd: 1_000, tokens: 10_000 }) });
    const purse = poor.open();
    purse.settle(await take(purse), recordOf(1_000));
    expect(await purse.reserve(estimate())).toBeNull();
    await purse.checkIn();
    expect(purse.tier()).toBe("spent");
    expect(poor.open().tier()).toBe("spent");
    poor.clock.advance(61_000);
    expect(purse.tier()).toBe("tight");
  });

  it("is known to be short from a session's first request on, so that whoever is asked next is the cheapest model", async () => {
    const { clock } = createDesk();
    const desk = createDesk({ clock, ledger: createRealLedger(clock, { nanousd: 10_000, tokens: 10_000 }) });
    const spent = { allowance_id: "als_of_others", amount: { nanousd: 8_500, tokens: 10 }, is_closed: true };
    await desk.ledger.checkIn({ course_id: null, learner_id: null, holder_id: "ses_other", spent, want: null, observations: [] });
    const purse = desk.open();
    expect(purse.tier()).toBe("full");
    expect(await purse.reserve(estimate(100, 10))).not.toBeNull();
    expect(purse.tier()).toBe("tight");
  });

  it.each([
    ["at once under a cap", RICH, false],
    ["with later turns where there is no cap", null, true],
  ])("can be told %s", async (_name, cap, mayWait) => {
    const { clock } = createDesk();
    const purse = createDesk({ clock, ledger: createRealLedger(clock, cap) }).open();
    for (let turn = 0; turn < 2; turn++) {
      purse.settle(await take(purse), recordOf(300));
      expect(purse.mayWait()).toBe(mayWait);
      await purse.checkIn();
    }
  });

  it("does not ask the ledger at every request when it has just said that there is no more", async () => {
    const { clock } = createDesk();
    const poor = createDesk({ clock, ledger: createRealLedger(clock, { nanousd: 10, tokens: 10_000 }) });
    const purse = poor.open();
    for (let call = 0; call < 5; call++) expect(await purse.reserve(estimate())).toBeNull();
    expect(poor.ledger.heard).toHaveLength(1);
  });

  it.each([
    ["the model ledger", createModelLedger],
    ["the product's ledger", createRealLedger],
  ])(
    "is never passed by 200 lessons at once against a cap that fits half of them, and none of them is blocked: %s",
    async (_name, makeLedger) => {
      const { clock } = createDesk();
      // 200 lessons × 6 turns × 3 calls × 500 = 1.8 million.
      const cap = { nanousd: 900_000, tokens: 10_000_000 };
      const desk = createDesk({ clock, ledger: makeLedger(clock, cap) });
      let granted = 0;
      let refused = 0;
      const lesson = async (n: number) => {
        const purse = desk.open(`ses_${n}`, createTestStorage());
        for (let turn = 0; turn < 6; turn++) {
          for (let call = 0; call < 3; call++) {
            const reservation = purse.tier() === "spent" ? null : await purse.reserve(estimate(1_000, 100));
            if (reservation) granted += 1;
            else refused += 1;
            await new Promise((resolve) => setImmediate(resolve));
            if (reservation) purse.settle(reservation, recordOf(500, 50));
          }
          await purse.checkIn();
        }
      };
      await Promise.all(Array.from({ length: 200 }, (_, n) => lesson(n)));
      expect(granted + refused).toBe(200 * 18);
      expect(desk.ledger.spent()).toEqual(sumOf(desk.sink.records()));
      expect(desk.ledger.spent().nanousd).toBe(granted * 500);
      expect(desk.ledger.spent().nanousd).toBeLessThanOrEqual(cap.nanousd);
      // What lessons keep for themselves does not leave most of the budget unspent.
      expect(desk.ledger.spent().nanousd).toBeGreaterThan(cap.nanousd * 0.5);
    },
  );
});

describe("a ledger that does not answer", () => {
  it("is waited for one second, once: the requests after it are refused at once, and its late answer is still of use", async () => {
    const time = createManualTimer();
    const clock = { now: time.now, advance() {} };
    const ledger = createModelLedger(clock, RICH);
    const desk = createDesk({ clock, ledger, timer: time });
    let answer = () => {};
    const checkIn = ledger.checkIn.bind(ledger);
    ledger.checkIn = async (input) => {
      await new Promise<void>((resolve) => {
        answer = resolve;
      });
      return await checkIn(input);
    };
    const purse = desk.open();
    const first = purse.reserve(estimate());
    await time.armed();
    await time.advance(999);
    expect(await Promise.race([first, Promise.resolve("waiting")])).toBe("waiting");
    await time.advance(1);
    expect(await first).toBeNull();
    expect(await purse.reserve(estimate())).toBeNull();
    answer();
    await time.advance(0);
    expect(await purse.reserve(estimate())).not.toBeNull();
  });

  it("is not noticed while the allowance lasts", async () => {
    const desk = createDesk();
    const purse = desk.open();
    await turnOfThree(purse);
    desk.ledger.line = "silent";
    for (let call = 0; call < 3; call++) purse.settle(await take(purse), recordOf(300));
    await purse.checkIn();
    desk.ledger.line = "up";
    await purse.checkIn();
    expect(desk.ledger.spent().nanousd).toBe(1_800);
  });

  it("hears everything after ten minutes, once", async () => {
    const desk = createDesk();
    const purse = desk.open();
    await turnOfThree(purse);
    desk.ledger.line = "down";
    let made = 3;
    for (let turn = 0; turn < 10; turn++) {
      desk.clock.advance(60_000);
      const reservation = await purse.reserve(estimate());
      if (reservation) {
        purse.settle(reservation, recordOf(300));
        made += 1;
      }
      await purse.checkIn();
    }
    desk.ledger.line = "up";
    await purse.checkIn();
    expect(made).toBeGreaterThan(3);
    expect(desk.ledger.spent().nanousd).toBe(made * 300);
    expect(sumOf(desk.sink.records()).nanousd).toBe(made * 300);
  });
});

describe("records of calls", () => {
  it("of one turn leave in one message, with those of answers that cost nothing", async () => {
    const desk = createDesk();
    const purse = desk.open();
    purse.note(recordOf(0, 0, { cache: "speculation" }));
    await turnOfThree(purse);
    expect(desk.sink.messages.map((records) => records.length)).toEqual([4]);
  });

  it("of free answers alone leave without a row being written", async () => {
    const desk = createDesk();
    const purse = desk.open();
    purse.note(recordOf(0, 0, { cache: "exact" }));
    await purse.checkIn();
    expect(desk.sink.records()).toHaveLength(1);
    expect(desk.storage.rows("SELECT name FROM sqlite_master")).toEqual([]);
  });

  it("wait for a sink that is down, through crashes, and all arrive", async () => {
    const desk = createDesk();
    desk.sink.line = "down";
    for (let turn = 0; turn < 60; turn++) await turnOfThree(desk.open());
    expect(bodyOf(desk).outbox.length).toBeLessThanOrEqual(50);
    desk.sink.line = "up";
    await desk.open().checkIn();
    expect(desk.sink.records()).toHaveLength(180);
    expect(sumOf(desk.sink.records())).toEqual(desk.ledger.spent());
    expect(Math.max(...desk.sink.messages.map((records) => records.length))).toBeLessThan(100);
  });
});

describe("a call that ends while a check-in is under way", () => {
  it("is told with the next one: neither ledger nor sink takes it for told", async () => {
    const desk = createDesk();
    const purse = desk.open();
    const [first, second] = [await take(purse), await take(purse)];
    purse.settle(first, recordOf(100));
    const checkingIn = purse.checkIn();
    purse.settle(second, recordOf(200));
    await checkingIn;
    expect(sumOf(desk.sink.records()).nanousd).toBe(100);
    expect(desk.ledger.spent().nanousd).toBe(100);
    await purse.checkIn();
    expect(sumOf(desk.sink.records()).nanousd).toBe(300);
    expect(desk.ledger.spent().nanousd).toBe(300);
  });
});

describe("two turns that end close together", () => {
  it("are both told, though the second checked in while the first was still at it", async () => {
    const desk = createDesk();
    const purse = desk.open();
    const [first, second] = [await take(purse), await take(purse)];
    purse.settle(first, recordOf(100));
    const checkIns = [purse.checkIn()];
    purse.settle(second, recordOf(200));
    checkIns.push(purse.checkIn(), purse.checkIn());
    await Promise.all(checkIns);
    expect(sumOf(desk.sink.records()).nanousd).toBe(300);
    expect(desk.ledger.spent().nanousd).toBe(300);
    expect(purse.isEven()).toBe(true);
    expect(desk.sink.messages).toHaveLength(2);
  });
});

describe("storage that cannot be read", () => {
  it("does not make a check-in reject", async () => {
    const desk = createDesk();
    const broken = createTestStorage();
    broken.storage.sql.exec = () => {
      throw new Error("SQLITE_IOERR");
    };
    await expect(desk.open("ses_test", broken).checkIn()).resolves.toBeUndefined();
    expect(desk.log).toContain("check_in_failed");
  });
});

describe("a request that nobody settles", () => {
  it("is booked at its estimate after ten minutes, and stays so when its caller comes back after all", async () => {
    const desk = createDesk();
    const purse = desk.open();
    const reservation = await take(purse, estimate(1_000, 100));
    desk.clock.advance(10 * 60_000);
    await purse.checkIn();
    purse.settle(reservation, recordOf(10));
    await purse.checkIn();
    expect(desk.sink.records()).toMatchObject([{ outcome: "interrupted", cost_nanousd: 1_000 }]);
    expect(desk.ledger.spent().nanousd).toBe(1_000);
    expect(desk.log).toContain("settled_twice");
  });
});

describe("a month that ends between a call and its check-in", () => {
  it("has the call booked once, in the month that hears of it", async () => {
    const clock = createTestClock(Date.UTC(2026, 10, 30, 23, 59, 50));
    const desk = createDesk({ clock, ledger: createRealLedger(clock, RICH) });
    const purse = desk.open();
    purse.settle(await take(purse), recordOf(400));
    await purse.checkIn();
    purse.settle(await take(purse), recordOf(300));
    expect(desk.ledger.spent().nanousd).toBe(400);
    clock.advance(20_000);
    await purse.checkIn();
    expect(desk.ledger.spent().nanousd).toBe(300);
  });
});

describe("what calls show about their models", () => {
  it("reaches the ledger with the check-in, and comes back as routes to leave alone", async () => {
    const { clock } = createDesk();
    const health = createHealth({ clock });
    const desk = createDesk({ clock, health: () => health });
    const purse = desk.open();
    const reservation = await take(purse);
    health.report("test:model", { ok: false, total_ms: 6_000 });
    purse.settle(reservation, recordOf(0, 0));
    desk.ledger.resting = [{ route: "other:model", until_ms: clock.now() + 10_000 }];
    await purse.checkIn();
    expect(desk.ledger.heard.at(-1)?.observations).toEqual([{ route: "test:model", ok: false, total_ms: 6_000, at_ms: clock.now() }]);
    expect(health.admit("other:model")).toBe("open");
    expect(health.admit("test:model")).toBe("closed");
  });

  it("reaches the ledger also after its isolate has served a thousand other tenants meanwhile", async () => {
    const { clock } = createDesk();
    const healthOf = createHealthDesk({ clock });
    const desk = createDesk({ clock, health: () => healthOf("ten_test") });
    const purse = desk.open();
    purse.settle(await take(purse), recordOf(1));
    for (let n = 0; n < 1_100; n++) healthOf(`ten_${n}`);
    healthOf("ten_test").report("test:model", { ok: false, total_ms: 6_000 });
    desk.ledger.resting = [{ route: "other:model", until_ms: clock.now() + 10_000 }];
    await purse.checkIn();
    expect(desk.ledger.heard.flatMap(({ observations }) => observations)).toMatchObject([{ route: "test:model", ok: false }]);
    expect(healthOf("ten_test").admit("other:model")).toBe("open");
  });

  it("is kept for the next check-in when the ledger cannot be reached", async () => {
    const { clock } = createDesk();
    const health = createHealth({ clock });
    const desk = createDesk({ clock, health: () => health });
    const purse = desk.open();
    purse.settle(await take(purse), recordOf(1));
    health.report("test:model", { ok: true, total_ms: 1 });
    desk.ledger.line = "down";
    await purse.checkIn();
    desk.ledger.line = "up";
    await purse.checkIn();
    expect(desk.ledger.heard.flatMap(({ observations }) => observations)).toHaveLength(1);
  });
});

describe("a purse that is damaged", () => {
  it("is begun anew, because a lesson never stops, and an operator hears of it", async () => {
    const desk = createDesk();
    await turnOfThree(desk.open());
    desk.storage.storage.sql.exec("UPDATE purse SET body = 'x'");
    expect(await desk.open().reserve(estimate())).not.toBeNull();
    expect(desk.log).toContain("purse_damaged");
  });
});
