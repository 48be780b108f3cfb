import { exports } from "cloudflare:workers";
import { expect, it } from "vitest";
import type { z } from "zod";
import {
  courseCardSchema,
  documentCardSchema,
  type DraftBody,
  draftBodySchema,
  draftCardSchema,
  passagesBodySchema,
} from "../../src/protocol/course.schema.ts";
import { eventsBodySchema, learnerBodySchema, sessionBodySchema } from "../../src/protocol/http.schema.ts";
import type { PublicEvent } from "../../src/protocol/public-event.schema.ts";
import { CHAPTER } from "../support/chapter.ts";

// From a document to cited teaching in the real runtime: read, drafted, approved, published, taught to somebody else, asked about, and looked up.

async function ask(method: string, path: string, token: string | null, body?: unknown): Promise<Response> {
  const headers: Record<string, string> =
    token === null ? {} : { authorization: `Bearer ${token}`, "idempotency-key": crypto.randomUUID() };
  const init = body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) };
  return await exports.default.fetch(new Request(`https://cairn.test${path}`, { method, headers, ...init }));
}

async function get<T>(path: string, token: string, schema: z.ZodType<T>): Promise<T> {
  return schema.parse(await (await ask("GET", path, token)).json());
}

async function post<T>(path: string, token: string | null, body: unknown, schema: z.ZodType<T>): Promise<T> {
  const answer = await ask("POST", path, token, body);
  const said: unknown = await answer.json();
  expect([path, answer.status < 300, answer.status < 300 ? null : said]).toEqual([path, true, null]);
  return schema.parse(said);
}

const newToken = async () => (await post("/v1/learners", null, {}, learnerBodySchema)).token;

/** Asks until something is so; the work is done by queues and workflows, and says when it is done only here. */
async function until<T>(read: () => Promise<T>, isSo: (value: T) => boolean): Promise<T> {
  for (;;) {
    const value = await read();
    if (isSo(value)) return value;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function publishLesson(teacher: string): Promise<{ lesson_id: string; course_id: string; document_id: string }> {
  const { course_id } = await post("/v1/courses", teacher, { title: "Biology" }, courseCardSchema);
  const { document_id } = await post(`/v1/courses/${course_id}/documents?name=chapter.md`, teacher, CHAPTER, documentCardSchema);
  await until(
    () => get(`/v1/documents/${document_id}`, teacher, documentCardSchema),
    ({ status }) => status === "ready",
  );
  const { draft_id } = await post(`/v1/courses/${course_id}/drafts`, teacher, { title: "What the chapter teaches" }, draftCardSchema);
  const draft = await until(
    () => get<DraftBody>(`/v1/drafts/${draft_id}`, teacher, draftBodySchema),
    ({ status }) => status === "review" || status === "failed",
  );
  expect([draft.status, draft.detail]).toEqual(["review", draft.detail]);
  for (const part of draft.parts.filter(({ decision }) => decision === "open"))
    expect((await ask("PUT", `/v1/drafts/${draft_id}/parts/${part.part_id}`, teacher, { decision: "approved" })).status).toBe(200);
  const { lesson_id } = await post(`/v1/drafts/${draft_id}/publish`, teacher, {}, draftBodySchema);
  if (lesson_id === null) throw new Error("Nothing was published.");
  return { lesson_id, course_id, document_id };
}

it("teaches somebody else from a teacher's document, answers their question from it, and shows each place to them and to nobody else", async () => {
  const [teacher, learner, stranger] = await Promise.all([newToken(), newToken(), newToken()]);
  const { lesson_id, document_id } = await publishLesson(teacher);

  const { session } = await post("/v1/sessions", learner, { lesson_id }, sessionBodySchema);
  const at = `/v1/sessions/${session.session_id}`;
  const events = async () => (await get(`${at}/events`, learner, eventsBodySchema)).events;
  const delivered = (all: readonly PublicEvent[]) => all.filter((event) => event.type === "tutor_delivered");
  const planned = (await until(events, (all) => all.some(({ type }) => type === "paths_generated"))).find(
    (event) => event.type === "paths_generated",
  );
  await ask("POST", `${at}/path`, learner, { path_id: planned?.paths[0]?.id });
  const [opening] = delivered(await until(events, (all) => delivered(all).length === 1));
  expect(opening?.cites?.length).toBeGreaterThan(0);

  const idsOf = (cites: readonly string[] | undefined) => `/v1/passages?ids=${(cites ?? []).join()}`;
  const { passages } = await get(idsOf(opening?.cites), learner, passagesBodySchema);
  expect(passages.map(({ passage }) => passage.passage_id)).toEqual(opening?.cites);
  expect(passages[0]).toMatchObject({ document_name: "chapter.md", passage: { document_id } });
  expect((await get(idsOf(opening?.cites), stranger, passagesBodySchema)).passages).toEqual([]);
  expect(await get(`/v1/documents/${document_id}`, learner, documentCardSchema)).toMatchObject({ may_change: false, findings: [] });
  expect((await ask("GET", `/v1/documents/${document_id}/text`, learner)).status).toBe(200);
  for (const [method, path] of [
    ["GET", `/v1/documents/${document_id}`],
    ["GET", `/v1/documents/${document_id}/text`],
    ["GET", `/v1/documents/${document_id}/source`],
  ] as const)
    expect([path, (await ask(method, path, stranger)).status]).toEqual([path, 404]);
  expect((await ask("DELETE", `/v1/documents/${document_id}`, learner)).status).toBe(404);

  await ask("POST", `${at}/replies`, learner, { text: "What are the producers in the open sea?" });
  const answer = delivered(await until(events, (all) => delivered(all).length === 2)).at(-1);
  expect([answer?.reason, answer?.question]).toEqual(["answer_question", opening?.question]);
  expect(answer?.teaching).toContain("In the open sea, the producers are mostly algae too small to be seen.");
  const [cited] = (await get(idsOf(answer?.cites), learner, passagesBodySchema)).passages;
  expect(cited?.passage.text).toContain("In the open sea, the producers are mostly algae");
}, 60_000);
