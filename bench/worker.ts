import { createApp } from "../src/app.ts";
import { makeSessionDeps, makeWorkerDeps } from "../src/deps.ts";
import type { WorkerEnv } from "../src/env.ts";
import product, {
  AuthoringWorkflow,
  CourseIndexObject,
  IngestionWorkflow,
  LearnerObject as ProductLearner,
  LedgerObject as ProductLedger,
  SessionObject as ProductSession,
} from "../src/index.ts";
import { createModels } from "../src/llm/answer.usecase.ts";
import { DEFAULT_CALL_LIMITS } from "../src/llm/call-limits.ts";
import { toJsonSchema } from "../src/llm/json-schema.schema.ts";
import type { RouteEntry } from "../src/llm/routes/route.port.ts";
import { systemTimer } from "../src/llm/timer.adapter.ts";
import { createSessionObject } from "../src/session/session.do.ts";
import { systemClock } from "../src/shared/system-clock.adapter.ts";
import { systemRandom } from "../src/shared/system-random.adapter.ts";
import { freeEntry } from "../test/support/free-entry.ts";
import { BareObject } from "./bare-object.ts";
import { type Caller, createGatewayObject } from "./gateway-object.ts";
import { createScriptedModel, type Fixture } from "./script.ts";
import { countBindings, countStorage, type Tally, tally } from "./tally.ts";

export { AuthoringWorkflow, BareObject, CourseIndexObject, IngestionWorkflow };

interface BenchEnv extends WorkerEnv {
  readonly SCRIPTED: DurableObjectNamespace<ScriptedSession>;
  /** The same as SESSIONS. */
  readonly COUNTED: DurableObjectNamespace<SessionObject>;
  readonly BARE: DurableObjectNamespace<BareObject>;
  readonly GATEWAY: DurableObjectNamespace<GatewayObject>;
  /** What the scripted model says, as JSON; the model server outside reads the same fixtures. */
  readonly FIXTURES: string;
  /** Characters of a piece of its answer; "0": it says all at once. */
  readonly PIECE_CHARS: string;
  /** "on" counts what would be billed; that costs time, so nothing is timed then. */
  readonly COUNT: string;
  readonly LLM_BASE_URL: string;
}

/** What a session has stored, and what all objects did until now. */
export interface Stored {
  readonly events: number;
  readonly event_bytes: number;
  readonly database_bytes: number;
  readonly tally: Tally;
}

/** The product's own objects, looked at. */
export class SessionObject extends ProductSession {
  constructor(ctx: DurableObjectState, env: BenchEnv) {
    if (env.COUNT === "on") {
      countStorage(ctx, tally.session);
      countBindings(env);
    }
    super(ctx, env);
  }

  stored(): Stored {
    const { sql } = this.ctx.storage;
    const { events, event_bytes } = sql
      .exec<{ events: number; event_bytes: number }>("SELECT count(*) AS events, sum(length(body)) AS event_bytes FROM events")
      .one();
    return { events, event_bytes, database_bytes: sql.databaseSize, tally };
  }
}

export class LearnerObject extends ProductLearner {
  constructor(ctx: DurableObjectState, env: BenchEnv) {
    if (env.COUNT === "on") countStorage(ctx, tally.learner);
    super(ctx, env);
  }

  override record(...told: Parameters<ProductLearner["record"]>): ReturnType<ProductLearner["record"]> {
    tally.learner.requests += 1;
    return super.record(...told);
  }
}

export class LedgerObject extends ProductLedger {
  constructor(ctx: DurableObjectState, env: BenchEnv) {
    if (env.COUNT === "on") countStorage(ctx, tally.ledger);
    super(ctx, env);
  }

  override checkIn(...input: Parameters<ProductLedger["checkIn"]>): ReturnType<ProductLedger["checkIn"]> {
    tally.ledger.requests += 1;
    return super.checkIn(...input);
  }
}

/** The product's own object; only the model at the end of its door is ours and answers at once. */
export class ScriptedSession extends createSessionObject<BenchEnv>((env) => ({
  ...makeSessionDeps(env),
  models: createModels({
    route: () => scriptedRoute(env),
    clock: systemClock,
    limits: DEFAULT_CALL_LIMITS,
    timer: systemTimer,
    random: systemRandom,
    toJsonSchema,
  }),
})) {}

/** Calls a model in three ways, for as many lanes as there are objects. */
export class GatewayObject extends createGatewayObject<BenchEnv>((env, storage) => {
  const { models, openAccount } = makeSessionDeps(env);
  const payer = { tenant_id: "ten_public", course_id: "les_bench", learner_id: "lrn_bench" } as const;
  return { models, account: (name) => openAccount?.(storage, { ...payer, session_id: name }), base_url: env.LLM_BASE_URL };
}) {}

let scripted: RouteEntry[] | null = null;

/** Read once an isolate: a model in the process has nothing to read from a wire. */
function scriptedRoute({ FIXTURES, PIECE_CHARS }: BenchEnv): RouteEntry[] {
  scripted ??= [freeEntry(createScriptedModel(JSON.parse(FIXTURES) as Fixture[], Number(PIECE_CHARS)))];
  return scripted;
}

/**
 * `/bare/<name>` opens the bare object, `/stored/<id>` looks into a session, `/gateway/<caller>-<lane>` calls a model,
 * `/scripted/…` is the product with scripted sessions, everything else the product.
 */
export default {
  async fetch(request, env, ctx) {
    const url = new URL(request.url);
    const [, door = "", name = ""] = url.pathname.split("/");
    if (door === "bare") return await env.BARE.getByName(name).fetch(request);
    if (door === "stored") return Response.json(await env.COUNTED.getByName(name).stored());
    if (door === "gateway") {
      const lane = env.GATEWAY.getByName(name);
      const caller = name.split("-")[0] as Caller;
      const length = await lane.call(caller);
      if (caller === "cairn") ctx.waitUntil(lane.settle());
      return new Response(`${length}`);
    }
    if (door !== "scripted") return await appFor("real", env).fetch(request, env, ctx);
    url.pathname = url.pathname.slice("/scripted".length);
    return await appFor("scripted", env).fetch(new Request(url, request), env, ctx);
  },
  queue: (batch, env) => product.queue(batch, env),
} satisfies ExportedHandler<BenchEnv>;

const apps = new Map<string, ReturnType<typeof createApp>>();

function appFor(models: "real" | "scripted", env: BenchEnv): ReturnType<typeof createApp> {
  const known = apps.get(models);
  if (known) return known;
  const deps = makeWorkerDeps(env);
  const app = createApp(models === "real" ? deps : { ...deps, openObject: (id) => env.SCRIPTED.getByName(id) });
  apps.set(models, app);
  return app;
}
