import type { Clock } from "../shared/clock.ts";
import { type AskModelDeps, askModel } from "./ask-model.usecase.ts";
import type { ChatModel } from "./chat-model.port.ts";
import { hashPrompt } from "./hash-prompt.ts";
import type { FailedAttempt, ModelAnswer, ModelCall, Models } from "./models.port.ts";

export interface ModelsDeps extends AskModelDeps {
  /** The models to ask for an agent, in order. The embedded entry after the last is implied. */
  readonly route: (agent: string) => readonly ChatModel[];
  readonly clock: Clock;
}

const EMBEDDED_ROUTE = "embedded";

/** The door: asks the entries of a route in turn and ends with the embedded one. See `Models` for what callers may rely on. */
export function createModels(deps: ModelsDeps): Models {
  return {
    async answer(call) {
      if (call.embedded_only) return answerEmbedded(call, { late: false, attempts: [], prompt_hash: null });
      if (call.deadline_ms <= 0) return answerEmbedded(call, { late: true, attempts: [], prompt_hash: null });
      return await walkRoute(deps, call);
    },
  };
}

async function walkRoute<O>(deps: ModelsDeps, call: ModelCall<O>): Promise<ModelAnswer<O>> {
  const deadline = deps.clock.now() + call.deadline_ms;
  const remaining = () => deadline - deps.clock.now();
  const attempts: FailedAttempt[] = [];
  let promptHash: string | null = null;
  let outOfTime = false;
  try {
    for (const model of deps.route(call.agent)) {
      outOfTime = remaining() < deps.limits.minCallMs;
      if (outOfTime || call.signal?.aborted) break;
      const prompt = call.prompt();
      promptHash ??= await hashPrompt(prompt);
      const onRetry = () => call.onActivity?.("retrying");
      const outcome = await askModel(deps, { ...call, model, prompt, remaining, signal: call.signal, onRetry });
      attempts.push(...outcome.attempts);
      if (outcome.answer.ok) {
        return {
          output: outcome.answer.value,
          source: { kind: "model", route: model.route, late: false, attempts },
          prompt_hash: promptHash,
        };
      }
      outOfTime = outcome.answer.error.out_of_time;
      if (call.signal?.aborted) break;
      call.onActivity?.("fell_back");
    }
  } catch (error) {
    // A defect of ours (a prompt or a listener that throws) must not cost the learner the turn; the log shows it.
    attempts.push({ route: "door", fault: "unavailable", detail: `unexpected ${error instanceof Error ? error.name : typeof error}` });
  }
  const late = outOfTime || attempts.some((attempt) => attempt.fault === "timeout" || attempt.fault === "silent");
  return answerEmbedded(call, { late, attempts, prompt_hash: promptHash });
}

interface Provenance {
  readonly late: boolean;
  readonly attempts: readonly FailedAttempt[];
  readonly prompt_hash: string | null;
}

function answerEmbedded<O>(call: ModelCall<O>, { late, attempts, prompt_hash }: Provenance): ModelAnswer<O> {
  return { output: call.embedded(), source: { kind: "embedded", route: EMBEDDED_ROUTE, late, attempts }, prompt_hash };
}
