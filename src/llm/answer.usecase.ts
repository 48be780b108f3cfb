import type { z } from "zod";
import { toIso } from "../shared/clock.ts";
import { describeError } from "../shared/describe-error.ts";
import { newId } from "../shared/ids.ts";
import type { Logger } from "../shared/logger.ts";
import { type AskModelDeps, askModel } from "./ask-model.usecase.ts";
import type { AnswerCache, CachedAnswer } from "./cache/answer-cache.port.ts";
import { cacheKey } from "./cache/cache-key.ts";
import type { SemanticCache, SharedQuestion } from "./cache/semantic-cache.port.ts";
import { type SharedCall, shareQuestion } from "./cache/share-question.ts";
import { makeCachedRecord } from "./calls/make-record.ts";
import type { JsonSchema } from "./chat-model.port.ts";
import { startCountdown } from "./countdown.ts";
import { MODERATION_ROUTE } from "./guard/guard.port.ts";
import { hashPrompt, hashText } from "./hash-prompt.ts";
import type { Health } from "./health/health.port.ts";
import type { AnswerSource, FailedAttempt, ModelAnswer, ModelCall, Models } from "./models.port.ts";
import { affordable } from "./routes/affordable.ts";
import type { ResolveRoute, RouteEntry } from "./routes/route.port.ts";

export interface ModelsDeps extends AskModelDeps {
  readonly route: ResolveRoute;
  /** Hears of defects of ours. */
  readonly logger?: Pick<Logger, "error">;
  /** The breakers of a tenant; absent where nobody keeps any. */
  readonly health?: (tenantId: string) => Health;
  readonly cache?: AnswerCache;
  /** Answers to questions of others; absent where nobody keeps any. */
  readonly similar?: SemanticCache;
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
  const remaining = startCountdown(deps.clock, call.deadline_ms);
  const attempts: FailedAttempt[] = [];
  let cost_nanousd = 0;
  let promptHash: string | null = null;
  let outOfTime = false;
  try {
    const shared = shareQuestion(deps.similar, call);
    const buildPrompt = shared ? () => shared.prompt : call.prompt;
    const route = await deps.route(call.agent, account?.payer ?? null);
    for (const entry of route) {
      outOfTime = remaining() < deps.limits.minCallMs;
      if (outOfTime || call.signal?.aborted) break;
      const prompt = guard ? guard.outbound(buildPrompt()) : buildPrompt();
      promptHash ??= await hashPrompt(prompt);
      const cached = await readCache(deps, call, entry, shared, promptHash, attempts);
      if (cached) return cached;
      // Asked anew for each entry: the last one may have learnt that money is short.
      const tier = account?.tier() ?? "full";
      if (!affordable(route, tier)(entry)) {
        attempts.push({ route: entry.model.route, fault: "over_budget", detail: `the budget is ${tier}` });
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
        await writeCache(deps, call, entry, shared, promptHash, { value, cost_nanousd: outcome.cost_nanousd });
        return { output, source: madeBy(entry, attempts), prompt_hash: promptHash, cost_nanousd };
      }
      outOfTime = !outcome.answer.ok && outcome.answer.error.out_of_time;
      if (call.signal?.aborted) break;
      call.onActivity?.("fell_back");
    }
  } catch (error) {
    // A defect of ours (a prompt or a listener that throws) must not cost the learner the turn; the session's log shows it, and ours.
    deps.logger?.error("door_failed", { agent: call.agent, reason: describeError(error) });
    attempts.push({ route: "door", fault: "unavailable", detail: `unexpected ${error instanceof Error ? error.name : typeof error}` });
  }
  const late = outOfTime || attempts.some((attempt) => attempt.fault === "timeout" || attempt.fault === "silent");
  return answerEmbedded(call, { late, attempts, prompt_hash: promptHash, cost_nanousd });
}

/** An answer that somebody of this tenant got to the very same prompt, or to the same question; null when there is none, or it no longer fits. */
async function readCache<O>(
  deps: ModelsDeps,
  call: ModelCall<O>,
  entry: RouteEntry,
  shared: SharedCall | null,
  promptHash: string,
  attempts: readonly FailedAttempt[],
): Promise<ModelAnswer<O> | null> {
  if (!call.account) return null;
  const { clock, random } = deps;
  const { route } = entry.model;
  const startedAt = clock.now();
  const [cache, found] = await findKept(deps, call, entry, shared, promptHash, call.account.payer.tenant_id);
  const output = found && call.schema.safeParse(found.value);
  if (!output?.success) return null;
  const context = { payer: call.account.payer, ...contextOf(call, promptHash, attempts) };
  const answer = { call_id: newId("cal", random), at: toIso(startedAt), route, saved_nanousd: found?.cost_nanousd ?? 0 };
  call.account.note(makeCachedRecord(context, { ...answer, cache }));
  return { output: output.data, source: { kind: "model", route, cache, late: false, attempts }, prompt_hash: promptHash, cost_nanousd: 0 };
}

async function findKept(
  { cache, similar, toJsonSchema }: ModelsDeps,
  { is_shareable, schema }: Pick<ModelCall<unknown>, "is_shareable"> & { readonly schema: z.ZodType },
  { model }: RouteEntry,
  shared: SharedCall | null,
  promptHash: string,
  tenantId: string,
): Promise<["exact" | "semantic", CachedAnswer | null]> {
  if (cache && is_shareable) return ["exact", await cache.get(tenantId, await cacheKey(promptHash, model.route, toJsonSchema(schema)))];
  if (similar && shared) return ["semantic", await similar.find(tenantId, await scopeFor(shared, model.route, toJsonSchema(schema)))];
  return ["exact", null];
}

async function writeCache(
  { cache, similar, toJsonSchema }: ModelsDeps,
  call: Pick<ModelCall<unknown>, "is_shareable" | "account"> & { readonly schema: z.ZodType },
  { model }: RouteEntry,
  shared: SharedCall | null,
  promptHash: string,
  answer: CachedAnswer,
): Promise<void> {
  if (!call.account) return;
  const tenantId = call.account.payer.tenant_id;
  const schema = toJsonSchema(call.schema);
  if (cache && call.is_shareable) await cache.put(tenantId, await cacheKey(promptHash, model.route, schema), answer);
  else if (similar && shared) similar.keep(tenantId, await scopeFor(shared, model.route, schema), answer);
}

/** The question within everything else that its answer hangs on: the agent's instructions, the model and the schema too. */
async function scopeFor({ question, prompt }: SharedCall, route: string, schema: JsonSchema): Promise<SharedQuestion> {
  return { ...question, scope: await cacheKey(await hashText(`${question.scope}\u0000${prompt.system}`), route, schema) };
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
