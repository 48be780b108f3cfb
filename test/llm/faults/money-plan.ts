import fc from "fast-check";
import type { ChatModel, TokenUsage } from "../../../src/llm/chat-model.port.ts";
import { lasting, ModelError, transient } from "../../../src/llm/model-failure.ts";
import { costOf } from "../../../src/llm/providers/price.ts";
import type { Timer } from "../../../src/llm/timer.port.ts";
import type { LineState } from "../account/model-ledger.ts";
import type { TestSink } from "../account/purse-desk.ts";
import { PRICE, type Stage } from "./stage.ts";

export const LESSONS = 3;

/** What comes of one request to a model. */
const FATES = [
  "good",
  "good_uncounted",
  "dear",
  "cut",
  "empty",
  "prose",
  "misfit",
  "refused",
  "busy",
  "down",
  "locked",
  "unreachable",
  "hangs",
  "hangs_mid",
  "breaks_mid",
  "broken_adapter",
] as const;
export interface Fate {
  readonly type: (typeof FATES)[number];
  /** How long it takes to begin, ms. */
  readonly after_ms: number;
}

/** What can happen to lessons, to their processes, and to what lies between them and the ledger. */
export type Step =
  | { readonly type: "call"; readonly lesson: number; readonly deadline_ms: number; readonly purpose: "turn" | "speculation" }
  | { readonly type: "cancel" | "check_in"; readonly lesson: number }
  /** The process ends now, or right before or after the n-th write from now on (1 is the next). */
  | { readonly type: "crash"; readonly lesson: number; readonly at: "now" | "before_write" | "after_write"; readonly nth: number }
  | { readonly type: "fail_write"; readonly lesson: number }
  | { readonly type: "ledger"; readonly line: LineState | "late" }
  | { readonly type: "deliver_late" | "crash_ledger" }
  | { readonly type: "sink"; readonly line: TestSink["line"] }
  | { readonly type: "time"; readonly ms: number };

const lesson = fc.nat({ max: LESSONS - 1 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      type: fc.constant("call" as const),
      lesson,
      deadline_ms: fc.constantFrom(20_000, 20_000, 20_000, 3_000, 0),
      purpose: fc.constantFrom("turn", "turn", "speculation"),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("cancel" as const), lesson }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant("check_in" as const), lesson }) },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant("crash" as const),
      lesson,
      at: fc.constantFrom("now", "before_write", "after_write"),
      nth: fc.integer({ min: 1, max: 4 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("fail_write" as const), lesson }) },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant("ledger" as const),
      line: fc.constantFrom<Stage["line"]>("up", "up", "up", "down", "lost", "silent", "late"),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constantFrom("deliver_late", "crash_ledger") }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("sink" as const), line: fc.constantFrom("up", "down", "lost") }) },
  { weight: 6, arbitrary: fc.record({ type: fc.constant("time" as const), ms: fc.constantFrom(1, 500, 1_000, 2_000, 6_000) }) },
);

export interface Plan {
  readonly steps: readonly Step[];
  /** One after the other, and from the start again. */
  readonly fates: readonly Fate[];
  /** After so long a silence a second request is made; null: never. */
  readonly hedge_ms: number | null;
  /** The cap, in largest requests. */
  readonly cap_requests: number;
}

export const plan: fc.Arbitrary<Plan> = fc.record({
  steps: fc.array(step, { minLength: 1, maxLength: 60, size: "large" }),
  fates: fc.array(
    fc.record({
      type: fc.oneof({ weight: 8, arbitrary: fc.constant("good" as const) }, { weight: 8, arbitrary: fc.constantFrom(...FATES) }),
      after_ms: fc.constantFrom(0, 0, 400, 900, 3_000, 7_000),
    }),
    { minLength: 1, maxLength: 30 },
  ),
  hedge_ms: fc.constantFrom(null, 700),
  cap_requests: fc.constantFrom(3, 10, 40, 1_000),
});

const usage = (input_tokens: number, output_tokens: number): TokenUsage => ({
  ...{ input_tokens, output_tokens },
  ...{ cached_input_tokens: 0, reasoning_tokens: 0 },
});
const USUAL = usage(60, 40);
/** More than was set aside. */
const DEAR = usage(3_000, 700);

/** A provider that keeps its own account of what it was asked and what it counted. */
export interface CountingModel {
  readonly model: ChatModel;
  requests: number;
  /** What it told of, in nano-dollars. */
  billed: number;
}

export function createCountingModel(timer: Timer, fates: readonly Fate[]): CountingModel {
  const wait = (ms: number) => (ms === 0 ? Promise.resolve() : new Promise<void>((resolve) => void timer.after(ms, resolve)));
  const counting: CountingModel = {
    requests: 0,
    billed: 0,
    model: {
      route: "test:m",
      streams: true,
      async *complete() {
        const fate = fates[counting.requests % fates.length] ?? { type: "good", after_ms: 0 };
        counting.requests += 1;
        await wait(fate.after_ms);
        switch (fate.type) {
          case "busy":
            throw new ModelError({ fault: "rate_limited", detail: "HTTP 429", transient: false, retry_after_ms: 1_000 });
          case "down":
            throw new ModelError(transient("provider_error", "HTTP 503"));
          case "locked":
            throw new ModelError(lasting("unauthorized", "HTTP 401"));
          case "unreachable":
            throw new ModelError(transient("unreachable", "no connection (ECONNREFUSED)"));
          case "broken_adapter":
            throw new TypeError("not a failure of ours");
          case "hangs":
            await new Promise(() => {});
            return;
          case "hangs_mid":
            yield { type: "text", text: GOOD.slice(0, 9) };
            await new Promise(() => {});
            return;
          case "breaks_mid":
            yield { type: "text", text: GOOD.slice(0, 9) };
            throw new ModelError(transient("unreachable", "the connection broke inside the answer"));
          case "refused":
            yield { type: "finish", reason: "refused" };
            return;
          case "cut":
            yield { type: "text", text: GOOD.slice(0, 9) };
            yield { type: "finish", reason: "cut" };
            return;
          case "empty":
            break;
          case "prose":
            yield { type: "text", text: "I would say so." };
            break;
          case "misfit":
            yield { type: "text", text: '{"verdict":7}' };
            break;
          case "good":
          case "good_uncounted":
          case "dear":
            yield { type: "text", text: GOOD };
        }
        const counted = fate.type === "good_uncounted" ? null : fate.type === "dear" ? DEAR : USUAL;
        if (counted) {
          yield { type: "usage", usage: counted };
          // Whoever asks for more has taken it in.
          counting.billed += costOf(PRICE, counted);
        }
        yield { type: "finish", reason: "stop" };
      },
    },
  };
  return counting;
}

const GOOD = '{"verdict":"correct","confidence":0.9}';
