import { answerer } from "./agents/answerer/answerer.agent.ts";
import { author } from "./agents/author/author.agent.ts";
import { type AskFor, createAuthoringAgents } from "./agents/author/authoring-agents.usecase.ts";
import { solver } from "./agents/solver/solver.agent.ts";
import { createAuthoringRuns } from "./curriculum/authoring/authoring-runs.adapter.ts";
import { createDraftRepository } from "./curriculum/authoring/draft.repository.ts";
import type { DraftRoutesDeps } from "./curriculum/authoring/drafts.routes.ts";
import { forgetCourse, forgetDocument } from "./curriculum/authoring/forget-document.usecase.ts";
import type { WriteDraftDeps } from "./curriculum/authoring/write-draft.usecase.ts";
import { createCourseRepository } from "./knowledge/courses/courses.repository.ts";
import { listPassages } from "./knowledge/courses/list-passages.usecase.ts";
import { streamDocument } from "./knowledge/courses/document-events.adapter.ts";
import { createDocumentRepository } from "./knowledge/courses/documents.repository.ts";
import { embedPassages } from "./knowledge/index/embed-passages.usecase.ts";
import { reembed } from "./knowledge/index/reembed.usecase.ts";
import { createEmbeddingRecords } from "./knowledge/index/embedding-records.repository.ts";
import { createObjectVectors } from "./knowledge/index/object-vectors.adapter.ts";
import { createPassageRepository } from "./knowledge/index/passage.repository.ts";
import { createVectorizeIndex } from "./knowledge/index/vectorize.adapter.ts";
import { createDocumentFiles } from "./knowledge/ingest/document-files.adapter.ts";
import { createDocumentQueue } from "./knowledge/ingest/document-queue.adapter.ts";
import type { IngestDeps } from "./knowledge/ingest/ingest-document.usecase.ts";
import { createIngestionRuns } from "./knowledge/ingest/ingestion-runs.adapter.ts";
import { createPageFetcher } from "./knowledge/ingest/page-fetcher.adapter.ts";
import { createDocumentReader } from "./knowledge/read/open-document.adapter.ts";
import { type AnswererDeps, createAnswerer } from "./knowledge/answer/answerer.usecase.ts";
import { createRetriever } from "./knowledge/retrieve/retriever.usecase.ts";
import { createCurriculumRepository } from "./curriculum/curriculum.repository.ts";
import type { WorkerEnv } from "./env.ts";
import type { createOpenApiAccount } from "./llm/account/open-api-account.usecase.ts";
import type { EmbeddingModel } from "./llm/embeddings/embedding-model.port.ts";
import { EMBEDDED_EMBEDDINGS } from "./llm/embeddings/embedded-model.ts";
import type { createSessionGuards } from "./llm/guard/create-session-guard.ts";
import type { Models } from "./llm/models.port.ts";
import type { ResolveRoute } from "./llm/routes/route.port.ts";
import type { Principal } from "./protocol/principal.ts";
import { createSessionRegistry } from "./session/session-registry.repository.ts";
import { createConsoleLogger } from "./shared/console-logger.adapter.ts";
import { type CourseId, type DocumentId, isId, type TenantId } from "./shared/ids.ts";
import { systemClock } from "./shared/system-clock.adapter.ts";
import { systemRandom } from "./shared/system-random.adapter.ts";

/** What of the door to models documents need: they are made once and shared. */
interface GatewayDeps {
  readonly embeddings: EmbeddingModel;
  readonly models: Models;
  readonly openGuard: ReturnType<typeof createSessionGuards>;
  readonly openApiAccount: ReturnType<typeof createOpenApiAccount>;
  readonly route: ResolveRoute;
  readonly resolveHost: (host: string) => Promise<readonly string[]>;
  /** Names that this deployment is reached by. */
  readonly ownHosts: readonly string[];
  /** Whether this runs in the emulator on somebody's own machine. */
  readonly isLocal: boolean;
}

/** Whoever has begun more lessons since reads the documents of the newer ones. */
const SESSIONS_LOOKED_AT = 500;
/** A node of a lesson is long, and nobody watches it being written. */
const AUTHOR_MS = 120_000;
/** A hundred passages at the slowest provider. */
const EMBED_TIMEOUT_MS = 60_000;

/** A scheduled run has fifteen minutes for all tenants. */
const REEMBED_TIMEOUT_MS = 120_000;

/** The tenant pays for what is not asked in a session. */
const payerOf = (tenant_id: TenantId) => ({ tenant_id, course_id: null, learner_id: null, session_id: null });

/** Documents and what is made of them: where they are kept, read and searched. */
export function makeDocumentsFor(
  env: WorkerEnv,
  { embeddings, models, openApiAccount, openGuard, resolveHost, ownHosts, isLocal }: GatewayDeps,
) {
  const logger = createConsoleLogger();
  const records = createEmbeddingRecords(env.DB);
  const vectors = env.VECTORIZE ? createVectorizeIndex(env.VECTORIZE, records) : createObjectVectors(env.COURSE_INDEXES);
  const index = createPassageRepository(env.DB);
  const documents = createDocumentRepository(env.DB, systemClock);
  const retriever = createRetriever({
    passages: index,
    vectors,
    records,
    embeddings: embeddings === EMBEDDED_EMBEDDINGS ? [embeddings] : [embeddings, EMBEDDED_EMBEDDINGS],
    nameDocuments: documents.names,
    logger,
  });
  const drafting = { clock: systemClock, drafts: createDraftRepository(env.DB), runs: createAuthoringRuns(env.AUTHORING) };
  const erasing = {
    documents,
    files: createDocumentFiles(env.FILES),
    index,
    vectors,
    records,
    runs: createIngestionRuns(env.INGESTION, isLocal),
    queue: createDocumentQueue(env.DOCUMENTS),
    forgetDrafts: (tenantId: TenantId, documentId: DocumentId) => forgetDocument(drafting, tenantId, documentId),
  };
  const courses = createCourseRepository(env.DB);
  const guardQuestion: AnswererDeps["openGuard"] = (allow) => openGuard({ kept: null, allow: () => [allow()] });
  const questions = createAnswerer({
    retriever,
    agent: answerer,
    models,
    openGuard: guardQuestion,
    openAccount: (tenant_id) => openApiAccount(payerOf(tenant_id)),
  });
  // In a lesson the tutor words what was found, under the session's own budget: here nothing is asked of a model.
  const lessonAnswers = createAnswerer({
    retriever,
    agent: answerer,
    openGuard: guardQuestion,
    models: { answer: (call) => models.answer({ ...call, embedded_only: true }) },
  });
  const [curriculum, registry] = [createCurriculumRepository(env.DB), createSessionRegistry(env.DB)];
  return {
    ...erasing,
    erasing,
    courses,
    answerer: questions,
    lessonAnswers,
    /** Learners read what the lessons that they have begun were made from. */
    async learnsFrom({ tenant_id, learner_id }: Principal, courseId: string): Promise<boolean> {
      const made = new Set(await curriculum.lessonsOfCourse(tenant_id, courseId));
      if (made.size === 0) return false;
      return (await registry.listSessions(tenant_id, learner_id, SESSIONS_LOOKED_AT)).some(({ lesson_id }) => made.has(lesson_id));
    },
    forgetCourseDrafts: (tenantId: TenantId, courseId: CourseId) => forgetCourse(drafting, tenantId, courseId),
    streamDocument,
    clock: systemClock,
    logger,
    retriever,
    reembed: (tenantId: TenantId, limit: number) =>
      reembed({ vectors, records, passages: index, model: embeddings }, tenantId, limit, AbortSignal.timeout(REEMBED_TIMEOUT_MS)),
    pages: createPageFetcher({ resolve: resolveHost, ownHosts }),
    reader: createDocumentReader(),
    embedding: {
      // Which document has all its vectors is only known at the end, so the batches do not say it.
      embed: (ingestion, passages) =>
        embedPassages(
          { vectors, records: { begin: records.begin, complete: async () => {} }, model: embeddings },
          ingestion,
          { ...ingestion, passages },
          AbortSignal.timeout(EMBED_TIMEOUT_MS),
        ),
      complete: (ingestion) => records.complete(ingestion, ingestion.document_id, embeddings.route, ingestion.version),
    } satisfies IngestDeps["embedding"],
  };
}

/** Lessons written from documents: what is read, who writes, and where it is kept. */
export function makeAuthoringFor(
  env: WorkerEnv,
  { models, openApiAccount, route }: GatewayDeps,
  { courses, documents, index }: ReturnType<typeof makeDocumentsFor>,
): DraftRoutesDeps & WriteDraftDeps {
  const ask: AskFor = async (tenantId, agent, input) => {
    const account = openApiAccount(payerOf(tenantId));
    try {
      const { output, source, cost_nanousd } = await models.answer({
        agent: agent.name,
        temperature: agent.temperature,
        prompt: () => agent.prompt(input),
        schema: agent.output_schema,
        embedded: () => agent.embedded(input),
        deadline_ms: AUTHOR_MS,
        embedded_only: false,
        max_output_tokens: agent.max_output_tokens,
        account,
      });
      return { output: agent.check(input, output).output, by: source.kind, cost_nanousd };
    } finally {
      await account.checkIn();
    }
  };
  return {
    clock: systemClock,
    random: systemRandom,
    drafts: createDraftRepository(env.DB),
    runs: createAuthoringRuns(env.AUTHORING),
    curriculum: createCurriculumRepository(env.DB),
    agents: createAuthoringAgents({ ask, author, solver }),
    async authorModel(tenantId) {
      const [first] = await route(author.name, payerOf(tenantId));
      return first ? { route: first.model.route, ...first.price } : null;
    },
    material: {
      async findCourse(principal, courseId) {
        const course = isId("crs", courseId) ? await courses.find(principal, courseId) : null;
        return course && isId("crs", courseId) ? { ...course, course_id: courseId } : null;
      },
      listPassages: (...asked) => listPassages({ documents, index }, ...asked),
      loadPassages: index.load,
      documentNames: (tenantId, ids) =>
        documents.names(
          tenantId,
          ids.filter((id) => isId("doc", id)),
        ),
    },
  };
}
