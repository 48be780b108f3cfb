import type {
  CitedAnswer,
  CourseBody,
  CourseCard,
  CoursesBody,
  DocumentCard,
  DocumentText,
  DraftBody,
  DraftCard,
  DraftCreate,
  DraftEstimate,
  DraftsBody,
  PartDecided,
  PartDecision,
  SearchBody,
} from "../../../src/protocol/course.schema.ts";
import { ask, postJson } from "../api.ts";
import { getAs, mustBe, mustBegin } from "../get-as.ts";
import { isFields } from "../wire.ts";

/** A guard that looks whether an object has these lists and strings. */
const has =
  <T>(lists: readonly (keyof T & string)[], strings: readonly (keyof T & string)[]) =>
  (body: unknown): body is T =>
    isFields(body) && lists.every((name) => Array.isArray(body[name])) && strings.every((name) => typeof body[name] === "string");

const isCourses = has<CoursesBody>(["courses"], []);
const isCourseCard = has<CourseCard>([], ["course_id", "title"]);
const isCourse = has<CourseBody>(["files"], ["course_id", "title"]);
const isDocument = has<DocumentCard>(["findings"], ["document_id", "name", "status"]);
const isText = has<DocumentText>(["blocks"], ["document_id", "name"]);
const isSearch = has<SearchBody>(["found"], ["query"]);
const isAnswer = has<CitedAnswer>(["sentences", "passages", "steps"], ["status"]);
const isDraft = has<DraftBody>(["nodes", "parts", "passages", "audit"], ["draft_id", "status"]);
const isDraftCard = has<DraftCard>([], ["draft_id", "status"]);
const isDrafts = has<DraftsBody>(["drafts"], []);
const isEstimate = (body: unknown): body is DraftEstimate => isFields(body) && isFields(body["items"]) && isFields(body["cost"]);
const isDecided = (body: unknown): body is PartDecided => isFields(body) && isFields(body["part"]) && isFields(body["draft"]);

const at = (kind: "courses" | "documents" | "drafts", id: string) => `/${kind}/${encodeURIComponent(id)}`;
const remove = async (path: string): Promise<void> => void (await ask(path, { method: "DELETE" }));

/** Everything that the pages of courses ask for. Each throws `Refused` when the server says no, and whatever the network throws when it is not reached. */
export const coursesApi = {
  all: () => getAs("/courses", isCourses, { courses: [] }),
  create: async (title: string, language: string) => mustBe(await postJson("/courses", { title, language }), isCourseCard),
  course: (id: string) => getAs(at("courses", id), isCourse),
  removeCourse: (id: string) => remove(at("courses", id)),
  addLink: async (id: string, url: string) => mustBe(await postJson(`${at("courses", id)}/links`, { url }), isDocument),
  search: (id: string, query: string) => getAs(`${at("courses", id)}/search?q=${encodeURIComponent(query)}`, isSearch),
  answer: async (id: string, question: string) => mustBe(await postJson(`${at("courses", id)}/questions`, { question }), isAnswer),

  document: (id: string) => getAs(at("documents", id), isDocument),
  text: (id: string, from: number) => getAs(`${at("documents", id)}/text?from=${from}`, isText),
  removeDocument: (id: string) => remove(at("documents", id)),
  uploadAddress: (courseId: string, name: string) => `/v1${at("courses", courseId)}/documents?name=${encodeURIComponent(name)}`,
  sourceAddress: (id: string) => `/v1${at("documents", id)}/source`,
  eventsAddress: (id: string) => `/v1${at("documents", id)}/events`,

  drafts: (courseId: string) => getAs(`${at("courses", courseId)}/drafts`, isDrafts),
  estimate: async (courseId: string, draft: DraftCreate) =>
    mustBe(await postJson(`${at("courses", courseId)}/drafts/estimate`, draft), isEstimate),
  createDraft: async (courseId: string, draft: DraftCreate) =>
    mustBe(await postJson(`${at("courses", courseId)}/drafts`, draft), isDraftCard),
  draft: (id: string) => getAs(at("drafts", id), isDraft),
  decide: async (id: string, partId: string, decision: PartDecision) =>
    mustBe(
      await ask(`${at("drafts", id)}/parts/${encodeURIComponent(partId)}`, {
        method: "PUT",
        body: JSON.stringify(decision),
        headers: { "content-type": "application/json" },
      }),
      isDecided,
    ),
  publish: async (id: string) => mustBe(await postJson(`${at("drafts", id)}/publish`, {}), isDraft),
  withdraw: async (id: string) => mustBe(await postJson(`${at("drafts", id)}/withdraw`, {}), isDraft),
  /** Starts a session of a published lesson and answers its id. */
  beginLesson: async (lessonId: string) => mustBegin(await postJson("/sessions", { lesson_id: lessonId })),
};

/** A message of a document's events; null for anything else. */
export function readDocumentEvent(data: string): DocumentCard | null {
  try {
    const value: unknown = JSON.parse(data);
    return isDocument(value) ? value : null;
  } catch {
    return null;
  }
}

export { isDocument };
