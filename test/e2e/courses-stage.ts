import type { IncomingMessage, ServerResponse } from "node:http";
import {
  citedAnswerSchema,
  courseBodySchema,
  coursesBodySchema,
  type CourseBody,
  documentCardSchema,
  documentTextSchema,
  draftBodySchema,
  type DraftBody,
  draftsBodySchema,
  partDecisionSchema,
  searchBodySchema,
} from "../../src/protocol/course.schema.ts";
import { ERRORS, type ErrorCode } from "../../src/protocol/errors.ts";
import { printBook } from "../support/print-book.ts";
import { ANSWER, BOOK, BOOK_TEXT, COURSE, DRAFT, NO_ANSWER, SEARCH } from "../web/courses/samples.ts";
import { LESSONS } from "../web/scenes.ts";
import { bodyOf, serveBuiltPage } from "./built-page.ts";

export interface CoursesState {
  courses: CourseBody[];
  draft: DraftBody;
  /** Refuses every request but reading with this, while it is set. */
  refusal: ErrorCode | null;
  /** So many streams of progress are refused before one is opened. */
  refused_streams: number;
  /** The browser has never been here. */
  isStranger: boolean;
  /** What the page sent, as `METHOD path`. */
  readonly asked: string[];
}

export interface CoursesStage {
  readonly url: string;
  readonly state: CoursesState;
  close(): Promise<void>;
}

/** The built page, and one teacher's course in memory behind it; what it says has the protocol's shape. */
export async function openCoursesStage(): Promise<CoursesStage> {
  const state: CoursesState = {
    courses: [structuredClone(COURSE)],
    draft: structuredClone(DRAFT),
    refusal: null,
    refused_streams: 0,
    isStranger: false,
    asked: [],
  };
  const pdf = await printSample();
  const page = await serveBuiltPage((request, url, response) => answer(state, pdf, request, url, response));
  return { url: page.url, state, close: page.close };
}

/** A book of 300 pages, with the sample's text on pages 41 and 42. */
const printSample = (): Promise<Uint8Array> =>
  printBook(
    "Plants and light",
    Array.from({ length: 300 }, (_, index) => {
      const paragraphs = BOOK_TEXT.blocks.filter(({ page }) => page === index + 1).map(({ text }) => text);
      return { paragraphs: paragraphs.length > 0 ? paragraphs : [`This is page ${index + 1} of a book about plants and light.`] };
    }),
  );

async function answer(state: CoursesState, pdf: Uint8Array, request: IncomingMessage, url: URL, response: ServerResponse): Promise<void> {
  const method = request.method ?? "GET";
  const path = url.pathname.slice(3);
  const body = await bodyOf(request);
  state.asked.push(`${method} ${path}`);
  const json = (status: number, said: unknown) =>
    void response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(said));
  const refuse = (code: ErrorCode) => json(ERRORS[code].status, { code, detail: ERRORS[code].title });
  const course = state.courses.find(({ course_id }) => path.startsWith(`/courses/${course_id}`));
  const file =
    course?.files[0] ?? state.courses.flatMap(({ files }) => files).find(({ document_id }) => path.startsWith(`/documents/${document_id}`));

  if (path === "/lessons") return json(200, { lessons: LESSONS });
  if (path === "/sessions" && method === "GET") return json(200, { sessions: [] });
  if (path === "/sessions") return json(201, { session: { session_id: "ses_first" }, seq: 1 });
  if (method !== "GET" && state.refusal) return refuse(state.refusal);
  if (state.isStranger) return refuse("unauthenticated");
  if (path === "/courses" && method === "GET") return json(200, coursesBodySchema.parse({ courses: state.courses }));
  if (path === "/courses") {
    const made: CourseBody = { ...COURSE, course_id: "crs_new", title: JSON.parse(body).title, documents: 0, passages: 0, files: [] };
    state.courses.push(made);
    return json(201, courseBodySchema.parse(made));
  }
  if (path.startsWith("/courses/") && !course) return refuse("course_not_found");
  if (course) {
    const rest = path.slice(`/courses/${course.course_id}`.length);
    if (rest === "" && method === "DELETE") {
      state.courses = state.courses.filter((one) => one !== course);
      return json(200, {});
    }
    if (rest === "") return json(200, courseBodySchema.parse(course));
    if (rest === "/search") return json(200, searchBodySchema.parse({ ...SEARCH, query: url.searchParams.get("q") }));
    if (rest === "/questions") return json(200, citedAnswerSchema.parse(/moon/.test(body) ? NO_ANSWER : ANSWER));
    if (rest === "/drafts/estimate")
      return json(200, {
        model: null,
        passages: 1_204,
        items: { low: 14, high: 20 },
        seconds: { low: 4, high: 9 },
        cost: { low: 0, high: 0 },
      });
    if (rest === "/drafts" && method === "POST") return json(201, state.draft);
    if (rest === "/drafts")
      return json(200, draftsBodySchema.parse({ drafts: [state.draft], decisions: { approved: 21, edited: 4, rejected: 3 } }));
    const added = documentCardSchema.parse({
      ...BOOK,
      document_id: `doc_added${course.files.length}`,
      name: url.searchParams.get("name") ?? JSON.parse(body).url,
      status: "waiting",
      findings: [],
      pages: null,
      passages: 0,
      progress: { unit: "bytes", done: 0, total: null },
    });
    course.files.push(added);
    return json(201, added);
  }
  if (path.startsWith("/documents/")) {
    if (!file) return refuse("document_not_found");
    if (path.endsWith("/text")) return json(200, documentTextSchema.parse(BOOK_TEXT));
    if (path.endsWith("/source")) return void response.writeHead(200, { "content-type": "application/pdf" }).end(pdf);
    if (path.endsWith("/events")) {
      if (state.refused_streams > 0) {
        state.refused_streams -= 1;
        return refuse("unavailable");
      }
      response.writeHead(200, { "content-type": "text/event-stream" });
      return void response.write(`data: ${JSON.stringify(file)}\n\n`);
    }
    if (method === "DELETE") {
      for (const one of state.courses) one.files = one.files.filter((kept) => kept !== file);
      return json(202, {});
    }
    return json(200, documentCardSchema.parse(file));
  }
  if (!path.startsWith(`/drafts/${state.draft.draft_id}`)) return refuse(path.startsWith("/drafts/") ? "draft_not_found" : "not_found");
  const part = state.draft.parts.find(({ part_id }) => path.endsWith(`/parts/${part_id}`));
  if (part) {
    const said = partDecisionSchema.parse(JSON.parse(body));
    part.decision = said.decision;
    if (said.decision === "edited") {
      part.content.text = said.text;
      part.content.key = said.key;
    }
    return json(200, { part, draft: state.draft });
  }
  if (path.endsWith("/publish")) Object.assign(state.draft, { status: "published", lesson_id: LESSONS[0]?.lesson_id ?? null });
  if (path.endsWith("/withdraw")) state.draft.status = "withdrawn";
  return json(200, draftBodySchema.parse(state.draft));
}
