import { AGENTS, ROUTED_AGENTS } from "./agents/roster.agent.ts";
import { type Config, readConfig } from "./config.ts";
import type { DraftRoutesDeps } from "./curriculum/authoring/drafts.routes.ts";
import type { WriteDraftDeps } from "./curriculum/authoring/write-draft.usecase.ts";
import { type CurriculumRoutesDeps } from "./curriculum/curriculum.routes.ts";
import { createCurriculumRepository } from "./curriculum/curriculum.repository.ts";
import { sharePacks } from "./curriculum/share-packs.ts";
import { makeAuthoringFor, makeDocumentsFor } from "./deps-documents.ts";
import type { WorkerEnv } from "./env.ts";
import { createKeyRate } from "./identity/api-key-rate.ts";
import { createApiKeyDesk, createApiKeyLookup } from "./identity/api-keys.repository.ts";
import { PUBLIC_TENANT } from "./identity/create-learner.usecase.ts";
import { createLearnerRegistry, type LearnerRegistry } from "./identity/identity.repository.ts";
import { createFailedAttempts } from "./identity/operator-attempts.ts";
import { createTenantList } from "./identity/operator.repository.ts";
import { createOperatorSessions } from "./identity/operator-sessions.adapter.ts";
import { createTokens } from "./identity/tokens.adapter.ts";
import type { CourseRoutesDeps } from "./knowledge/courses/courses.routes.ts";
import { eraseCourses } from "./knowledge/courses/erase-course.usecase.ts";
import { answerInLesson } from "./knowledge/answer/answer-in-lesson.usecase.ts";
import type { PassageRoutesDeps } from "./knowledge/courses/passages.routes.ts";
import type { DocumentRoutesDeps } from "./knowledge/courses/documents.routes.ts";
import type { DocumentsConsumerDeps } from "./knowledge/ingest/documents.consumer.ts";
import type { IngestDeps } from "./knowledge/ingest/ingest-document.usecase.ts";
import type { MendDeps } from "./knowledge/ingest/mend-documents.usecase.ts";
import { createContestList } from "./learners/contests.repository.ts";
import type { CorrectionRoutesDeps, KnowledgeRoutesDeps } from "./learners/knowledge.routes.ts";
import { createLearners } from "./learners/learners.adapter.ts";
import { createOpenApiAccount } from "./llm/account/open-api-account.usecase.ts";
import { createOpenSessionAccount } from "./llm/account/open-session-account.usecase.ts";
import { createPurseStore } from "./llm/account/purse.store.ts";
import { createModels } from "./llm/answer.usecase.ts";
import type { ApiRoutesDeps } from "./llm/api/api.routes.ts";
import { createCacheDesk, createKvAnswerCache } from "./llm/cache/kv-answer-cache.adapter.ts";
import { createKvShelf } from "./llm/cache/kv-shelf.adapter.ts";
import { createSemanticCache } from "./llm/cache/semantic-cache.usecase.ts";
import { createCallQueue } from "./llm/calls/call-queue.adapter.ts";
import { createCallRepository } from "./llm/calls/calls.repository.ts";
import { readCallsConfig } from "./llm/calls/calls.config.ts";
import type { CallsConsumerDeps } from "./llm/calls/calls.consumer.ts";
import { createOtlpExporter } from "./llm/calls/otlp/otlp.adapter.ts";
import { createAddressGuard } from "./llm/egress/guarded-fetch.adapter.ts";
import { createHostResolver } from "./llm/egress/resolve-host.adapter.ts";
import { createEmbeddings } from "./llm/embeddings/create-embeddings.adapter.ts";
import { ALLOW_ALL } from "./llm/guard/create-guard.ts";
import { createLine } from "./llm/line.ts";
import { createSessionGuards } from "./llm/guard/create-session-guard.ts";
import { createOpenAiModerator } from "./llm/guard/openai-moderator.adapter.ts";
import { createHealthDesk } from "./llm/health/create-health.ts";
import { createLatencies } from "./llm/hedge/latencies.ts";
import { toJsonSchema } from "./llm/json-schema.schema.ts";
import { createKeyCipher } from "./llm/keys/key-cipher.adapter.ts";
import { createKeyDesk } from "./llm/keys/key-desk.usecase.ts";
import { createProviderKeys } from "./llm/keys/provider-keys.repository.ts";
import { createLedgers } from "./llm/ledger/ledger.adapter.ts";
import type { OperatorRoutesDeps } from "./llm/operator/operator.routes.ts";
import { createRouteAccess } from "./llm/route.adapter.ts";
import { createResolveRoute } from "./llm/routes/resolve-route.usecase.ts";
import { createRouteDesk } from "./llm/routes/route-desk.usecase.ts";
import { createTenantRoutes } from "./llm/routes/tenant-routes.repository.ts";
import { createTenantSettings } from "./llm/routes/tenant-settings.usecase.ts";
import { systemTimer } from "./llm/timer.adapter.ts";
import { openSession } from "./session/create-session.usecase.ts";
import type { PageRoutesDeps } from "./session/page.routes.ts";
import type { Deadlines } from "./session/run-effect.usecase.ts";
import type { SessionObjectDeps } from "./session/session.do.ts";
import { createSessionRegistry } from "./session/session-registry.repository.ts";
import type { SessionRoutesDeps } from "./session/session.routes.ts";
import { createTurns } from "./session/turns.ts";
import { createConsoleLogger } from "./shared/console-logger.adapter.ts";
import { defer } from "./shared/defer.adapter.ts";
import { systemClock } from "./shared/system-clock.adapter.ts";
import { systemRandom } from "./shared/system-random.adapter.ts";

/** 20 s an effect and 45 s a turn (session.md): a learner waits no longer than that for anything. */
const DEADLINES: Deadlines = { effect_ms: 20_000, turn_ms: 45_000 };
/** Requests to models that an isolate has under way at once: a burst of them is read within a second, and those of everyday fit in. */
const MAX_REQUESTS = 256;
/** Longest wait for a collector; records are in D1 by then. */
const OTLP_TIMEOUT_MS = 5_000;

const system = { clock: systemClock, random: systemRandom, timer: systemTimer };

/** What the Worker's routes and middleware need. */
export interface WorkerDeps extends SessionRoutesDeps, CurriculumRoutesDeps, PageRoutesDeps, OperatorRoutesDeps {
  readonly config: Config;
  readonly curriculum: SessionRoutesDeps["curriculum"] & CurriculumRoutesDeps["curriculum"];
  readonly learners: LearnerRegistry;
  readonly openObject: SessionRoutesDeps["openObject"];
  /** The outer fence; null where nobody floods. */
  readonly rate_limit: RateLimit | null;
  readonly api: ApiRoutesDeps;
  readonly knowledge: KnowledgeRoutesDeps & Pick<CorrectionRoutesDeps, "contests">;
  readonly materials: CourseRoutesDeps & DocumentRoutesDeps & PassageRoutesDeps;
  readonly authoring: DraftRoutesDeps;
}

/** The Worker's composition root. Throws `ConfigError` when a setting is missing or wrong. */
export function makeWorkerDeps(env: WorkerEnv): WorkerDeps {
  const config = readConfig({ ...env });
  const { secret, operator_token: token } = config;
  const operators = token === null ? null : createOperatorSessions({ secret, token, clock: systemClock });
  const identity = {
    config,
    clock: systemClock,
    random: systemRandom,
    logger: createConsoleLogger(),
    tokens: createTokens({ secret, clock: systemClock, random: systemRandom }),
    learners: createLearnerRegistry(env.DB),
  };
  return {
    ...identity,
    curriculum: sharePacks(createCurriculumRepository(env.DB)),
    registry: createSessionRegistry(env.DB),
    masteriesOf: (principal, skills) => createLearners(env.LEARNERS).of(principal).masteries(skills),
    public_tenant: PUBLIC_TENANT,
    rate_limit: config.profile === "local" ? null : env.RATE_LIMIT,
    assets: env.ASSETS,
    openObject: (sessionId) => env.SESSIONS.getByName(sessionId),
    operators,
    attempts: createFailedAttempts(systemClock),
    tenant_list: createTenantList(env.DB),
    api_keys: createApiKeyDesk(env.DB, { clock: systemClock, random: systemRandom }),
    desks: makeDesks(env),
    api: makeApiDeps(env),
    knowledge: makeKnowledgeDeps(env),
    authoring: makeAuthoringDeps(env),
    materials: { ...identity, ...makeDocuments(env), operators, authors: config.knowledge.authors },
  };
}

/** What is shown, argued and asked again of what learners know. */
function makeKnowledgeDeps(env: WorkerEnv): WorkerDeps["knowledge"] {
  const registry = createSessionRegistry(env.DB);
  const openObject: SessionRoutesDeps["openObject"] = (sessionId) => env.SESSIONS.getByName(sessionId);
  const logger = createConsoleLogger();
  const learners = createLearners(env.LEARNERS);
  const contests = createContestList(env.DB);
  return {
    clock: systemClock,
    random: systemRandom,
    logger,
    learners,
    curriculum: sharePacks(createCurriculumRepository(env.DB)),
    contests,
    pageSessions: (principal, after) => registry.pageSessions(principal, after),
    readTranscript: async (sessionId, principal) => {
      const read = await openObject(sessionId).readEvents(principal, 0);
      return read.ok ? read.value.events : [];
    },
    profile: readConfig({ ...env }).profile,
    erasing: {
      learners,
      contests,
      registry: createLearnerRegistry(env.DB),
      forgetCourses: (principal) => eraseCourses(makeDocuments(env), principal),
      forgetLessons: (principal) => createCurriculumRepository(env.DB).removeLessons(principal),
      forgetCalls: (principal, since) => createCallRepository(env.DB).forgetLearner(principal, since, systemClock.now()),
      sessions: {
        list: (principal) => registry.pageSessions(principal, ""),
        erase: async (sessionId, principal) => void (await openObject(sessionId).erase(principal)),
        forget: (principal, ids) => registry.removeSessions(principal, ids),
      },
    },
    sessions: {
      start: (input) => openSession({ clock: systemClock, logger, registry, openObject }, input),
      read: (sessionId, principal) => openObject(sessionId).read(principal),
      readNode: (sessionId, principal, nodeId) => openObject(sessionId).readNode(principal, nodeId),
    },
  };
}

/** The session object's composition root. Objects that share an isolate share what it makes: none of it belongs to one session. */
export const makeSessionDeps = onceAnEnv((env): SessionObjectDeps => {
  const { models, openSessionAccount, openGuard } = makeGateway(env);
  const { courses, lessonAnswers } = makeDocuments(env);
  const documents = { courses, answerer: lessonAnswers, timer: systemTimer };
  return {
    models,
    sources: { answer: (...asked) => answerInLesson(documents, ...asked) },
    agents: AGENTS,
    clock: systemClock,
    deadlines: DEADLINES,
    logger: createConsoleLogger(),
    turns: createTurns(),
    registry: createSessionRegistry(env.DB),
    openAccount: openSessionAccount,
    openGuard,
    learners: createLearners(env.LEARNERS),
  };
});

/** What a tenant's ledger needs. */
export function makeLedgerDeps() {
  return { clock: systemClock, logger: createConsoleLogger() };
}

/** What a learner's object needs. */
export function makeLearnerDeps() {
  return { logger: createConsoleLogger() };
}

/** What the consumer of calls and the daily clean-up need. */
export const makeCallsDeps = onceAnEnv((env): CallsConsumerDeps & { readonly calls: ReturnType<typeof createCallRepository> } => {
  const logger = createConsoleLogger();
  // Its own settings alone: a mistake in others must not cost records, and a mistake in these costs the export alone.
  const read = readCallsConfig({ ...env });
  if (!read.ok) logger.error("calls_settings_wrong", { problems: read.error.join(" ") });
  const otlp = read.ok ? read.value.otlp : null;
  const options = { fetch: (...request: Parameters<typeof fetch>) => fetch(...request), timeout_ms: OTLP_TIMEOUT_MS };
  return {
    calls: createCallRepository(env.DB),
    exporter: otlp && createOtlpExporter({ ...otlp, ...options, ...system }),
    logger,
  };
});

/** Everything between our agents and the models of others, once an isolate: breakers, latencies and tenants' settings are shared by all who ask. */
const makeGateway = onceAnEnv((env) => {
  const { llm, profile, embeddings: embeddingsConfig, guard } = readConfig({ ...env });
  const logger = createConsoleLogger();
  const healthOf = createHealthDesk(system);
  const ledgers = createLedgers(env.LEDGERS);
  const sink = createCallQueue(env.CALLS);
  const shelf = createKvShelf({ kv: env.LLM_CACHE, logger, defer, ...system });
  const answers = createKvAnswerCache({ shelf, ...system });
  const embeddings = createEmbeddings(embeddingsConfig, { profile, ai: env.AI, gateway_id: llm.gatewayId });
  const routing = makeRouting(env);
  const shared = {
    ...system,
    logger,
    route: routing.route,
    limits: llm.limits,
    health: healthOf,
    line: createLine(MAX_REQUESTS, systemTimer),
    ...(llm.isHedged && { latencies: createLatencies() }),
  };
  const accounts = { ...system, logger, sink, ledgerOf: ledgers.of, healthOf };
  const moderate = guard.moderation
    ? createOpenAiModerator(guard.moderation, { fetch: (...request) => fetch(...request), logger, ...system })
    : ALLOW_ALL;
  return {
    ...routing,
    shared,
    shelf,
    embeddings,
    budgets: ledgers.desk,
    models: createModels({
      ...shared,
      cache: answers,
      similar: createSemanticCache({ answers, defer }),
      toJsonSchema,
    }),
    openSessionAccount: createOpenSessionAccount<DurableObjectStorage>({ ...accounts, openStore: createPurseStore }),
    openApiAccount: createOpenApiAccount(accounts),
    openGuard: createSessionGuards({ random: systemRandom, moderate }),
  };
});

/** Which models there are, who may ask them with whose key, and how an operator changes that. */
const makeRouting = onceAnEnv((env) => {
  const { llm, profile } = readConfig({ ...env });
  const logger = createConsoleLogger();
  const resolveHost = createHostResolver(systemTimer);
  const guard = createAddressGuard({ resolve: resolveHost, ownHosts: llm.ownHosts });
  const cipher = llm.encryption && createKeyCipher({ ...llm.encryption, random: systemRandom });
  const [stored, keys] = [createTenantRoutes(env.DB), createProviderKeys(env.DB)];
  const { access, makeModel } = createRouteAccess(llm, { profile, ai: env.AI }, guard.fetch);
  const settingsOf = createTenantSettings({ routes: stored, keys, cipher, logger, ...system });
  return {
    agents: ROUTED_AGENTS,
    resolveHost,
    ownHosts: llm.ownHosts,
    isLocal: profile === "local",
    route: createResolveRoute({ routes: llm.routes, access, makeModel, settingsOf, logger }),
    routeDesk: createRouteDesk({ stored, keys, routes: llm.routes, access, agents: ROUTED_AGENTS, clock: systemClock }),
    keyDesk: createKeyDesk({ keys, cipher, checkAddress: guard.check, clock: systemClock }),
  };
});

function makeDesks(env: WorkerEnv): OperatorRoutesDeps["desks"] {
  const { routeDesk, keyDesk, budgets, shelf } = makeGateway(env);
  return {
    clock: systemClock,
    calls: createCallRepository(env.DB),
    budgets,
    routes: routeDesk,
    keys: keyDesk,
    cache: createCacheDesk(shelf),
  };
}

function makeApiDeps(env: WorkerEnv): ApiRoutesDeps {
  const { agents, embeddings, openApiAccount, routeDesk, shared } = makeGateway(env);
  return {
    ...shared,
    agents,
    logger: createConsoleLogger(),
    openAccount: openApiAccount,
    resolveEmbeddings: () => embeddings,
    priceOf: routeDesk.priceOf,
    api_key_lookup: createApiKeyLookup(env.DB, systemClock),
    key_rate: createKeyRate(systemClock),
  };
}

const makeDocuments = onceAnEnv((env) => makeDocumentsFor(env, makeGateway(env)));

/** What the reading of documents needs, and whoever starts it. */
export const makeDocumentsDeps: (env: WorkerEnv) => IngestDeps & DocumentsConsumerDeps & MendDeps = makeDocuments;

/** What writing lessons from documents needs. */
export const makeAuthoringDeps: (env: WorkerEnv) => DraftRoutesDeps & WriteDraftDeps = onceAnEnv((env) =>
  makeAuthoringFor(env, makeGateway(env), makeDocuments(env)),
);

/** Makes a thing once for each set of bindings: an isolate has one, tests have several. */
function onceAnEnv<T>(make: (env: WorkerEnv) => T): (env: WorkerEnv) => T {
  const made = new WeakMap<WorkerEnv, { readonly value: T }>();
  return (env) => {
    const known = made.get(env) ?? { value: make(env) };
    made.set(env, known);
    return known.value;
  };
}
