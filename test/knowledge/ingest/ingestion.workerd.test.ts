import { exports } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import {
  courseBodySchema,
  courseCardSchema,
  documentCardSchema,
  documentTextSchema,
  searchBodySchema,
} from "../../../src/protocol/course.schema.ts";
import { learnerBodySchema } from "../../../src/protocol/http.schema.ts";

// The whole way in the real runtime: routes, R2, queue, workflow, D1, the course's object.

let teacher: string;
const newToken = async (): Promise<string> => learnerBodySchema.parse(await (await ask("POST", "/v1/learners", null)).json()).token;

async function ask(method: string, path: string, token: string | null, body?: string): Promise<Response> {
  const headers: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` };
  return await exports.default.fetch(
    new Request(`https://cairn.test${path}`, { method, headers, ...(body === undefined ? {} : { body }) }),
  );
}

async function newCourse(): Promise<string> {
  const made = await ask("POST", "/v1/courses", teacher, JSON.stringify({ title: "Biology" }));
  expect(made.status).toBe(201);
  return courseCardSchema.parse(await made.json()).course_id;
}

async function send(courseId: string, name: string, text: string) {
  const answer = await ask("POST", `/v1/courses/${courseId}/documents?name=${encodeURIComponent(name)}`, teacher, text);
  return { status: answer.status, card: documentCardSchema.parse(await answer.json()) };
}

/** Waits for the last of a document's events. */
async function settle(documentId: string) {
  const text = await (await ask("GET", `/v1/documents/${documentId}/events`, teacher)).text();
  const last = text.split("\n").findLast((line) => line.startsWith("data: ")) ?? "";
  return documentCardSchema.parse(JSON.parse(last.slice("data: ".length)));
}

const CHAPTER = `# Photosynthesis

Plants make sugar from light, water and carbon dioxide. Chlorophyll absorbs mostly red and blue light.

## The Calvin cycle

The Calvin cycle fixes carbon dioxide with the enzyme rubisco. It needs the energy that the light reactions have stored in ATP.`;

beforeAll(async () => {
  teacher = await newToken();
});

describe("a document", () => {
  it("is read, found by its words, shown with its places, and handed back as it came", async () => {
    const course = await newCourse();
    const { status, card } = await send(course, "chapter.md", CHAPTER);
    expect([status, card.status, card.bytes]).toEqual([201, "waiting", CHAPTER.length]);
    const ready = await settle(card.document_id);
    expect(ready).toMatchObject({ status: "ready", failure: null });
    expect(ready.passages).toBeGreaterThan(0);

    const { found } = searchBodySchema.parse(await (await ask("GET", `/v1/courses/${course}/search?q=rubisco+enzyme`, teacher)).json());
    expect(found[0]?.passage.text).toContain("rubisco");

    const text = documentTextSchema.parse(await (await ask("GET", `/v1/documents/${card.document_id}/text?from=0`, teacher)).json());
    const whole = text.blocks.map((block) => block.text).join("\n\n");
    const { start, end } = found[0]?.passage.anchor ?? { start: 0, end: 0 };
    expect(whole.slice(start, end)).toBe(found[0]?.passage.text);
    expect(text.length).toBe(whole.length);

    const source = await ask("GET", `/v1/documents/${card.document_id}/source`, teacher);
    expect(await source.text()).toBe(CHAPTER);
    expect(source.headers.get("content-disposition")).toMatch(/^attachment/);
    const body = courseBodySchema.parse(await (await ask("GET", `/v1/courses/${course}`, teacher)).json());
    expect([body.documents, body.passages, body.files.length]).toEqual([1, ready.passages, 1]);
  });
});
