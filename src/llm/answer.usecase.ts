import type { z } from "zod";
import { toIso } from "../shared/clock.ts";
import { newId } from "../shared/ids.ts";
import { type AskModelDeps, askModel } from "./ask-model.usecase.ts";
import type { AnswerCache } from "./cache/answer-cache.port.ts";
import { cacheKey } from "./cache/cache-key.ts";
import { makeCachedRecord } from "./calls/make-record.ts";
import { MODERATION_ROUTE } from "./guard/guard.port.ts";
import { hashPrompt } from "./hash-prompt.ts";
import type { Health } from "./health/health.port.ts";
import type { AnswerSource, FailedAttempt, ModelAnswer, ModelCall, Models } from "./models.port.ts";
import { affordable } from "./routes/affordable.ts";
import type { ResolveRoute, RouteEntry } from "./routes/route.port.ts";

export interface ModelsDeps extends AskModelDeps {
  readonly route: ResolveRoute;
  /** The breakers of a tenant; absent where nobody keeps any. */
  readonly health?: (tenantId: string) => Health;
  readonly cache?: AnswerCache;
}

const EMBEDDED_ROUTE = "embedded";

/** The door: asks the entries of a route in turn and ends with the embedded one. See `Models` for what callers may rely on. */
export function createModels(deps: ModelsDeps): Models {
  return {
    async answer(call) {
      if (call.embedded_only) return answerEmbedded(call, { late: false, attempts: [], prompt_hash: null, cost_nanousd: 0 });
      if (call.deadline_ms <= 0) return answerEmbedded(call, { late: true, attempts: [], prompt_hash: null, cost_nanousd: 0 });
      return await walkRoute(deps, call);
    },
    async worthAsking(agent, account) {
      if (account && account.tier() !== "full") return false;
      return (await deps.route(agent, account?.payer ?? null)).length > 0;
    },
    noteUsed({ agent, turn_id, prompt_hash, ...answer }, account) {
      if (!account) return;
      const context = { payer: account.payer, agent, purpose: "turn" as const, turn_id, prompt_hash, fallback_reason: null };
      const at = toIso(deps.clock.now());
      account.note(makeCachedRecord(context, { ...answer, call_id: newId("cal", deps.random), at, cache: "speculation" }));
    },
  };
}

async function walkRoute<O>(deps: ModelsDeps, call: ModelCall<O>): Promise<ModelAnswer<O>> {
  const { account } = call;
  // What anybody may be given holds nothing of a person, and must read the same in every session to be found again.
  const guard = call.is_shareable ? undefined : call.guard;
  const deadline = deps.clock.now() + call.deadline_ms;
  const remaining = () => deadline - deps.clock.now();
  const attempts: FailedAttempt[] = [];
  let cost_nanousd = 0;
  let promptHash: string | null = null;
  let outOfTime = false;
  try {
    const route = await deps.route(call.agent, account?.payer ?? null);
    const isPaidFor = affordable(route, account?.tier() ?? "full");
    for (const entry of route) {
      outOfTime = remaining() < deps.limits.minCallMs;
      if (outOfTime || call.signal?.aborted) break;
      const prompt = guard ? guard.outbound(call.prompt()) : call.prompt();
      promptHash ??= await hashPrompt(prompt);
      const cached = await readCache(deps, call, entry, promptHash, attempts);
      if (cached) return cached;
      if (!isPaidFor(entry)) {
        attempts.push({ route: entry.model.route, fault: "over_budget", detail: `the budget is ${account?.tier() ?? "full"}` });
        continue;
      }
      const leaving = await guard?.reviewPrompt(prompt);
      if (leaving?.allowed === false) {
        attempts.push({
          route: MODERATION_ROUTE,
          fault: "refused",
          detail: `what was said may not leave: ${leaving.reason ?? "no reason given"}`,
        });
        break;
      }
      const outcome = await askModel(deps, {
        ...call,
        entry,
        prompt,
        answer_tokens: call.max_output_tokens ?? null,
        restore: (value) => (guard ? guard.inbound(value) : value),
        remaining,
        signal: call.signal,
        account,
        health: account && deps.health?.(account.payer.tenant_id),
        context: contextOf(call, promptHash, attempts),
        onText: call.onText && ((text) => call.onText?.(guard ? guard.growing(text) : text)),
        onRetry: () => call.onActivity?.("retrying"),
      });
      attempts.push(...outcome.attempts);
      cost_nanousd += outcome.cost_nanousd;
      const coming = outcome.answer.ok ? await call.guard?.reviewOutput(outcome.answer.value.output) : undefined;
      if (coming?.allowed === false) {
        attempts.push({
          route: entry.model.route,
          fault: "refused",
          detail: `what it said may not be used: ${coming.reason ?? "no reason given"}`,
        });
      } else if (outcome.answer.ok) {
        const { output, value } = outcome.answer.value;
        await writeCache(deps, call, entry, promptHash, { value, cost_nanousd: outcome.cost_nanousd });
        return { output, source: madeBy(entry, attempts), prompt_hash: promptHash, cost_nanousd };
      }
      outOfTime = !outcome.answer.ok && outcome.answer.error.out_of_time;
      if (call.signal?.aborted) break;
      call.onActivity?.("fell_back");
    }
  } catch (error) {
    // A defect of ours (a prompt or a listener that throws) must not cost the learner the turn; the log shows it.
    attempts.push({ route: "door", fault: "unavailable", detail: `unexpected ${error instanceof Error ? error.name : typeof error}` });
  }
  const late = outOfTime || attempts.some((attempt) => attempt.fault === "timeout" || attempt.fault === "silent");
  return answerEmbedded(call, { late, attempts, prompt_hash: promptHash, cost_nanousd });
}

/** An answer that somebody of this tenant got to the very same prompt; null when there is none, or it no longer fits. */
async function readCache<O>(
  { cache, clock, random, toJsonSchema }: ModelsDeps,
  call: ModelCall<O>,
  { model }: RouteEntry,
  promptHash: string,
  attempts: readonly FailedAttempt[],
): Promise<ModelAnswer<O> | null> {
  if (!cache || !call.is_shareable || !call.account) return null;
  const startedAt = clock.now();
  const found = await cache.get(call.account.payer.tenant_id, await cacheKey(promptHash, model.route, toJsonSchema(call.schema)));
  const output = found && call.schema.safeParse(found.value);
  if (!output?.success) return null;
  const context = { payer: call.account.payer, ...contextOf(call, promptHash, attempts) };
  const answer = { call_id: newId("cal", random), at: toIso(startedAt), route: model.route, saved_nanousd: found?.cost_nanousd ?? 0 };
  call.account.note(makeCachedRecord(context, { ...answer, cache: "exact" }));
  return {
    output: output.data,
    source: { kind: "model", route: model.route, cache: "exact", late: false, attempts },
    prompt_hash: promptHash,
    cost_nanousd: 0,
  };
}

async function writeCache(
  { cache, toJsonSchema }: ModelsDeps,
  call: Pick<ModelCall<unknown>, "is_shareable" | "account"> & { readonly schema: z.ZodType },
  { model }: RouteEntry,
  promptHash: string,
  answer: { readonly value: unknown; readonly cost_nanousd: number },
): Promise<void> {
  if (!cache || !call.is_shareable || !call.account) return;
  await cache.put(call.account.payer.tenant_id, await cacheKey(promptHash, model.route, toJsonSchema(call.schema)), answer);
}

function contextOf(
  { agent, purpose, turn_id }: Pick<ModelCall<unknown>, "agent" | "purpose" | "turn_id">,
  prompt_hash: string,
  attempts: readonly FailedAttempt[],
) {
  return { agent, purpose: purpose ?? "turn", turn_id: turn_id ?? null, fallback_reason: attempts.at(-1)?.fault ?? null, prompt_hash };
}

function madeBy({ model }: RouteEntry, attempts: readonly FailedAttempt[]): AnswerSource {
  return { kind: "model", route: model.route, late: false, attempts };
}

interface Provenance extends Pick<ModelAnswer<unknown>, "prompt_hash" | "cost_nanousd"> {
  readonly late: boolean;
  readonly attempts: readonly FailedAttempt[];
}

function answerEmbedded<O>(call: ModelCall<O>, { late, attempts, prompt_hash, cost_nanousd }: Provenance): ModelAnswer<O> {
  return { output: call.embedded(), source: { kind: "embedded", route: EMBEDDED_ROUTE, late, attempts }, prompt_hash, cost_nanousd };
}
