import { createApp } from "./app.ts";
import { ConfigError } from "./config.ts";
import { createAuthoringWorkflow } from "./curriculum/authoring/authoring.workflow.ts";
import {
  makeAuthoringDeps,
  makeCallsDeps,
  makeDocumentsDeps,
  makeLearnerDeps,
  makeLedgerDeps,
  makeSessionDeps,
  makeWorkerDeps,
} from "./deps.ts";
import type { WorkerEnv } from "./env.ts";
import { problemResponse } from "./identity/problem-response.ts";
import { createCourseIndexObject } from "./knowledge/index/course-index.do.ts";
import { consumeDocuments } from "./knowledge/ingest/documents.consumer.ts";
import { createIngestionWorkflow } from "./knowledge/ingest/ingestion.workflow.ts";
import { mendDocuments } from "./knowledge/ingest/mend-documents.usecase.ts";
import { createLearnerObject } from "./learners/learner.do.ts";
import { consumeCalls } from "./llm/calls/calls.consumer.ts";
import { pruneCalls } from "./llm/calls/prune-calls.usecase.ts";
import { createLedgerObject } from "./llm/ledger/ledger.do.ts";
import { createSessionObject } from "./session/session.do.ts";
import { systemClock } from "./shared/system-clock.adapter.ts";

/** One Durable Object a session. */
export class SessionObject extends createSessionObject<WorkerEnv>(makeSessionDeps) {}

/** One Durable Object a tenant. */
export class LedgerObject extends createLedgerObject<WorkerEnv>(makeLedgerDeps) {}

/** One Durable Object a learner. */
export class LearnerObject extends createLearnerObject<WorkerEnv>(makeLearnerDeps) {}

/** One Durable Object a course. */
export class CourseIndexObject extends createCourseIndexObject<WorkerEnv>() {}

/** One Workflow instance an attempt at reading a document. */
export class IngestionWorkflow extends createIngestionWorkflow<WorkerEnv>(makeDocumentsDeps) {}

/** One Workflow instance a draft of a lesson. */
export class AuthoringWorkflow extends createAuthoringWorkflow<WorkerEnv>(makeAuthoringDeps) {}

/** Its name in wrangler.toml. */
const DOCUMENTS_QUEUE = "cairn-documents";

let app: ReturnType<typeof createApp> | null = null;

export default {
  async fetch(request, env, ctx) {
    try {
      app ??= createApp(makeWorkerDeps(env));
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      return problemResponse({ code: "unavailable", detail: `Cairn is not configured: ${error.message}` });
    }
    return await app.fetch(request, env, ctx);
  },
  async queue(batch, env) {
    if (batch.queue === DOCUMENTS_QUEUE) await consumeDocuments(makeDocumentsDeps(env), batch);
    else await consumeCalls(makeCallsDeps(env), batch);
  },
  async scheduled(_event, env) {
    const jobs = [() => pruneCalls({ ...makeCallsDeps(env), clock: systemClock }), () => mendDocuments(makeDocumentsDeps(env))];
    // Each by itself: what keeps one from its work is no reason to leave out the other.
    const done = await Promise.allSettled(jobs.map(async (job) => await job()));
    const failed = done.find((one) => one.status === "rejected");
    if (failed) throw failed.reason;
  },
} satisfies ExportedHandler<WorkerEnv>;
