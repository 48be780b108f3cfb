import type { Result } from "../shared/result.ts";
import { err, ok } from "../shared/result.ts";
import type { CallLimits } from "./call-limits.ts";
import type { ChatModel, ChatRequest } from "./chat-model.port.ts";
import { failureOfError, lasting, type ModelFailure } from "./model-failure.ts";
import type { RawAnswer } from "./parse-answer.ts";
import type { Timer } from "./timer.port.ts";

export interface CollectAnswer {
  readonly model: ChatModel;
  readonly request: Omit<ChatRequest, "signal">;
  readonly limits: CallLimits;
  readonly remaining_ms: number;
  readonly timer: Timer;
  readonly signal: AbortSignal | undefined;
}

/**
 * Reads one answer of one model and watches it: time in all, time to the first token, time between tokens, size, and the caller's own signal. Whichever
 * comes first settles the promise at once and aborts the request; a model that ignores the abort is left to itself and heard no more. Never rejects.
 */
export function collectAnswer(ask: CollectAnswer): Promise<Result<RawAnswer, ModelFailure>> {
  const { model, limits, timer } = ask;
  const abort = new AbortController();
  return new Promise((resolve) => {
    let settled = false;
    let text = "";
    let cancelSilence = () => {};

    const settle = (result: Result<RawAnswer, ModelFailure>) => {
      if (settled) return;
      settled = true;
      cancelTotal();
      cancelSilence();
      ask.signal?.removeEventListener("abort", onAbort);
      abort.abort();
      resolve(result);
    };
    const fail = (failure: ModelFailure) => settle(err(failure));
    const onAbort = () => fail(lasting("unavailable", "cancelled by the caller"));
    const cancelTotal = timer.after(ask.remaining_ms, () => fail(lasting("timeout", "no complete answer before the deadline")));
    const expectTokenWithin = (ms: number) => {
      cancelSilence();
      // A model that does not stream says nothing until it has said everything.
      if (model.streams) cancelSilence = timer.after(ms, () => fail(lasting("silent", `nothing heard for ${ms} ms`)));
    };

    const read = async () => {
      for await (const part of model.complete({ ...ask.request, signal: abort.signal })) {
        if (settled) return;
        if (part.type === "finish") {
          return part.reason === "refused"
            ? fail(lasting("refused", "the provider withheld the answer"))
            : settle(ok({ text, finished: part.reason === "stop" }));
        }
        if (part.type === "text") text += part.text;
        if (text.length > limits.maxAnswerChars) return fail(lasting("too_large", `more than ${limits.maxAnswerChars} characters`));
        expectTokenWithin(limits.betweenTokensMs);
      }
      settle(ok({ text, finished: false }));
    };

    if (ask.signal?.aborted) return onAbort();
    ask.signal?.addEventListener("abort", onAbort);
    expectTokenWithin(limits.firstTokenMs);
    read().catch((error: unknown) => {
      const failure = failureOfError(error);
      // A connection that breaks in the middle may have brought the whole answer already; the parser tells.
      if (failure.fault === "unreachable" && text !== "") settle(ok({ text, finished: false }));
      else fail(failure);
    });
  });
}
