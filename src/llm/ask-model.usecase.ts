import type { z } from "zod";
import type { Result } from "../shared/result.ts";
import { err, ok } from "../shared/result.ts";
import { boundOf } from "./answer-bound.ts";
import type { ChatRequest, JsonSchema } from "./chat-model.port.ts";
import { lasting, type ModelFailure } from "./model-failure.ts";
import type { FailedAttempt, ModelFault, ModelPrompt } from "./models.port.ts";
import { decideNextStep } from "./next-step.ts";
import { parseAnswer, type RawAnswer } from "./parse-answer.ts";
import { askForRepair, describeIssues, namePaths } from "./repair-prompt.ts";
import { type RequestHedgedDeps, requestHedged } from "./hedge/request-hedged.usecase.ts";
import type { RequestModel } from "./request-model.usecase.ts";
import type { Timer } from "./timer.port.ts";

export interface AskModelDeps extends RequestHedgedDeps {
  readonly toJsonSchema: (schema: z.ZodType) => JsonSchema;
}

export interface AskModel<O> extends Omit<RequestModel, "request" | "remaining_ms" | "faultOf"> {
  readonly agent: string;
  readonly temperature: number;
  readonly prompt: ModelPrompt;
  readonly schema: z.ZodType<O>;
  /** Puts back what was taken out of the prompt, before the answer is held to the schema. */
  readonly restore: (value: unknown) => unknown;
  /** Milliseconds left of the whole call, now. */
  readonly remaining: () => number;
  readonly onRetry: () => void;
}

/** What one entry of a route came to, with every request that failed on the way. */
export interface ModelOutcome<O> {
  readonly answer: Result<ReadAnswer<O>, { readonly out_of_time: boolean }>;
  readonly attempts: readonly FailedAttempt[];
  readonly cost_nanousd: number;
}

interface ReadAnswer<O> {
  readonly output: O;
  /** As the model wrote it, before our schema's transforms. */
  readonly value: unknown;
}

/** Asks one model, with at most one retry and one repair. Each request gets what is left of the call's time, so the sum stays within it. */
export async function askModel<O>(deps: AskModelDeps, ask: AskModel<O>): Promise<ModelOutcome<O>> {
  const attempts: FailedAttempt[] = [];
  let spent = { retried: false, repaired: false };
  let prompt = ask.prompt;
  let cost_nanousd = 0;
  for (;;) {
    const { answer, cost } = await requestOnce(deps, ask, prompt);
    cost_nanousd += cost;
    if (answer.ok) return { answer, attempts, cost_nanousd };
    const { failure, issues } = answer.error;
    attempts.push({ route: ask.entry.model.route, fault: failure.fault, detail: failure.detail });
    const step = decideNextStep(failure, spent, ask.remaining(), deps.limits, chance(deps.random));
    if (step.type === "give_up" || ask.signal?.aborted) {
      return { answer: err({ out_of_time: step.type === "give_up" && step.out_of_time }), attempts, cost_nanousd };
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

async function requestOnce<O>(
  deps: AskModelDeps,
  ask: AskModel<O>,
  prompt: ModelPrompt,
): Promise<{ answer: Result<ReadAnswer<O>, Misfit>; cost: number }> {
  const request: Omit<ChatRequest, "signal"> = {
    ...prompt,
    earlier: [],
    format: { type: "json", schema_name: ask.agent, json_schema: () => deps.toJsonSchema(ask.schema) },
    temperature: ask.temperature,
    top_p: null,
    max_output_tokens: boundOf(ask.entry, ask.answer_tokens),
    stop: [],
  };
  // Read where the request is booked, so that its record and its breaker know what became of it; and only once, because reading is most of the work.
  const known = new Map<RawAnswer, Result<ReadAnswer<O>, Misfit>>();
  const read = (raw: RawAnswer): Result<ReadAnswer<O>, Misfit> => {
    const answer = known.get(raw) ?? readAnswer(ask, raw);
    known.set(raw, answer);
    return answer;
  };
  const faultOf = (raw: RawAnswer): ModelFault | null => {
    try {
      const answer = read(raw);
      return answer.ok ? null : answer.error.failure.fault;
    } catch {
      // A defect of ours: it comes up again below, when the money is booked.
      return "unavailable";
    }
  };
  const { answer: raw, cost_nanousd: cost } = await requestHedged(deps, { ...ask, request, faultOf, remaining_ms: ask.remaining() });
  return { answer: raw.ok ? read(raw.value) : err({ failure: raw.error, issues: "" }), cost };
}

function readAnswer<O>({ schema, restore }: Pick<AskModel<O>, "schema" | "restore">, raw: RawAnswer): Result<ReadAnswer<O>, Misfit> {
  const parsed = parseAnswer(raw);
  if (!parsed.ok) return err({ failure: parsed.error, issues: "it was not a JSON object" });
  const value = restore(parsed.value);
  const output = schema.safeParse(value);
  if (output.success) return ok({ output: output.data, value });
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
function chance(random: AskModelDeps["random"]): number {
  const [high = 0, low = 0] = random.bytes(2);
  return (high * 256 + low) / 65_536;
}
