import { type Clock, toIso } from "../shared/clock.ts";
import { newId } from "../shared/ids.ts";
import type { Random } from "../shared/random.ts";
import { rememberFor } from "../shared/remember.ts";
import { err } from "../shared/result.ts";
import type { Account, CallEstimate } from "./account.port.ts";
import type { CallLimits } from "./call-limits.ts";
import { type CallContext, makeCallRecord } from "./calls/make-record.ts";
import type { ChatRequest, JsonSchema } from "./chat-model.port.ts";
import { CANCELLED, type CollectedAnswer, collectAnswer } from "./collect-answer.usecase.ts";
import { startCountdown } from "./countdown.ts";
import type { Health } from "./health/health.port.ts";
import { isAboutHealth, lasting, type ModelFailure } from "./model-failure.ts";
import type { ModelFault } from "./models.port.ts";
import type { RawAnswer } from "./parse-answer.ts";
import type { Line } from "./line.ts";
import type { Latencies } from "./hedge/latencies.ts";
import { boundOf } from "./answer-bound.ts";
import { bytesOf, costOf, estimateTokens } from "./providers/price.ts";
import type { RouteEntry } from "./routes/route.port.ts";
import type { Timer } from "./timer.port.ts";

export interface RequestModelDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly timer: Timer;
  readonly limits: CallLimits;
  /** Hears how soon models begin to answer. */
  readonly latencies?: Latencies;
  /** Where requests wait while too many are under way; absent: nobody waits. */
  readonly line?: Line;
}

export interface RequestModel {
  readonly entry: RouteEntry;
  readonly request: Omit<ChatRequest, "signal">;
  /** The most tokens that an honest answer has; null: as many as the model can write. What is set aside goes by it. */
  readonly answer_tokens: number | null;
  readonly remaining_ms: number;
  readonly signal: AbortSignal | undefined;
  readonly onText: ((text: string) => void) | undefined;
  /** Why an answer that came is of no use to whoever asks, or null; absent where any text will do. Must not throw. */
  readonly faultOf?: (answer: RawAnswer) => ModelFault | null;
  /** Who pays; undefined: nobody counts. */
  readonly account: Account | undefined;
  readonly health: Health | undefined;
  readonly context: Omit<CallContext, "payer">;
}

/** What a request took, whatever came of it. */
export interface RequestedAnswer extends Pick<CollectedAnswer, "answer"> {
  readonly cost_nanousd: number;
}

/**
 * One request to one model as everything of ours makes it: there is room for it, its breaker allows it, it is paid for from the account, watched, recorded. A
 * request that was not made is `resting`, `over_budget` or, where it found no room in time, `timeout`, and costs nothing.
 */
export async function requestModel(deps: RequestModelDeps, ask: RequestModel): Promise<RequestedAnswer> {
  const { line } = deps;
  if (!line) return await requestNow(deps, ask);
  // Time in the line is time of the call.
  const remaining = startCountdown(deps.clock, ask.remaining_ms);
  const leave = await line.enter({ within_ms: ask.remaining_ms, signal: ask.signal });
  if (!leave) return refuse(ask.signal?.aborted ? CANCELLED : lasting("timeout", "too many other requests were under way"));
  try {
    return await requestNow(deps, { ...ask, remaining_ms: remaining() });
  } finally {
    leave();
  }
}

async function requestNow(deps: RequestModelDeps, ask: RequestModel): Promise<RequestedAnswer> {
  const { entry, account, health } = ask;
  const admission = health?.admit(entry.model.route);
  if (admission === "open") return refuse(lasting("resting", "its breaker is open"));
  // A probe that shows nothing must not keep others from trying.
  const release = () => admission === "probe" && health?.release(entry.model.route);
  // The ledger may have to be waited for, and that is time of the call too.
  const remaining = startCountdown(deps.clock, ask.remaining_ms);
  const reservation = await account?.reserve(estimateCall(entry, ask));
  if (reservation === null) {
    release();
    return refuse(lasting("over_budget", "the budget does not allow this request"));
  }

  const at = toIso(deps.clock.now());
  const remaining_ms = remaining();
  const isSent = remaining_ms > 0 && !ask.signal?.aborted;
  const collected = await collectAnswer({ ...deps, model: entry.model, ...ask, remaining_ms });
  const outcome = outcomeOf(collected, ask);
  if (outcome === "ok" && collected.first_token_ms !== null) deps.latencies?.note(entry.model.route, collected.first_token_ms);
  if (ask.signal?.aborted) release();
  else health?.report(entry.model.route, { ok: !isAboutHealth(outcome), total_ms: collected.total_ms });
  if (account === undefined || reservation === undefined) return { answer: collected.answer, cost_nanousd: 0 };

  const record = makeCallRecord({ payer: account.payer, ...ask.context }, entry, {
    call_id: newId("cal", deps.random),
    at,
    outcome,
    prompt_bytes: isSent ? promptBytes(ask.request) : 0,
    answer_bound: boundOf(entry, ask.answer_tokens),
    ...collected,
  });
  account.settle(reservation, record);
  return { answer: collected.answer, cost_nanousd: record.cost_nanousd };
}

/** Whoever is cancelled has been read by the model and is billed for it, unlike one that was turned away. */
function outcomeOf({ answer }: CollectedAnswer, { signal, faultOf }: Pick<RequestModel, "signal" | "faultOf">): string {
  // A stream that stops in the middle ends well for whoever only collects it; a model that always does so is in trouble all the same.
  if (answer.ok) return faultOf?.(answer.value) ?? "ok";
  return signal?.aborted ? "cancelled" : answer.error.fault;
}

/** The most that a request may come to. */
export function estimateCall(
  entry: RouteEntry,
  { request, answer_tokens, context }: Pick<RequestModel, "request" | "answer_tokens" | "context">,
): CallEstimate {
  const { model, price, key } = entry;
  const { agent, purpose, turn_id, prompt_hash } = context;
  const input_tokens = estimateTokens(promptBytes(request));
  const output_tokens = boundOf(entry, answer_tokens);
  return {
    route: model.route,
    about: { agent, purpose, key, turn_id, prompt_hash },
    tokens: input_tokens + output_tokens,
    nanousd: costOf(price, { input_tokens, output_tokens, cached_input_tokens: 0, reasoning_tokens: 0 }),
  };
}

/** Everything that may be sent, the schema included: whether a provider gets that is its adapter's business. Measured once, for estimate and record. */
const promptBytes = rememberFor(({ system, earlier, user, format }: Omit<ChatRequest, "signal">): number => {
  const schema = format.type === "json" && format.json_schema !== null ? schemaBytes(format.json_schema()) : 0;
  return earlier.reduce((sum, { content }) => sum + bytesOf(content), bytesOf(system) + bytesOf(user) + schema);
});

/** An agent's schema is the same object for every call. */
const schemaBytes = rememberFor((schema: JsonSchema): number => bytesOf(JSON.stringify(schema)));

function refuse(failure: ModelFailure): RequestedAnswer {
  return { answer: err(failure), cost_nanousd: 0 };
}
