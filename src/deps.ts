import { AGENTS } from "./agents/roster.agent.ts";
import { type Config, readConfig } from "./config.ts";
import { type CurriculumRoutesDeps } from "./curriculum/curriculum.routes.ts";
import { createCurriculumRepository } from "./curriculum/curriculum.repository.ts";
import type { WorkerEnv } from "./env.ts";
import { PUBLIC_TENANT } from "./identity/create-learner.usecase.ts";
import { createLearnerRegistry, type LearnerRegistry } from "./identity/identity.repository.ts";
import { createTokens } from "./identity/tokens.adapter.ts";
import { createModels } from "./llm/answer.usecase.ts";
import { toJsonSchema } from "./llm/json-schema.schema.ts";
import type { Models } from "./llm/models.port.ts";
import { createRoute } from "./llm/route.adapter.ts";
import { systemTimer } from "./llm/timer.adapter.ts";
import type { PageRoutesDeps } from "./session/page.routes.ts";
import type { Deadlines } from "./session/run-effect.usecase.ts";
import type { SessionObjectDeps } from "./session/session.do.ts";
import { createSessionRegistry } from "./session/session-registry.repository.ts";
import type { SessionRoutesDeps } from "./session/session.routes.ts";
import { createConsoleLogger } from "./shared/console-logger.adapter.ts";
import { systemClock } from "./shared/system-clock.adapter.ts";
import { systemRandom } from "./shared/system-random.adapter.ts";

/** 20 s an effect and 45 s a turn (session.md): a learner waits no longer than that for anything. */
const DEADLINES: Deadlines = { effect_ms: 20_000, turn_ms: 45_000 };

/** What the Worker's routes and middleware need. */
export interface WorkerDeps extends SessionRoutesDeps, CurriculumRoutesDeps, PageRoutesDeps {
  readonly config: Config;
  readonly curriculum: SessionRoutesDeps["curriculum"] & CurriculumRoutesDeps["curriculum"];
  readonly learners: LearnerRegistry;
  readonly openObject: SessionRoutesDeps["openObject"];
  /** The outer fence; null where nobody floods. */
  readonly rate_limit: RateLimit | null;
}

/** The Worker's composition root. Throws `ConfigError` when a setting is missing or wrong. */
export function makeWorkerDeps(env: WorkerEnv): WorkerDeps {
  const config = readConfig({ ...env });
  return {
    config,
    clock: systemClock,
    random: systemRandom,
    logger: createConsoleLogger(),
    tokens: createTokens({ secret: config.secret, clock: systemClock, random: systemRandom }),
    learners: createLearnerRegistry(env.DB),
    curriculum: createCurriculumRepository(env.DB),
    registry: createSessionRegistry(env.DB),
    public_tenant: PUBLIC_TENANT,
    rate_limit: config.profile === "local" ? null : env.RATE_LIMIT,
    assets: env.ASSETS,
    openObject: (sessionId) => env.SESSIONS.getByName(sessionId),
  };
}

/** The session object's composition root. Objects that share an isolate share what it makes: none of it belongs to one session. */
export function makeSessionDeps(env: WorkerEnv): SessionObjectDeps {
  const known = sessionDeps.get(env);
  if (known) return known;
  const deps: SessionObjectDeps = {
    models: makeModels(env),
    agents: AGENTS,
    clock: systemClock,
    deadlines: DEADLINES,
    logger: createConsoleLogger(),
    registry: createSessionRegistry(env.DB),
  };
  sessionDeps.set(env, deps);
  return deps;
}

/** What a tenant's ledger needs. */
export function makeLedgerDeps() {
  return { clock: systemClock, logger: createConsoleLogger() };
}

const sessionDeps = new WeakMap<WorkerEnv, SessionObjectDeps>();

function makeModels(env: WorkerEnv): Models {
  const { llm, profile } = readConfig({ ...env });
  const route = createRoute(llm, { profile, ai: env.AI }).map((model) => ({
    model,
    price: { input_nanousd: 0, cached_input_nanousd: 0, output_nanousd: 0 },
    max_output_tokens: 4_096,
    key: "operator" as const,
  }));
  return createModels({
    route: () => route,
    clock: systemClock,
    limits: llm.limits,
    timer: systemTimer,
    random: systemRandom,
    toJsonSchema,
  });
}
