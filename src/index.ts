import { createApp } from "./app.ts";
import { ConfigError } from "./config.ts";
import { makeCallsDeps, makeLearnerDeps, makeLedgerDeps, makeSessionDeps, makeWorkerDeps } from "./deps.ts";
import type { WorkerEnv } from "./env.ts";
import { problemResponse } from "./identity/problem-response.ts";
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
    await consumeCalls(makeCallsDeps(env), batch);
  },
  async scheduled(_event, env) {
    await pruneCalls({ ...makeCallsDeps(env), clock: systemClock });
  },
} satisfies ExportedHandler<WorkerEnv>;
