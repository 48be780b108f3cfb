import type { Context } from "hono";
import type { IdentityEnv } from "../../identity/identity.middleware.ts";
import type { IdentityRoutesDeps } from "../../identity/identity.routes.ts";
import { isOperator } from "../../identity/operator.middleware.ts";
import type { OperatorSessions } from "../../identity/operator-sessions.port.ts";
import type { CourseCard } from "../../protocol/course.schema.ts";
import type { ProtocolError } from "../../protocol/errors.ts";
import type { Principal } from "../../protocol/principal.ts";
import { type CourseId, isId } from "../../shared/ids.ts";
import { err, ok, type Result } from "../../shared/result.ts";
import type { KnowledgeConfig } from "../knowledge.config.ts";
import type { StoredDocument } from "./document.schema.ts";
import type { CourseStore, DocumentStore } from "./document-store.port.ts";
import { type MayReadDeps, mayRead } from "./may-read.usecase.ts";

/** What has to be known to say whose a course is, and who may keep one. */
export interface CourseEdgeDeps extends IdentityRoutesDeps {
  readonly authors: KnowledgeConfig["authors"];
  readonly operators: OperatorSessions | null;
  readonly courses: CourseStore;
  readonly documents: DocumentStore;
}

/** A course of the asker's. */
export interface OwnCourse {
  readonly owner: Principal;
  readonly course_id: CourseId;
  readonly card: CourseCard;
}

/** Who asks. */
export function whoAsks(c: Context<IdentityEnv>): Result<Principal, ProtocolError> {
  const principal = c.get("principal");
  return principal ? ok(principal) : err({ code: "unauthenticated", detail: "Send the learner's token as `Authorization: Bearer …`." });
}

/** Whether whoever asks may keep courses on this deployment. */
export async function mayAuthor(c: Context<IdentityEnv>, deps: CourseEdgeDeps): Promise<Result<null, ProtocolError>> {
  if (deps.authors === "anyone" || (await isOperator(c, deps))) return ok(null);
  return err({ code: "not_an_author", detail: "Sign in on /operator first, or have AUTHORS set to anyone." });
}

/** The course in the path, if it is the asker's; somebody else's is as if it were not there. */
export async function ownCourse(c: Context<IdentityEnv>, deps: Pick<CourseEdgeDeps, "courses">): Promise<Result<OwnCourse, ProtocolError>> {
  const owner = whoAsks(c);
  if (!owner.ok) return owner;
  const course_id = c.req.param("id") ?? "";
  const card = isId("crs", course_id) ? await deps.courses.find(owner.value, course_id) : null;
  if (!card || !isId("crs", course_id))
    return err({ code: "course_not_found", detail: "Check the address; a course's id begins with crs_." });
  return ok({ owner: owner.value, course_id, card });
}

/** The course in the path, if the asker may put documents into it. */
export async function ownCourseToFill(c: Context<IdentityEnv>, deps: CourseEdgeDeps): Promise<Result<OwnCourse, ProtocolError>> {
  const course = await ownCourse(c, deps);
  if (!course.ok) return course;
  const author = await mayAuthor(c, deps);
  return author.ok ? course : author;
}

/** What has to be known to say who may read a document. */
export type ReaderDeps = MayReadDeps;

/** The document in the path, if the asker may read it. */
export async function readableDocument(
  c: Context<IdentityEnv>,
  deps: ReaderDeps,
): Promise<Result<{ readonly document: StoredDocument; readonly is_own: boolean }, ProtocolError>> {
  const reader = whoAsks(c);
  if (!reader.ok) return reader;
  const document_id = c.req.param("id") ?? "";
  const found = isId("doc", document_id) ? await mayRead(deps, reader.value, document_id) : null;
  return found ? ok(found) : err(NO_DOCUMENT);
}

/** The document in the path, if it is the asker's. */
export async function ownDocument(
  c: Context<IdentityEnv>,
  deps: Pick<CourseEdgeDeps, "documents">,
): Promise<Result<{ readonly owner: Principal; readonly document: StoredDocument }, ProtocolError>> {
  const owner = whoAsks(c);
  if (!owner.ok) return owner;
  const document_id = c.req.param("id") ?? "";
  const document = isId("doc", document_id) ? await deps.documents.find(owner.value, document_id) : null;
  return document ? ok({ owner: owner.value, document }) : err(NO_DOCUMENT);
}

const NO_DOCUMENT: ProtocolError = { code: "document_not_found", detail: "Check the address; a document's id begins with doc_." };
