import type { ApiError } from "../../protocol/api-error.ts";
import { err, ok, type Result } from "../../shared/result.ts";
import type { Account } from "../account.port.ts";
import type { CallRecord } from "../calls/call-record.schema.ts";
import type { CallContext } from "../calls/make-record.ts";
import { startCountdown } from "../countdown.ts";
import { hashText } from "../hash-prompt.ts";
import type { Health } from "../health/health.port.ts";
import { lasting, type ModelFailure } from "../model-failure.ts";
import { decideNextStep } from "../next-step.ts";
import { parseAnswer } from "../parse-answer.ts";
import { requestModel, type RequestModelDeps } from "../request-model.usecase.ts";
import { affordable } from "../routes/affordable.ts";
import type { RouteEntry } from "../routes/route.port.ts";
import type { Timer } from "../timer.port.ts";
import type { ApiCaller, OpenApiAccount } from "./api-client.port.ts";
import { type ApiModelsDeps, findApiModel } from "./api-models.usecase.ts";
import { brokenOff, modelNotFound, noModel, notPaidFor } from "./api-problems.ts";
import type { ChatBody } from "./chat-completions.schema.ts";
import type { FitsSchema } from "./json-answer.schema.ts";
import { type MeteredAccount, meterAccount, payerOf } from "./meter-account.ts";
import { isJson, toChatRequest, wantedTokens } from "./to-chat-request.ts";
import { watchModel } from "./watch-model.ts";

/** A client waits for long texts, not for a turn: two minutes, like most gateways. */
const DEADLINE_MS = 120_000;

export interface CompleteChatDeps extends RequestModelDeps, ApiModelsDeps {
  readonly openAccount: OpenApiAccount;
  /** The breakers of a tenant; absent where nobody keeps any. */
  readonly health?: (tenantId: ApiCaller["tenant_id"]) => Health;
}

export interface CompleteChat {
  readonly caller: ApiCaller;
  readonly body: ChatBody;
  /** What JSON has to fit; null: any, or no JSON at all. */
  readonly fits: FitsSchema | null;
  readonly signal: AbortSignal;
  /** Hears the answer piece by piece, and who gives it. After the first piece nobody else is asked. */
  readonly onDelta: (delta: string, route: string) => void;
  /** Keeps the process alive for what comes after the answer. */
  readonly keepAlive: (work: Promise<unknown>) => void;
}

/** A whole answer. */
export interface ChatAnswer {
  readonly text: string;
  readonly finish: "stop" | "length" | "content_filter";
  readonly route: string;
  readonly usage: Pick<CallRecord, "input_tokens" | "output_tokens" | "cached_input_tokens" | "reasoning_tokens">;
  /** Failed requests on the way included. */
  readonly cost_nanousd: number;
}

/**
 * Walks a route for a client as `Models` does for an agent: breakers, budget, records, one retry, and the next entry while nothing has been passed on. There
 * is no embedded entry for free chat, so it may end with nobody.
 */
export async function completeChat(deps: CompleteChatDeps, ask: CompleteChat): Promise<Result<ChatAnswer, ApiError>> {
  const payer = payerOf(ask.caller);
  const route = await findApiModel(deps, payer, ask.body.model);
  if (route === null) return err(modelNotFound());
  const purse = await deps.openAccount(payer, ask.caller.key_id);
  try {
    return await walk(deps, ask, route, purse);
  } finally {
    ask.keepAlive(purse.checkIn());
  }
}

async function walk(
  deps: CompleteChatDeps,
  ask: CompleteChat,
  route: readonly RouteEntry[],
  purse: Account,
): Promise<Result<ChatAnswer, ApiError>> {
  const remaining = startCountdown(deps.clock, DEADLINE_MS);
  const meter = meterAccount(purse);
  const { system, earlier, user } = toChatRequest(ask.body, 1);
  const prompt_hash = await hashText([system, ...earlier.map(({ content }) => content), user].join("\u0000"));
  const faults: string[] = [];
  let withheld: ChatAnswer | null = null;
  for (const entry of route) {
    if (ask.signal.aborted || remaining() < deps.limits.minCallMs) break;
    // Each time anew: what the ledger said to the last entry's request holds for this one.
    if (!affordable(route, purse.tier())(entry)) {
      faults.push("over_budget");
      continue;
    }
    const context = { agent: "api", purpose: "api", turn_id: null, fallback_reason: faults.at(-1) ?? null, prompt_hash } as const;
    const tried = await askEntry(deps, ask, { entry, meter, context, remaining });
    if (tried.type === "answered") return ok(tried.answer);
    if (tried.type === "broken_off") return err(brokenOff(tried.fault));
    faults.push(tried.fault);
    withheld = tried.withheld ?? withheld;
  }
  // That everybody declined is an answer too.
  if (withheld !== null) return ok({ ...withheld, cost_nanousd: meter.cost_nanousd() });
  return err(faults.length > 0 && faults.every((fault) => fault === "over_budget") ? notPaidFor(purse.tier()) : noModel(faults));
}

interface Attempt {
  readonly entry: RouteEntry;
  readonly meter: MeteredAccount;
  readonly context: Omit<CallContext, "payer">;
  readonly remaining: () => number;
}

type Tried =
  | { readonly type: "answered"; readonly answer: ChatAnswer }
  | { readonly type: "broken_off"; readonly fault: string }
  | { readonly type: "failed"; readonly fault: string; readonly withheld: ChatAnswer | null };

/** One entry, with one retry where that may help. */
async function askEntry(deps: CompleteChatDeps, ask: CompleteChat, attempt: Attempt): Promise<Tried> {
  for (let retried = false; ; retried = true) {
    const { answer, sentChars } = await requestOnce(deps, ask, attempt);
    if (answer.ok) {
      // JSON is passed on when it is known to be some.
      if (answer.value.text.length > sentChars) ask.onDelta(answer.value.text.slice(sentChars), answer.value.route);
      return { type: "answered", answer: answer.value };
    }
    const failure = answer.error;
    if (failure.fault === "refused") {
      const withheld = answerOf(attempt, "", "content_filter");
      // What was said before it was withheld has been heard.
      return sentChars > 0 ? { type: "answered", answer: withheld } : { type: "failed", fault: "refused", withheld };
    }
    if (sentChars > 0) return { type: "broken_off", fault: failure.fault };
    const [high = 0, low = 0] = deps.random.bytes(2);
    const step = decideNextStep(failure, { retried, repaired: true }, attempt.remaining(), deps.limits, (high * 256 + low) / 65_536);
    if (step.type !== "retry" || ask.signal.aborted) return { type: "failed", fault: failure.fault, withheld: null };
    await pause(deps.timer, step.after_ms, ask.signal);
    if (ask.signal.aborted) return { type: "failed", fault: failure.fault, withheld: null };
  }
}

async function requestOnce(
  deps: CompleteChatDeps,
  { body, caller, fits, signal, onDelta }: CompleteChat,
  attempt: Attempt,
): Promise<{ answer: Result<ChatAnswer, ModelFailure>; sentChars: number }> {
  const { entry, meter, context } = attempt;
  const watched = watchModel(entry.model, wantedTokens(body) !== null);
  const streams = body.stream && !isJson(body);
  let sentChars = 0;
  const { answer: raw } = await requestModel(deps, {
    entry: { ...entry, model: watched.model },
    request: toChatRequest(body, entry.max_output_tokens),
    answer_tokens: wantedTokens(body),
    remaining_ms: attempt.remaining(),
    signal,
    onText: (text) => {
      if (!streams || text.length === sentChars) return;
      onDelta(text.slice(sentChars), entry.model.route);
      sentChars = text.length;
    },
    account: meter.account,
    health: deps.health?.(caller.tenant_id),
    context,
  });
  if (!raw.ok) return { answer: raw, sentChars };
  const finish = watched.finish() === "stop" || watched.finish() === "tool_calls" ? "stop" : "length";
  // What a limit cut off is passed on as it is and says so.
  if (!isJson(body) || finish === "length") return { answer: ok(answerOf(attempt, raw.value.text, finish)), sentChars };
  const parsed = parseAnswer(raw.value);
  if (!parsed.ok) return { answer: parsed, sentChars };
  const isFit = fits === null ? typeof parsed.value === "object" && parsed.value !== null : fits(parsed.value);
  if (!isFit) return { answer: err(lasting("wrong_schema", "does not fit the client's schema")), sentChars };
  return { answer: ok(answerOf(attempt, JSON.stringify(parsed.value), finish)), sentChars };
}

function answerOf({ entry, meter }: Attempt, text: string, finish: ChatAnswer["finish"]): ChatAnswer {
  const { input_tokens = 0, output_tokens = 0, cached_input_tokens = 0, reasoning_tokens = 0 } = meter.last() ?? {};
  return {
    text,
    finish,
    route: entry.model.route,
    usage: { input_tokens, output_tokens, cached_input_tokens, reasoning_tokens },
    cost_nanousd: meter.cost_nanousd(),
  };
}

function pause(timer: Timer, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      cancel();
      signal.removeEventListener("abort", done);
      resolve();
    };
    const cancel = timer.after(ms, done);
    signal.addEventListener("abort", done);
  });
}
