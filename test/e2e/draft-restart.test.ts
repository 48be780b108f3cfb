import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import type { z } from "zod";
import { courseCardSchema, documentCardSchema, draftBodySchema, draftCardSchema } from "../../src/protocol/course.schema.ts";
import { learnerBodySchema, lessonsBodySchema } from "../../src/protocol/http.schema.ts";
import { createCrashableWorker } from "../crash/crashable-worker.ts";
import { CHAPTER } from "../support/chapter.ts";
import { fixturePack } from "../support/fixture-pack.ts";

// The wait for a teacher's decisions over kill -9: the whole Worker, with its queue and workflows, on what it had stored.

const folder = mkdtempSync(join(tmpdir(), "cairn-draft-"));
const worker = await createCrashableWorker(folder);
afterAll(async () => {
  await worker.kill();
  await worker.close();
  rmSync(folder, { recursive: true, force: true });
});

async function ask<T>(schema: z.ZodType<T>, method: string, path: string, token: string | null, body?: unknown): Promise<T> {
  const headers: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` };
  const init = body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) };
  return schema.parse(await (await fetch(new URL(path, await worker.address()), { method, headers, ...init })).json());
}

async function until<T>(read: () => Promise<T>, isSo: (value: T) => boolean): Promise<T> {
  for (;;) {
    const value = await read();
    if (isSo(value)) return value;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

it("goes on after a crash while it is written, and after one while it waits: the lesson is published from what was approved before and after", async () => {
  await worker.start();
  await worker.shelve([fixturePack]);
  const { token } = await ask(learnerBodySchema, "POST", "/v1/learners", null, {});
  const { course_id } = await ask(courseCardSchema, "POST", "/v1/courses", token, { title: "Ecology" });
  const { document_id } = await ask(documentCardSchema, "POST", `/v1/courses/${course_id}/documents?name=chapter.md`, token, CHAPTER);
  await until(
    () => ask(documentCardSchema, "GET", `/v1/documents/${document_id}`, token),
    ({ status }) => status === "ready",
  );
  const { draft_id } = await ask(draftCardSchema, "POST", `/v1/courses/${course_id}/drafts`, token, { title: "Ecology" });
  await worker.kill();
  await worker.start();
  const read = () => ask(draftBodySchema, "GET", `/v1/drafts/${draft_id}`, token);
  const draft = await until(read, ({ status }) => status === "review" || status === "failed");
  expect(draft.status).toBe("review");
  const open = draft.parts.filter(({ decision }) => decision === "open");
  const approve = async (parts: typeof open): Promise<void> => {
    for (const { part_id } of parts) {
      const answer = await fetch(new URL(`/v1/drafts/${draft_id}/parts/${part_id}`, await worker.address()), {
        method: "PUT",
        headers: { authorization: `Bearer ${token}` },
        body: JSON.stringify({ decision: "approved" }),
      });
      expect(answer.status).toBe(200);
    }
  };
  await approve(open.slice(0, 5));
  await worker.kill();
  await worker.start();
  expect(await read()).toMatchObject({ status: "review", decided: 5 });
  await approve(open.slice(5));
  const published = await ask(draftBodySchema, "POST", `/v1/drafts/${draft_id}/publish`, token, {});
  expect(published.status).toBe("published");
  const { lessons } = await ask(lessonsBodySchema, "GET", "/v1/lessons", token);
  expect(lessons.map(({ lesson_id }) => lesson_id)).toContain(published.lesson_id);
});
