import type { CallEstimate, Payer, Reservation } from "../../../src/llm/account.port.ts";
import { openPurse, type Purse, type PurseDeps } from "../../../src/llm/account/open-purse.usecase.ts";
import { createPurseStore } from "../../../src/llm/account/purse.store.ts";
import type { CallRecord } from "../../../src/llm/calls/call-record.schema.ts";
import type { CallSink } from "../../../src/llm/calls/call-sink.port.ts";
import type { Timer } from "../../../src/llm/timer.port.ts";
import { createTestClock } from "../../support/clock.ts";
import { createTestStorage, type TestStorage } from "../../support/sqlite-storage.ts";
import { createModelLedger, type TestLedger } from "./model-ledger.ts";

export const RICH = { nanousd: 1_000_000_000_000, tokens: 1_000_000_000 };

export const payerOf = (session_id: string | null): Payer => ({
  tenant_id: "ten_test",
  course_id: session_id && "les_test",
  learner_id: session_id && "lrn_test",
  session_id,
});

/** Waiting is over as soon as nothing else can happen: what does not answer at once never will. */
export const impatientTimer: Timer = {
  after(_ms, run) {
    const handle = setImmediate(run);
    return () => clearImmediate(handle);
  },
};

export interface TestSink extends CallSink {
  /** `lost`: it takes them, and says that it did not. */
  line: "up" | "down" | "lost";
  readonly messages: readonly (readonly CallRecord[])[];
  /** Each call once, as whoever receives them sees it. */
  records(): CallRecord[];
}

export function createTestSink(): TestSink {
  const messages: (readonly CallRecord[])[] = [];
  return {
    line: "up",
    messages,
    records: () => [...new Map(messages.flat().map((record) => [record.call_id, record])).values()],
    async send(records) {
      if (this.line === "down") throw new Error("the queue cannot be reached");
      messages.push(structuredClone(records));
      if (this.line === "lost") throw new Error("the answer was lost");
    },
  };
}

export interface Desk {
  readonly clock: ReturnType<typeof createTestClock>;
  readonly ledger: TestLedger;
  readonly sink: TestSink;
  readonly storage: TestStorage;
  /** Lines of the log, by their event. */
  readonly log: string[];
  /** Opening again over the same desk is what a crash and a restart look like. */
  open(session_id?: string, storage?: TestStorage): Purse;
}

export function createDesk(deps: Partial<PurseDeps> & { ledger?: TestLedger; clock?: Desk["clock"] } = {}): Desk {
  const clock = deps.clock ?? createTestClock();
  const ledger = deps.ledger ?? createModelLedger(clock, RICH);
  const sink = createTestSink();
  const storage = createTestStorage();
  const log: string[] = [];
  const note = (event: string) => void log.push(event);
  const logger = { info: note, warn: note, error: note };
  let made = 0;
  const random = {
    bytes(length: number) {
      made += 1;
      return Uint8Array.from({ length }, (_, i) => ((made >> (8 * (i % 3))) & 0xff) % 240);
    },
  };
  return {
    clock,
    ledger,
    sink,
    storage,
    log,
    open: (session_id = "ses_test", over = storage) =>
      openPurse(
        { clock, random, timer: impatientTimer, logger, sink, ...deps, ledger },
        { payer: payerOf(session_id), holder_id: session_id, store: createPurseStore(over.storage), is_single_use: false },
      ),
  };
}

export const estimate = (nanousd = 1_000, tokens = 100): CallEstimate => ({
  route: "test:model",
  about: { agent: "tutor", purpose: "turn", key: "operator", turn_id: "ses_1:0", prompt_hash: null },
  nanousd,
  tokens,
});

let calls = 0;

/** The record of a call that came to so much. */
export function recordOf(cost_nanousd: number, tokens = 10, changes: Partial<CallRecord> = {}): CallRecord {
  calls += 1;
  return {
    v: 1,
    call_id: `cal_record${calls}`,
    at: "2026-11-20T00:00:00.000Z",
    ...payerOf("ses_test"),
    turn_id: "ses_test:1",
    agent: "tutor",
    purpose: "turn",
    route: "test:model",
    key: "operator",
    outcome: "ok",
    cache: "none",
    fallback_reason: null,
    input_tokens: tokens,
    output_tokens: 0,
    cached_input_tokens: 0,
    reasoning_tokens: 0,
    is_estimated: false,
    cost_nanousd,
    saved_nanousd: 0,
    first_token_ms: 100,
    total_ms: 500,
    prompt_hash: null,
    ...changes,
  };
}

export const sumOf = (records: readonly CallRecord[]) => ({
  nanousd: records.reduce((sum, { cost_nanousd }) => sum + cost_nanousd, 0),
  tokens: records.reduce((sum, { input_tokens, output_tokens }) => sum + input_tokens + output_tokens, 0),
});

/** Reserves what there must be room for. */
export async function take(purse: Purse, of: CallEstimate = estimate()): Promise<Reservation> {
  const reservation = await purse.reserve(of);
  if (!reservation) throw new Error("there was no room");
  return reservation;
}
