import { type Context, Hono } from "hono";
import type { IdentityEnv } from "../../identity/identity.middleware.ts";
import { ensureLearner } from "../../identity/identity.routes.ts";
import { problemResponse } from "../../identity/problem-response.ts";
import { readBody, readQuery } from "../../identity/read-request.ts";
import { fieldError } from "../../protocol/check-shape.ts";
import {
  type CourseBody,
  type CourseCard,
  courseCreateSchema,
  type CoursesBody,
  linkCreateSchema,
  questionCreateSchema,
  type SearchBody,
} from "../../protocol/course.schema.ts";
import type { ProtocolError } from "../../protocol/errors.ts";
import { toIso } from "../../shared/clock.ts";
import { newId } from "../../shared/ids.ts";
import type { Result } from "../../shared/result.ts";
import type { Answerer, Retriever } from "../retrieve.port.ts";
import { type Added, type AddDocumentDeps, addLink, addUpload } from "./add-document.usecase.ts";
import { type CourseEdgeDeps, mayAuthor, ownCourse, ownCourseToFill } from "./course-edge.routes.ts";
import { searchQuerySchema, uploadQuerySchema } from "./course-queries.schema.ts";
import { toDocumentCard } from "./document-card.ts";
import { type EraseCourseDeps, eraseCourse } from "./erase-course.usecase.ts";
import { tidyName } from "./document-name.ts";

export interface CourseRoutesDeps
  extends CourseEdgeDeps,
    Pick<AddDocumentDeps, "files" | "queue" | "pages">,
    Pick<EraseCourseDeps, "erasing" | "forgetCourseDrafts"> {
  readonly retriever: Retriever;
  readonly answerer: Answerer;
}

const MAX_MEDIA_TYPE_CHARS = 200;

/** Courses of whoever made them: their documents, and what is found in them. */
export function createCourseRoutes(deps: CourseRoutesDeps) {
  return new Hono<IdentityEnv>()
    .get("/v1/courses", async (c) => {
      const principal = c.get("principal");
      // Whoever has no token yet has no courses yet either.
      return c.json({ courses: principal ? await deps.courses.list(principal) : [] } satisfies CoursesBody);
    })
    .post("/v1/courses", async (c) => {
      const body = await readBody(c, courseCreateSchema);
      if (!body.ok) return problemResponse(body.error);
      const author = await mayAuthor(c, deps);
      if (!author.ok) return problemResponse(author.error);
      const owner = await ensureLearner(c, deps);
      if (!owner.ok) return problemResponse(owner.error);
      const course = { course_id: newId("crs", deps.random), ...body.value, created_at: toIso(deps.clock.now()) };
      await deps.courses.add(owner.value, course);
      return c.json({ ...course, documents: 0, passages: 0 } satisfies CourseCard, 201, { location: `/v1/courses/${course.course_id}` });
    })
    .get("/v1/courses/:id", async (c) => {
      const course = await ownCourse(c, deps);
      if (!course.ok) return problemResponse(course.error);
      const documents = await deps.documents.list(course.value.course_id);
      return c.json({ ...course.value.card, files: documents.map(toDocumentCard) } satisfies CourseBody);
    })
    .delete("/v1/courses/:id", async (c) => {
      const course = await ownCourse(c, deps);
      if (!course.ok) return problemResponse(course.error);
      const { owner, course_id } = course.value;
      await eraseCourse(deps, owner, course_id);
      return c.body(null, 204);
    })
    .post("/v1/courses/:id/documents", async (c) => {
      const course = await ownCourseToFill(c, deps);
      if (!course.ok) return problemResponse(course.error);
      const query = readQuery(c, uploadQuerySchema);
      if (!query.ok) return problemResponse(query.error);
      const name = tidyName(query.value.name);
      const { body } = c.req.raw;
      if (name === null || body === null) return problemResponse(name === null ? NO_NAME : NO_BODY);
      const media_type = c.req.header("content-type")?.slice(0, MAX_MEDIA_TYPE_CHARS) ?? null;
      return added(c, await addUpload(deps, { ...course.value, name, media_type, body }));
    })
    .post("/v1/courses/:id/links", async (c) => {
      const course = await ownCourseToFill(c, deps);
      if (!course.ok) return problemResponse(course.error);
      const body = await readBody(c, linkCreateSchema);
      if (!body.ok) return problemResponse(body.error);
      return added(c, await addLink(deps, { ...course.value, url: body.value.url }));
    })
    .get("/v1/courses/:id/search", async (c) => {
      const course = await ownCourse(c, deps);
      if (!course.ok) return problemResponse(course.error);
      const query = readQuery(c, searchQuerySchema);
      if (!query.ok) return problemResponse(query.error);
      const { q, document, limit } = query.value;
      const { owner, course_id } = course.value;
      const scope = { tenant_id: owner.tenant_id, course_id, document_ids: document === undefined ? [] : [document] };
      return c.json({ query: q, found: await deps.retriever.retrieve(scope, q, limit) } satisfies SearchBody);
    })
    .post("/v1/courses/:id/questions", async (c) => {
      const course = await ownCourse(c, deps);
      if (!course.ok) return problemResponse(course.error);
      const body = await readBody(c, questionCreateSchema);
      if (!body.ok) return problemResponse(body.error);
      const { owner, course_id, card } = course.value;
      const scope = { tenant_id: owner.tenant_id, course_id, document_ids: [] };
      return c.json(await deps.answerer.answer(scope, body.value.question, card.language, () => {}));
    });
}

const NO_NAME: ProtocolError = fieldError([{ field: "name", message: "what the document is to be called, in the query" }]);
const NO_BODY: ProtocolError = { code: "invalid_request", detail: "Send the file as the body of the request, as it is." };

/** 201 for a new document, 200 for one that was there. */
function added(c: Context<IdentityEnv>, result: Result<Added, ProtocolError>): Response {
  if (!result.ok) return problemResponse(result.error);
  const { document, is_new } = result.value;
  return c.json(toDocumentCard(document), is_new ? 201 : 200, { location: `/v1/documents/${document.document_id}` });
}
