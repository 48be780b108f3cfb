import type { CreateSessionBody } from "../../src/protocol/http.schema.ts";

/** Where the learner is, or the operator. */
export type Route =
  | { readonly name: "shelf" }
  | { readonly name: "session"; readonly session_id: string }
  | { readonly name: "operator" }
  | { readonly name: "given"; readonly lesson_id: string }
  | { readonly name: "knowledge" }
  | { readonly name: "skill"; readonly skill: string }
  | { readonly name: "review" }
  | { readonly name: "courses" }
  | { readonly name: "course"; readonly course_id: string }
  | { readonly name: "document"; readonly document_id: string; readonly at: Stretch | null }
  | { readonly name: "draft"; readonly draft_id: string }
  | { readonly name: "not_found" };

/** The pages about what the learner knows. */
export type KnowledgeRoute = Extract<Route, { name: "knowledge" | "skill" | "review" }>;

/** The pages of who teaches: courses, their documents, and lessons made from them. */
export type CourseRoute = Extract<Route, { name: "courses" | "course" | "document" | "draft" }>;

/** Part of a document's text: UTF-16 offsets, `end` exclusive. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** The route of a path such as `/s/ses_…`, with what stands behind its question mark. */
export function routeOf(path: string, search = ""): Route {
  if (path === "/" || path === "/index.html") return { name: "shelf" };
  if (/^\/operator(\/|$)/.test(path)) return { name: "operator" };
  if (/^\/knowledge\/?$/.test(path)) return { name: "knowledge" };
  if (/^\/review\/?$/.test(path)) return { name: "review" };
  const skill = decoded(/^\/knowledge\/([^/]{1,400})\/?$/.exec(path)?.[1]);
  if (skill) return { name: "skill", skill };
  if (/^\/courses\/?$/.test(path)) return { name: "courses" };
  const [, kind, id] = /^\/(courses|documents|drafts)\/([a-z]{3}_[A-Za-z0-9_-]{1,60})\/?$/.exec(path) ?? [];
  if (id && kind === "courses") return { name: "course", course_id: id };
  if (id && kind === "documents") return { name: "document", document_id: id, at: stretchIn(search) };
  if (id) return { name: "draft", draft_id: id };
  const lesson = /^\/lessons\/(les_[A-Za-z0-9_-]{1,60})\/?$/.exec(path)?.[1];
  if (lesson) return { name: "given", lesson_id: lesson };
  const session = /^\/s\/(ses_[A-Za-z0-9_-]{1,60})\/?$/.exec(path)?.[1];
  return session ? { name: "session", session_id: session } : { name: "not_found" };
}

function decoded(part: string | undefined): string | null {
  try {
    return part === undefined ? null : decodeURIComponent(part);
  } catch {
    return null;
  }
}

function stretchIn(search: string): Stretch | null {
  const [, start, end] = /[?&]at=(\d{1,9})-(\d{1,9})(?:&|$)/.exec(search) ?? [];
  return start && end && Number(start) < Number(end) ? { start: Number(start), end: Number(end) } : null;
}

/** What the shelf's address says about how messages come; without a word about it, each is shown when it is whole and reviewed. */
export function deliveryOf(search: string): Pick<CreateSessionBody, "settings"> {
  return new URLSearchParams(search).get("delivery") === "stream" ? { settings: { delivery: "stream" } } : {};
}

/** The path of a session's page. */
export const sessionPath = (sessionId: string): string => `/s/${sessionId}`;

/** The path of one lesson's page, to be handed on. */
export const givenPath = (lessonId: string): string => `/lessons/${lessonId}`;

/** Where the learner sees everything that Cairn thinks they know. */
export const KNOWLEDGE_PATH = "/knowledge";
/** Where a review begins. */
export const REVIEW_PATH = "/review";
/** The path of the page about one skill. */
export const skillPath = (skill: string): string => `${KNOWLEDGE_PATH}/${encodeURIComponent(skill)}`;

/** Where who teaches keeps documents. */
export const COURSES_PATH = "/courses";
export const coursePath = (courseId: string): string => `${COURSES_PATH}/${courseId}`;
export const draftPath = (draftId: string): string => `/drafts/${draftId}`;
/** The path of a document's page, opened where a stretch of it stands. */
export const documentPath = (documentId: string, at: Stretch | null = null): string =>
  `/documents/${documentId}${at ? `?at=${at.start}-${at.end}` : ""}`;
