import { runInDurableObject } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import {
  courseBodySchema,
  courseCardSchema,
  documentCardSchema,
  documentTextSchema,
  searchBodySchema,
} from "../../../src/protocol/course.schema.ts";
import { learnerBodySchema } from "../../../src/protocol/http.schema.ts";

// The whole way in the real runtime: routes, R2, queue, workflow, D1, the course's object.

const problemSchema = z.object({ code: z.string() });
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

  it("is the same document when the same bytes come again, and takes the place of an older one of its name", async () => {
    const course = await newCourse();
    const first = await send(course, "notes.md", CHAPTER);
    await settle(first.card.document_id);
    const again = await send(course, "copy.md", CHAPTER);
    expect([again.status, again.card.document_id]).toEqual([200, first.card.document_id]);

    const newer = await send(course, "notes.md", CHAPTER.replaceAll("rubisco", "RuBisCO-2"));
    expect(newer.status).toBe(201);
    expect((await settle(newer.card.document_id)).status).toBe("ready");
    expect((await ask("GET", `/v1/documents/${first.card.document_id}`, teacher)).status).toBe(404);
    const body = courseBodySchema.parse(await (await ask("GET", `/v1/courses/${course}`, teacher)).json());
    expect(body.files.map(({ document_id }) => document_id)).toEqual([newer.card.document_id]);
    expect(await findEverywhere(first.card.document_id)).toEqual([]);
  });

  it("that cannot be read says why, and is tried again when it is sent again", async () => {
    const course = await newCourse();
    const { card } = await send(course, "song.mp3", "ID3\u0004\u0000\u0000\u0000\u0000\u0000\u0000\u0001\u0002\u0003\u0000\u0001");
    const failed = await settle(card.document_id);
    expect(failed.status).toBe("failed");
    expect(failed.failure?.code).toBe("unknown_format");
    const again = await send(course, "song.mp3", "ID3\u0004\u0000\u0000\u0000\u0000\u0000\u0000\u0001\u0002\u0003\u0000\u0001");
    expect([again.status, again.card.document_id, again.card.status]).toEqual([200, card.document_id, "waiting"]);
    expect((await settle(card.document_id)).failure?.code).toBe("unknown_format");
  });

  it("without a byte is refused and leaves nothing", async () => {
    const course = await newCourse();
    const answer = await ask("POST", `/v1/courses/${course}/documents?name=empty.txt`, teacher, "");
    expect(answer.status).toBe(400);
    const body = courseBodySchema.parse(await (await ask("GET", `/v1/courses/${course}`, teacher)).json());
    expect(body.files).toEqual([]);
  });
});

describe("an address", () => {
  it.each([
    "http://127.0.0.1/",
    "http://169.254.169.254/latest/meta-data",
    "http://localhost:8787/",
    "ftp://example.org/a",
    "http://[::1]/",
  ])("%s is not fetched", async (url) => {
    const course = await newCourse();
    const answer = await ask("POST", `/v1/courses/${course}/links`, teacher, JSON.stringify({ url }));
    expect([answer.status, problemSchema.parse(await answer.json()).code]).toEqual([422, "address_refused"]);
  });
});

const CANARY = "zebrafinch-canary-7731";
const CANARIES = `# About ${CANARY}\n\n${`The ${CANARY} sings at dawn. It was bred in Kraków and named after its keeper. `.repeat(60)}`;

describe("deletion", () => {
  it("leaves nothing of a document in files, tables, words, vectors or the log", async () => {
    const lines: string[] = [];
    for (const level of ["info", "warn", "error", "log"] as const)
      vi.spyOn(console, level).mockImplementation((...parts: unknown[]) => void lines.push(parts.join(" ")));
    const course = await newCourse();
    const { card } = await send(course, `${CANARY}.md`, CANARIES);
    expect((await settle(card.document_id)).status).toBe("ready");
    const found = searchBodySchema.parse(await (await ask("GET", `/v1/courses/${course}/search?q=${CANARY}`, teacher)).json());
    expect(found.found.length).toBeGreaterThan(0);
    expect((await findEverywhere(CANARY)).length).toBeGreaterThan(2);
    expect(await vectorsOf(course)).toBeGreaterThan(0);

    expect((await ask("DELETE", `/v1/documents/${card.document_id}`, teacher)).status).toBe(204);
    expect(await findEverywhere(CANARY)).toEqual([]);
    expect(await findEverywhere(card.document_id)).toEqual([]);
    expect(await vectorsOf(course)).toBe(0);
    const words = await env.DB.prepare("SELECT count(*) AS n FROM passages_fts WHERE passages_fts MATCH 'zebrafinch'").first<{
      n: number;
    }>();
    expect(words?.n).toBe(0);
    vi.restoreAllMocks();
    expect(lines.filter((line) => line.includes(CANARY))).toEqual([]);
    expect((await ask("GET", `/v1/documents/${card.document_id}`, teacher)).status).toBe(404);
  });

  it("works while the document is being read", async () => {
    const course = await newCourse();
    const { card } = await send(course, `${CANARY}.md`, CANARIES.repeat(40));
    // Somewhere on its way: the first change that is told of.
    const reader = (await ask("GET", `/v1/documents/${card.document_id}/events`, teacher)).body?.getReader();
    await reader?.read();
    expect((await ask("DELETE", `/v1/documents/${card.document_id}`, teacher)).status).toBe(204);
    await reader?.cancel();
    await vi.waitUntil(async () => (await findEverywhere(CANARY)).length === 0 && (await vectorsOf(course)) === 0);
    expect((await ask("DELETE", `/v1/courses/${course}`, teacher)).status).toBe(204);
    expect(await findEverywhere(course)).toEqual([]);
  });
});

/** Every place of R2 and D1 where a text is: file names, their bytes, and every column of every table. */
async function findEverywhere(text: string): Promise<string[]> {
  const places: string[] = [];
  for (const { key } of (await env.FILES.list()).objects)
    if (key.includes(text) || (await (await env.FILES.get(key))?.text())?.includes(text)) places.push(key);
  const tables = await env.DB.prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\'").all<{
    name: string;
  }>();
  for (const { name } of tables.results) {
    if (name.startsWith("passages_fts")) continue;
    const { results } = await env.DB.prepare(`SELECT * FROM "${name}"`).all();
    if (JSON.stringify(results).includes(text)) places.push(name);
  }
  return places;
}

async function vectorsOf(courseId: string): Promise<number> {
  const object = env.COURSE_INDEXES.getByName(`ten_public/${courseId}`);
  return await runInDurableObject(
    object,
    (_instance, state) => state.storage.sql.exec("SELECT count(*) AS n FROM vectors").one()["n"] as number,
  );
}
