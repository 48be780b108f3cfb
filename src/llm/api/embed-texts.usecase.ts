import type { ApiError } from "../../protocol/api-error.ts";
import { type Clock, toIso } from "../../shared/clock.ts";
import { newId } from "../../shared/ids.ts";
import type { Random } from "../../shared/random.ts";
import { err, ok, type Result } from "../../shared/result.ts";
import type { Account } from "../account.port.ts";
import type { CallRecord } from "../calls/call-record.schema.ts";
import type { EmbeddingModel } from "../embeddings/embedding-model.port.ts";
import { failureOfError, lasting, type ModelFailure } from "../model-failure.ts";
import { costOf, estimateTokens } from "../providers/price.ts";
import type { TokenPrice } from "../routes/route.port.ts";
import type { Timer } from "../timer.port.ts";
import type { ApiCaller, OpenApiAccount } from "./api-client.port.ts";
import { EMBEDDINGS_MODEL } from "./api-models.usecase.ts";
import { badRequest, modelNotFound, noModel, notPaidFor } from "./api-problems.ts";
import type { EmbeddingsBody } from "./embeddings.schema.ts";
import { payerOf } from "./meter-account.ts";

const DEADLINE_MS = 30_000;
/** Ours runs here: it costs nothing and is not booked. */
const EMBEDDED = "embedded";

export interface EmbedTextsDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly timer: Timer;
  readonly openAccount: OpenApiAccount;
  readonly resolveEmbeddings: (tenantId: ApiCaller["tenant_id"]) => EmbeddingModel | Promise<EmbeddingModel>;
  /** List price of `<provider>:<model>`, or the guess that budgets go by. */
  readonly priceOf: (route: string) => TokenPrice;
}

export interface EmbedTexts {
  readonly caller: ApiCaller;
  readonly body: EmbeddingsBody;
  readonly signal: AbortSignal;
  readonly keepAlive: (work: Promise<unknown>) => void;
}

export interface EmbeddedTexts {
  readonly vectors: readonly (readonly number[])[];
  readonly route: string;
  readonly input_tokens: number;
  readonly cost_nanousd: number;
}

/** Vectors for a client's texts from whatever the tenant's course search uses: paid for and recorded like any other request. */
export async function embedTexts(deps: EmbedTextsDeps, ask: EmbedTexts): Promise<Result<EmbeddedTexts, ApiError>> {
  const { caller, body } = ask;
  const model = await deps.resolveEmbeddings(caller.tenant_id);
  if (body.model !== EMBEDDINGS_MODEL && body.model !== model.route) return err(modelNotFound());
  if (body.dimensions !== undefined && body.dimensions !== model.dimensions) {
    const own = model.dimensions === null ? "the model's own" : String(model.dimensions);
    return err(badRequest("unsupported_parameter", "dimensions", `Vectors here have ${own} dimensions and are not cut.`));
  }
  if (model.route === EMBEDDED) {
    const { answer, input_tokens } = await embed(deps, ask, model);
    if (!answer.ok) return err(noModel([answer.error.fault]));
    return ok({ vectors: answer.value, route: model.route, input_tokens, cost_nanousd: 0 });
  }
  const account = await deps.openAccount(payerOf(caller), caller.key_id);
  try {
    return await embedPaid(deps, ask, model, account);
  } finally {
    ask.keepAlive(account.checkIn());
  }
}

async function embedPaid(
  deps: EmbedTextsDeps,
  ask: EmbedTexts,
  model: EmbeddingModel,
  account: Account,
): Promise<Result<EmbeddedTexts, ApiError>> {
  const price = deps.priceOf(model.route);
  const tokens = estimateOf(ask.body);
  const about = { agent: "embeddings", purpose: "api", key: "operator", turn_id: null, prompt_hash: null } as const;
  const estimate = { route: model.route, about, tokens, nanousd: Math.ceil(tokens * price.input_nanousd) };
  const reservation = account.tier() === "spent" ? null : await account.reserve(estimate);
  if (reservation === null) return err(notPaidFor(account.tier()));
  const at = deps.clock.now();
  const { answer, input_tokens, is_estimated } = await embed(deps, ask, model);
  const outcome = answer.ok ? "ok" : ask.signal.aborted ? "cancelled" : answer.error.fault;
  // Whoever turned the texts away sends no bill; whoever was reading them may.
  const counted = answer.ok || outcome === "cancelled" || outcome === "timeout" ? input_tokens : 0;
  const cost_nanousd = costOf(price, { input_tokens: counted, output_tokens: 0, cached_input_tokens: 0, reasoning_tokens: 0 });
  const record: CallRecord = {
    v: 1,
    call_id: newId("cal", deps.random),
    at: toIso(at),
    ...account.payer,
    ...about,
    route: model.route,
    outcome,
    cache: "none",
    fallback_reason: null,
    input_tokens: counted,
    output_tokens: 0,
    cached_input_tokens: 0,
    reasoning_tokens: 0,
    is_estimated,
    cost_nanousd,
    saved_nanousd: 0,
    first_token_ms: null,
    total_ms: Math.max(0, deps.clock.now() - at),
  };
  account.settle(reservation, record);
  return answer.ok ? ok({ vectors: answer.value, route: model.route, input_tokens, cost_nanousd }) : err(noModel([answer.error.fault]));
}

/** One request, with an end however long it takes. */
async function embed(
  { timer }: Pick<EmbedTextsDeps, "timer">,
  { body, signal }: Pick<EmbedTexts, "body" | "signal">,
  model: EmbeddingModel,
): Promise<{ answer: Result<readonly (readonly number[])[], ModelFailure>; input_tokens: number; is_estimated: boolean }> {
  const abort = new AbortController();
  const stopped = Promise.withResolvers<ModelFailure>();
  const stop = (failure: ModelFailure) => {
    stopped.resolve(failure);
    abort.abort();
  };
  const onAbort = () => stop(lasting("unavailable", "cancelled by the caller"));
  const cancelDeadline = timer.after(DEADLINE_MS, () => stop(lasting("timeout", "no vectors before the deadline")));
  if (signal.aborted) onAbort();
  signal.addEventListener("abort", onAbort);
  const asked = model.embed(body.input, abort.signal).then(
    (found) => ({
      answer:
        found.vectors.length === body.input.length
          ? ok(found.vectors)
          : err(lasting("provider_error", "another number of vectors than texts")),
      input_tokens: found.input_tokens,
    }),
    (error: unknown) => ({ answer: err(failureOfError(error)), input_tokens: null }),
  );
  const { answer, input_tokens } = await Promise.race([
    asked,
    stopped.promise.then((failure) => ({ answer: err(failure), input_tokens: null })),
  ]);
  cancelDeadline();
  signal.removeEventListener("abort", onAbort);
  return { answer, input_tokens: input_tokens ?? estimateOf(body), is_estimated: input_tokens === null };
}

function estimateOf({ input }: EmbeddingsBody): number {
  return input.reduce((sum, text) => sum + estimateTokens(text.length), 0);
}
