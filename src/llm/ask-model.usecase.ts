import type { z } from "zod";
import type { Random } from "../shared/random.ts";
import type { Result } from "../shared/result.ts";
import { err, ok } from "../shared/result.ts";
import type { CallLimits } from "./call-limits.ts";
import type { ChatModel, JsonSchema } from "./chat-model.port.ts";
import { collectAnswer } from "./collect-answer.usecase.ts";
import { lasting, type ModelFailure } from "./model-failure.ts";
import type { FailedAttempt, ModelPrompt } from "./models.port.ts";
import { decideNextStep } from "./next-step.ts";
import { parseAnswer } from "./parse-answer.ts";
import { askForRepair, describeIssues, namePaths } from "./repair-prompt.ts";
import type { Timer } from "./timer.port.ts";

export interface AskModelDeps {
  readonly limits: CallLimits;
  readonly timer: Timer;
  readonly random: Random;
  readonly toJsonSchema: (schema: z.ZodType) => JsonSchema;
}

export interface AskModel<O> {
  readonly model: ChatModel;
  readonly agent: string;
  readonly temperature: number;
  readonly prompt: ModelPrompt;
  readonly schema: z.ZodType<O>;
  /** Milliseconds left of the whole call, now. */
  readonly remaining: () => number;
  readonly signal: AbortSignal | undefined;
  readonly onRetry: () => void;
}

/** What one entry of a route came to, with every request that failed on the way. */
export interface ModelOutcome<O> {
  readonly answer: Result<O, { readonly out_of_time: boolean }>;
  readonly attempts: readonly FailedAttempt[];
}

/** Asks one model, with at most one retry and one repair. Each request gets what is left of the call's time, so the sum stays within it. */
export async function askModel<O>(deps: AskModelDeps, ask: AskModel<O>): Promise<ModelOutcome<O>> {
  const attempts: FailedAttempt[] = [];
  let spent = { retried: false, repaired: false };
  let prompt = ask.prompt;
  for (;;) {
    const answer = await requestOnce(deps, ask, prompt);
    if (answer.ok) return { answer, attempts };
    const { failure, issues } = answer.error;
    attempts.push({ route: ask.model.route, fault: failure.fault, detail: failure.detail });
    const step = decideNextStep(failure, spent, ask.remaining(), deps.limits, chance(deps.random));
    if (step.type === "give_up" || ask.signal?.aborted) {
      return { answer: err({ out_of_time: step.type === "give_up" && step.out_of_time }), attempts };
    }
    ask.onRetry();
    if (step.type === "repair") {
      spent = { ...spent, repaired: true };
      prompt = askForRepair(ask.prompt, issues);
    } else {
      spent = { ...spent, retried: true };
      await pause(deps.timer, step.after_ms, ask.signal);
    }
  }
}

interface Misfit {
  readonly failure: ModelFailure;
  /** What was wrong, in words for the model. */
  readonly issues: string;
}

async function requestOnce<O>(deps: AskModelDeps, ask: AskModel<O>, prompt: ModelPrompt): Promise<Result<O, Misfit>> {
  const raw = await collectAnswer({
    model: ask.model,
    request: {
      ...prompt,
      earlier: [],
      format: { type: "json", schema_name: ask.agent, json_schema: () => deps.toJsonSchema(ask.schema) },
      temperature: ask.temperature,
      top_p: null,
      max_output_tokens: null,
      stop: [],
    },
    limits: deps.limits,
    remaining_ms: ask.remaining(),
    timer: deps.timer,
    signal: ask.signal,
  });
  if (!raw.ok) return err({ failure: raw.error, issues: "" });
  const value = parseAnswer(raw.value);
  if (!value.ok) return err({ failure: value.error, issues: "it was not a JSON object" });
  const output = ask.schema.safeParse(value.value);
  if (output.success) return ok(output.data);
  const { issues } = output.error;
  return err({ failure: lasting("wrong_schema", `does not fit at ${namePaths(issues)}`), issues: describeIssues(issues) });
}

function pause(timer: Timer, ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      cancel();
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const cancel = timer.after(ms, done);
    signal?.addEventListener("abort", done);
  });
}

/** Uniform in [0, 1), in steps of 1/65536. */
function chance(random: Random): number {
  const [high = 0, low = 0] = random.bytes(2);
  return (high * 256 + low) / 65_536;
}
