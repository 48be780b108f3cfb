import type { Clock } from "../shared/clock.ts";
import type { Result } from "../shared/result.ts";
import { err, ok } from "../shared/result.ts";
import type { CallLimits } from "./call-limits.ts";
import type { ChatModel, ChatRequest, FinishReason, TokenUsage } from "./chat-model.port.ts";
import { failureOfError, lasting, type ModelFailure } from "./model-failure.ts";
import type { RawAnswer } from "./parse-answer.ts";
import type { Timer } from "./timer.port.ts";

export interface CollectAnswer {
  readonly model: ChatModel;
  readonly request: Omit<ChatRequest, "signal">;
  readonly limits: CallLimits;
  readonly remaining_ms: number;
  readonly timer: Timer;
  readonly clock: Clock;
  readonly signal: AbortSignal | undefined;
  readonly onText: ((text: string) => void) | undefined;
}

/** One request to one model: its answer or what went wrong, and in both cases what it took. */
export interface CollectedAnswer {
  readonly answer: Result<RawAnswer, ModelFailure>;
  /** Null where the provider did not say. */
  readonly usage: TokenUsage | null;
  /** UTF-16 units that came. */
  readonly answered_chars: number;
  /** To the first sign of life, in ms; null when there was none. */
  readonly first_token_ms: number | null;
  readonly total_ms: number;
}

/** What a caller hears who has left. */
export const CANCELLED: ModelFailure = lasting("unavailable", "cancelled by the caller");

/** Why a request is ended; nobody reads it, and the platform's own reason costs as much as a token. */
const SETTLED = "settled";

/**
 * Reads one answer of one model and watches it: time in all, time to the first token, time between tokens, size, and the caller's own signal. Whichever
 * comes first settles the promise at once and aborts the request; a model that ignores the abort is left to itself and heard no more. Never rejects.
 */
export function collectAnswer(ask: CollectAnswer): Promise<CollectedAnswer> {
  const { model, limits, timer, clock } = ask;
  const abort = new AbortController();
  const startedAt = clock.now();
  return new Promise((resolve) => {
    let settled = false;
    let text = "";
    let usage: TokenUsage | null = null;
    let firstTokenMs: number | null = null;
    let cancelSilence = () => {};

    const settle = (answer: Result<RawAnswer, ModelFailure>) => {
      if (settled) return;
      settled = true;
      cancelTotal();
      cancelSilence();
      ask.signal?.removeEventListener("abort", onAbort);
      // An answer that has ended leaves its connection by itself; what is still coming is stopped.
      if (!answer.ok) abort.abort(SETTLED);
      resolve({ answer, usage, answered_chars: text.length, first_token_ms: firstTokenMs, total_ms: Math.max(0, clock.now() - startedAt) });
    };
    const fail = (failure: ModelFailure) => settle(err(failure));
    const onAbort = () => fail(CANCELLED);
    const onLate = () => fail(lasting("timeout", "no complete answer before the deadline"));
    const cancelTotal = timer.after(ask.remaining_ms, onLate);
    /** When the last part came, if one did since the timer was set. */
    let heardAt: number | null = null;
    let allowedMs = limits.firstTokenMs;
    /** One timer that looks again when it runs: to set one anew for each of an answer's hundreds of parts costs more than to read them. */
    const watchSilence = (ms: number) => {
      cancelSilence = timer.after(ms, () => {
        if (heardAt === null) return fail(lasting("silent", `nothing heard for ${allowedMs} ms`));
        const leftMs = heardAt + allowedMs - clock.now();
        heardAt = null;
        // A clock that was set meanwhile tells nothing.
        watchSilence(leftMs > 0 && leftMs <= allowedMs ? leftMs : allowedMs);
      });
    };
    const finish = (reason: FinishReason) => {
      if (reason === "refused") return fail(lasting("refused", "the provider withheld the answer"));
      return settle(ok({ text, finished: reason === "stop" }));
    };

    const read = async () => {
      for await (const part of model.complete({ ...ask.request, signal: abort.signal })) {
        if (settled) return;
        heardAt = clock.now();
        allowedMs = limits.betweenTokensMs;
        firstTokenMs ??= Math.max(0, heardAt - startedAt);
        if (part.type === "finish") return finish(part.reason);
        if (part.type === "usage") usage = part.usage;
        if (part.type === "text") {
          text += part.text;
          if (text.length > limits.maxAnswerChars) return fail(lasting("too_large", `more than ${limits.maxAnswerChars} characters`));
          ask.onText?.(text);
        }
      }
      settle(ok({ text, finished: false }));
    };

    if (ask.signal?.aborted) return onAbort();
    if (ask.remaining_ms <= 0) return onLate();
    ask.signal?.addEventListener("abort", onAbort);
    // A model that does not stream says nothing until it has said everything.
    if (model.streams) watchSilence(allowedMs);
    read().catch((error: unknown) => {
      const failure = failureOfError(error);
      // A connection that breaks in the middle may have brought the whole answer already; the parser tells.
      if (failure.fault === "unreachable" && text !== "") settle(ok({ text, finished: false }));
      else fail(failure);
    });
  });
}
