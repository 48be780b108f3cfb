import { type RequestedAnswer, type RequestModel, type RequestModelDeps, requestModel } from "../request-model.usecase.ts";
import type { Latencies } from "./latencies.ts";

export interface RequestHedgedDeps extends RequestModelDeps {
  /** Absent: nobody is asked twice. */
  readonly latencies?: Latencies;
}

/**
 * One request, and a second to the same model if the first has said nothing by the model's own 95th percentile: the slow tail of a provider is seldom slow
 * twice. Whoever answers first is heard, the other is cancelled and pays for what it used. Drafts ahead are not hedged, because nobody waits for them.
 *
 * @returns the winner's answer and its cost; what the other cost stands in its own record
 */
export async function requestHedged(deps: RequestHedgedDeps, ask: RequestModel): Promise<RequestedAnswer> {
  const after_ms = ask.context.purpose === "speculation" ? null : (deps.latencies?.p95(ask.entry.model.route) ?? null);
  if (after_ms === null || ask.remaining_ms - after_ms < deps.limits.minCallMs) return await requestModel(deps, ask);
  return await race(deps, ask, after_ms);
}

function race(deps: RequestHedgedDeps, ask: RequestModel, after_ms: number): Promise<RequestedAnswer> {
  return new Promise((resolve, reject) => {
    const runners: AbortController[] = [];
    let underWay = 0;
    let speaker: AbortController | null = null;
    /** The failure to tell when nobody answers: that of the first request, for the second may only have been refused. */
    let failure: RequestedAnswer | null = null;

    const stopAll = () => {
      for (const runner of runners) runner.abort();
    };
    const end = (tell: () => void) => {
      cancelSecond();
      ask.signal?.removeEventListener("abort", stopAll);
      tell();
      stopAll();
    };
    const start = (remaining_ms: number) => {
      const runner = new AbortController();
      runners.push(runner);
      underWay += 1;
      const onText = (text: string) => {
        speaker ??= runner;
        if (speaker === runner) ask.onText?.(text);
      };
      requestModel(deps, { ...ask, remaining_ms, signal: runner.signal, onText })
        .then((result) => {
          underWay -= 1;
          if (result.answer.ok) return end(() => resolve(result));
          if (failure === null || runner === runners[0]) failure = result;
          // A failure is final only when nobody else is under way.
          const final = failure;
          if (underWay === 0) end(() => resolve(final));
        })
        .catch((error: unknown) => end(() => reject(error)));
    };
    const cancelSecond = deps.timer.after(after_ms, () => {
      if (!speaker && !ask.signal?.aborted) start(ask.remaining_ms - after_ms);
    });
    ask.signal?.addEventListener("abort", stopAll);
    start(ask.remaining_ms);
    if (ask.signal?.aborted) stopAll();
  });
}
