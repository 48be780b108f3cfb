import { describe, expect, it } from "vitest";
import { createHealth } from "../../src/llm/health/create-health.ts";
import { MAX_COOL_DOWN_MS } from "../../src/llm/ledger/breakers.ts";
import { createTestClock } from "../support/clock.ts";
import { openDoor, saying, scriptedModel, verdictCall } from "./door.ts";
import { richAccount } from "../support/rich-account.ts";

const ROUTE = "p:m";
const RIGHT = '{"verdict":"correct"}';

/** A model whose breaker is about to let one probe through, and a purse that is full or empty. */
function openRested() {
  const clock = createTestClock();
  const health = createHealth({ clock });
  for (let n = 0; n < 3; n++) health.report(ROUTE, { ok: false, total_ms: 10 });
  clock.advance(MAX_COOL_DOWN_MS);
  const purse = { isEmpty: false };
  const account = richAccount({ reserve: async (estimate) => (purse.isEmpty ? null : { reservation_id: "one", estimate }) });
  const model = scriptedModel(ROUTE, () => saying(RIGHT));
  return { door: openDoor([model], {}, { health: () => health }), account, model, purse };
}

describe("the one request that is to show whether a model is back", () => {
  it("is left to the next when it could not be paid for", async () => {
    const { door, account, model, purse } = openRested();
    purse.isEmpty = true;
    expect((await door.answer(verdictCall({ account }))).source.attempts).toMatchObject([{ fault: "over_budget" }]);
    purse.isEmpty = false;
    expect((await door.answer(verdictCall({ account }))).source.kind).toBe("model");
    expect(model.requests).toHaveLength(1);
  });

  it("is left to the next when it was called off", async () => {
    const { door, account } = openRested();
    const leaving = new AbortController();
    const called = door.answer(
      verdictCall({
        account: { ...account, reserve: async (estimate) => (leaving.abort(), account.reserve(estimate)) },
        signal: leaving.signal,
      }),
    );
    expect((await called).source.kind).toBe("embedded");
    expect((await door.answer(verdictCall({ account }))).source.kind).toBe("model");
  });
});
