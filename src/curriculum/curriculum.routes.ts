import { Hono } from "hono";
import type { IdentityEnv } from "../identity/identity.middleware.ts";
import { problemResponse } from "../identity/problem-response.ts";
import type { LessonBody, LessonCard } from "../protocol/http.schema.ts";
import type { TenantId } from "../shared/ids.ts";
import type { CurriculumRepository } from "./curriculum.repository.ts";

export interface CurriculumRoutesDeps {
  readonly curriculum: Pick<CurriculumRepository, "listLessons" | "findLesson">;
  /** Whose shelf is shown to whoever has not said who they are. */
  readonly public_tenant: TenantId;
}

/**
 * GET /v1/lessons: the shelf, open to everyone; whoever is known also sees what they made of their own documents. GET /v1/lessons/:id: one lesson, for
 * whoever was given its address: that is how a teacher hands on what is on their own shelf only.
 */
export function createCurriculumRoutes(deps: CurriculumRoutesDeps) {
  return new Hono<IdentityEnv>()
    .get("/v1/lessons", async (c) => {
      const principal = c.get("principal");
      const lessons: LessonCard[] = principal
        ? await deps.curriculum.listLessons(principal.tenant_id, principal.learner_id)
        : await deps.curriculum.listLessons(deps.public_tenant);
      return c.json({ lessons: lessons.map(toCard) });
    })
    .get("/v1/lessons/:id", async (c) => {
      const lesson = await deps.curriculum.findLesson(c.get("principal")?.tenant_id ?? deps.public_tenant, c.req.param("id"));
      return lesson
        ? c.json({ lesson: toCard(lesson) } satisfies LessonBody)
        : problemResponse({ code: "lesson_not_found", detail: "Ask whoever gave you this address for a new one." });
    });
}

function toCard({ lesson_id, title, promise, subject, language, node_count, minutes, licence, sources }: LessonCard): LessonCard {
  return { lesson_id, title, promise, subject, language, node_count, minutes, licence, sources };
}
