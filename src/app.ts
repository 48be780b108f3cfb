import { DrizzleQueryError } from "drizzle-orm/errors";
import { type Context, Hono } from "hono";
import { except } from "hono/combine";
import { createDraftRoutes } from "./curriculum/authoring/drafts.routes.ts";
import { createCurriculumRoutes } from "./curriculum/curriculum.routes.ts";
import type { WorkerDeps } from "./deps.ts";
import { secureHeaders } from "./identity/headers.middleware.ts";
import { type IdentityEnv, identify } from "./identity/identity.middleware.ts";
import { createIdentityRoutes } from "./identity/identity.routes.ts";
import { limitBody, limitRate } from "./identity/limits.middleware.ts";
import { refuseUnknown } from "./identity/methods.middleware.ts";
import { problemResponse } from "./identity/problem-response.ts";
import { createCourseRoutes } from "./knowledge/courses/courses.routes.ts";
import { createDocumentRoutes } from "./knowledge/courses/documents.routes.ts";
import { createPassageRoutes } from "./knowledge/courses/passages.routes.ts";
import { createCorrectionRoutes, createKnowledgeRoutes } from "./learners/knowledge.routes.ts";
import { createApiRoutes } from "./llm/api/api.routes.ts";
import { createOperatorRoutes } from "./llm/operator/operator.routes.ts";
import { createPageRoutes } from "./session/page.routes.ts";
import { createSessionRoutes } from "./session/session.routes.ts";
import { describeError } from "./shared/describe-error.ts";

/** The Worker's HTTP surface: middleware in reading order, one chain of routes, one place where surprises end. */
export function createApp(deps: WorkerDeps) {
  const routes: { readonly method: string; readonly path: string }[] = [];
  const app = new Hono<IdentityEnv>()
    .use(secureHeaders())
    // Tenants' software and operators show keys of their own; whatever else comes as a bearer is a learner's.
    .route("/", createApiRoutes(deps.api))
    .use(refuseUnknown(() => routes))
    // Files come as they are and are measured while they are kept.
    .use(except(isUpload, limitBody()))
    .route("/", createCorrectionRoutes({ ...deps, learners: deps.knowledge.learners, contests: deps.knowledge.contests }))
    .route("/", createOperatorRoutes(deps))
    .use(identify(deps))
    .use(limitRate(deps.rate_limit))
    .route("/", createIdentityRoutes(deps))
    .route("/", createCurriculumRoutes(deps))
    .route("/", createSessionRoutes(deps))
    .route("/", createKnowledgeRoutes(deps.knowledge))
    .route("/", createCourseRoutes(deps.materials))
    .route("/", createDocumentRoutes(deps.materials))
    .route("/", createPassageRoutes(deps.materials))
    .route("/", createDraftRoutes(deps.authoring))
    .route("/", createPageRoutes(deps))
    .onError((error, c) => {
      deps.logger.error("request_failed", { method: c.req.method, path: c.req.path, reason: describeError(error) });
      if (isOfRegistry(error)) {
        return problemResponse({
          code: "unavailable",
          detail: "The registry cannot be reached; lessons that have begun go on. Try again in a moment.",
        });
      }
      return problemResponse({ code: "internal", detail: "Nothing you sent was lost on purpose; try again in a moment." });
    });
  routes.push(...app.routes);
  return app;
}

/** Uploads of documents: their bodies may be large. */
function isUpload(c: Context): boolean {
  return c.req.method === "POST" && /^\/v1\/courses\/[^/]+\/documents$/.test(c.req.path);
}

/** Whether D1 could not be asked: drizzle wraps what single queries throw; what batches and statements of our own throw comes as D1 words it. */
function isOfRegistry(error: Error): boolean {
  return error instanceof DrizzleQueryError || /^D1_[A-Z_]*ERROR\b/.test(error.message);
}
