import { openPurse, type Purse } from "../../../src/llm/account/open-purse.usecase.ts";
import { createPurseStore } from "../../../src/llm/account/purse.store.ts";
import { createModels } from "../../../src/llm/answer.usecase.ts";
import { type CallLimits, DEFAULT_CALL_LIMITS } from "../../../src/llm/call-limits.ts";
import type { ChatModel } from "../../../src/llm/chat-model.port.ts";
import { createHealth, type HealthMirror } from "../../../src/llm/health/create-health.ts";
import type { Latencies } from "../../../src/llm/hedge/latencies.ts";
import { toJsonSchema } from "../../../src/llm/json-schema.schema.ts";
import { createLedger, type Ledger } from "../../../src/llm/ledger/keep-ledger.usecase.ts";
import type { Budget, CheckedIn, CheckIn } from "../../../src/llm/ledger/ledger.port.ts";
import { createLedgerStore } from "../../../src/llm/ledger/ledger.store.ts";
import type { Models } from "../../../src/llm/models.port.ts";
import type { TokenPrice } from "../../../src/llm/routes/route.port.ts";
import { systemTimer } from "../../../src/llm/timer.adapter.ts";
import type { Timer } from "../../../src/llm/timer.port.ts";
import type { Clock } from "../../../src/shared/clock.ts";
import type { LogFields, Logger } from "../../../src/shared/logger.ts";
import { createTestStorage, type TestStorage } from "../../support/sqlite-storage.ts";
import type { LineState } from "../account/model-ledger.ts";
import { createTestSink, payerOf, type TestSink } from "../account/purse-desk.ts";

/** What a model of these tests costs: round figures, far from nothing. */
export const PRICE: TokenPrice = { input_nanousd: 400, cached_input_nanousd: 100, output_nanousd: 1_600 };
export const TENANT = "ten_test";
/** The scopes that a lesson's spend is booked under, each with a cap of its own. */
export const capsOf = (nanousd: number): readonly Budget[] =>
  (["tenant", "course", "learner"] as const).map((scope) => ({
    scope,
    scope_id: scope === "tenant" ? "" : "*",
    period: "month",
    cap_nanousd: nanousd,
    cap_tokens: null,
  }));

export interface StageOptions {
  readonly clock: Clock;
  readonly models: readonly ChatModel[];
  readonly timer?: Timer;
  readonly limits?: Partial<CallLimits>;
  readonly budgets?: readonly Budget[];
  /** The ledger's own clock, where it is not everybody's. */
  readonly ledgerClock?: Clock;
  readonly latencies?: Latencies;
  readonly max_output_tokens?: number;
}

/** A lesson's purse and the door it pays at. */
export interface Seat {
  readonly purse: Purse;
  readonly models: Models;
}

/** Whether a lesson's process still runs. One that does not says nothing to anybody any more. */
export interface Power {
  isOn(): boolean;
}

/** Everything between a lesson and its providers that keeps money or health, as the product has it: door, purses, breakers, ledger, all over real SQLite. */
export interface Stage {
  readonly ledger: Ledger;
  readonly sink: TestSink;
  /** In force for every call from now on. */
  readonly limits: { -readonly [K in keyof CallLimits]: CallLimits[K] };
  readonly lines: readonly { readonly event: string; readonly fields: LogFields; readonly at_ms: number }[];
  /** The line between purses and ledger. */
  line: LineState | "late";
  /** Lets the ledger have what `late` has held back. */
  deliverLate(): void;
  /** One isolate: its own mirror of the breakers. */
  openIsolate(): { readonly health: HealthMirror; open(session_id: string, storage: TestStorage, power?: Power): Seat };
  /** The ledger's process dies and another opens its storage. */
  crashLedger(): void;
}

export function createStage({ clock, models, timer = systemTimer, limits = {}, budgets = [], ...options }: StageOptions): Stage {
  const lines: Stage["lines"][number][] = [];
  const note = (event: string, fields: LogFields = {}) => void lines.push({ event, fields, at_ms: clock.now() });
  const logger: Logger = { info: note, warn: note, error: note };
  const ledgerStorage = createTestStorage();
  const openLedger = () =>
    createLedger({
      clock: options.ledgerClock ?? clock,
      logger,
      store: createLedgerStore(ledgerStorage.storage),
      tenant_id: TENANT,
    });
  const random = createCounter();
  const route = models.map((model) => ({
    model,
    price: PRICE,
    max_output_tokens: options.max_output_tokens ?? 500,
    key: "operator" as const,
  }));
  const allLimits: Stage["limits"] = { ...DEFAULT_CALL_LIMITS, minCallMs: 10, retryJitterMs: 0, ...limits };
  const stage = { ledger: openLedger(), sink: createTestSink(), lines, line: "up" as Stage["line"], limits: allLimits };
  for (const budget of budgets) stage.ledger.put(budget);
  let held: (() => void)[] = [];

  async function checkIn(input: CheckIn): Promise<CheckedIn> {
    const { line } = stage;
    const message = structuredClone(input);
    if (line === "silent") await new Promise(() => {});
    if (line === "down") throw new Error("the ledger cannot be reached");
    // It arrives after others that were sent later.
    if (line === "late") await new Promise<void>((resolve) => held.push(resolve));
    const answer = stage.ledger.checkIn(message);
    if (line === "lost") throw new Error("the answer was lost");
    return answer;
  }

  return Object.assign(stage, {
    deliverLate() {
      const due = held;
      held = [];
      for (const deliver of due) deliver();
    },
    crashLedger() {
      stage.ledger = openLedger();
    },
    openIsolate() {
      const health = createHealth({ clock });
      const door = createModels({
        route: () => route,
        health: () => health,
        clock,
        timer,
        random,
        limits: stage.limits,
        toJsonSchema,
        ...(options.latencies && { latencies: options.latencies }),
      });
      return {
        health,
        open: (session_id: string, storage: TestStorage, power: Power = { isOn: () => true }): Seat => ({
          models: door,
          purse: openPurse(
            {
              ...{ clock, random, timer, logger, health: () => health },
              ledger: { checkIn: async (input) => (power.isOn() ? await checkIn(input) : await new Promise(() => {})) },
              sink: { send: async (records) => (power.isOn() ? await stage.sink.send(records) : await new Promise(() => {})) },
            },
            {
              payer: { ...payerOf(session_id), tenant_id: TENANT },
              holder_id: session_id,
              store: createPurseStore(storage.storage),
              is_single_use: false,
            },
          ),
        }),
      };
    },
  });
}

/** Bytes that never come twice, so that every id is new. */
function createCounter(): { bytes(length: number): Uint8Array } {
  let made = 0;
  return {
    bytes(length) {
      made += 1;
      return Uint8Array.from({ length }, (_, i) => Math.floor(made / 30 ** (i % 4)) % 30);
    },
  };
}
