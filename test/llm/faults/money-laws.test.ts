import fc from "fast-check";
import { expect, it } from "vitest";
import type { CallRecord } from "../../../src/llm/calls/call-record.schema.ts";
import { ALLOWANCE_MS } from "../../../src/llm/ledger/holder.ts";
import { sumOf } from "../account/purse-desk.ts";
import { type Plan, plan } from "./money-plan.ts";
import { LARGEST_NANOUSD, type Played, playMoney } from "./money-run.ts";

/** `CAIRN_SEED` replays one seed, `CAIRN_RUNS` asks for more; a failure prints both its seed and its plan. */
const RUNS = Number(process.env["CAIRN_RUNS"] ?? 300);
const SEED = process.env["CAIRN_SEED"];

/** Whoever leaves, or runs out of time, before a request is sent. */
const isFree = ({ outcome, cost_nanousd }: CallRecord) => cost_nanousd === 0 && (outcome === "cancelled" || outcome === "timeout");

/** What the records say is what the ledger says, by tenant, course and learner, and nothing stays set aside for ever. */
async function expectOneSum({ stage, seats, cut_off_calls, model, unanswered, advance }: Played): Promise<void> {
  const records = stage.sink.records();
  expect(unanswered).toBe(0);
  for (const { purse } of seats) expect(purse.untold()).toEqual({ nanousd: 0, records: 0 });
  // No request without a record, and none that is paid for without a request but what a process did not live to make.
  expect(records.length).toBeGreaterThanOrEqual(model.requests);
  expect(records.length - model.requests - records.filter(isFree).length).toBeLessThanOrEqual(2 * cut_off_calls);
  const spent = stage.ledger.list();
  expect(spent).toHaveLength(3);
  for (const { spent_nanousd, spent_tokens } of spent) {
    expect({ nanousd: spent_nanousd, tokens: spent_tokens }).toEqual(sumOf(records));
  }
  await advance(ALLOWANCE_MS);
  expect(stage.ledger.list().map(({ reserved_nanousd }) => reserved_nanousd)).toEqual([0, 0, 0]);
}

/** Beyond the cap goes only what a call came to beyond its estimate; and nobody tells less than the provider counted. */
function expectWithinCap({ stage, model, cap_nanousd }: Played, { fates }: Plan): void {
  const records = stage.sink.records();
  const spent = sumOf(records).nanousd;
  const beyond = records.reduce((sum, { cost_nanousd }) => sum + Math.max(0, cost_nanousd - LARGEST_NANOUSD), 0);
  expect(spent).toBeLessThanOrEqual(cap_nanousd + beyond);
  if (fates.every(({ type }) => type !== "dear")) expect(spent).toBeGreaterThanOrEqual(model.billed);
}

function expectInTime({ answers }: Played): void {
  for (const { took_ms, deadline_ms } of answers) expect(took_ms).toBeLessThanOrEqual(deadline_ms);
}

it("whatever comes of the calls of three lessons, of their processes, the ledger and the queue: every cent is booked once, the cap holds, and all are answered in time", {
  timeout: 240_000,
}, async () => {
  const property = fc.asyncProperty(plan, async (one) => {
    const played = await playMoney(one);
    expectInTime(played);
    expectWithinCap(played, one);
    await expectOneSum(played);
  });
  await fc.assert(property, { numRuns: RUNS, ...(SEED ? { seed: Number(SEED) } : {}) });
});
