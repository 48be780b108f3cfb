import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { courseCardSchema, type DocumentCard, documentCardSchema } from "../../src/protocol/course.schema.ts";
import { learnerBodySchema } from "../../src/protocol/http.schema.ts";
import { type CrashableWorker, createCrashableWorker } from "./crashable-worker.ts";

// The real runtime, killed with SIGKILL in the middle of a book. Every boundary between steps is killed at in test/knowledge/ingest.

/** Longer than the Worker waits before it wakes what does not move. */
const STALE_MS = 31_000;
const BOOK = Array.from(
  { length: 3_000 },
  (_, chapter) =>
    `# Chapter ${chapter}\n\n${`Otter number ${chapter} swims against the current. It rests where reeds are dense. Its den has two doors. `.repeat(8)}`,
).join("\n\n");

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function openTeacher(worker: CrashableWorker) {
  const ask = async (method: string, path: string, body?: string) =>
    await fetch(new URL(path, await worker.address()), { method, headers, ...(body === undefined ? {} : { body }) });
  let headers: Record<string, string> = {};
  const { token } = learnerBodySchema.parse(await (await ask("POST", "/v1/learners")).json());
  headers = { authorization: `Bearer ${token}` };
  const { course_id } = courseCardSchema.parse(await (await ask("POST", "/v1/courses", JSON.stringify({ title: "Otters" }))).json());
  const card = async (id: string) => documentCardSchema.parse(await (await ask("GET", `/v1/documents/${id}`)).json());
  return {
    card,
    send: async (name: string, text: string) =>
      documentCardSchema.parse(await (await ask("POST", `/v1/courses/${course_id}/documents?name=${name}`, text)).json()),
    /** Looks until the condition holds. */
    async until(id: string, holds: (card: DocumentCard) => boolean): Promise<DocumentCard> {
      for (;;) {
        const now = await card(id);
        if (holds(now)) return now;
        await pause(20);
      }
    },
    /** Opens the page of progress, as whoever waits would, and leaves again. */
    async watch(id: string): Promise<void> {
      const { body } = await ask("GET", `/v1/documents/${id}/events`);
      await body?.cancel();
    },
    async text(id: string): Promise<string> {
      return await (await ask("GET", `/v1/documents/${id}/text?from=2000000`)).text();
    },
  };
}

describe("a Worker that is killed while it reads a book", () => {
  it("goes on, and ends in the same passages as one that was not", async () => {
    const state = mkdtempSync(join(tmpdir(), "cairn-documents-"));
    const worker = await createCrashableWorker(state);
    try {
      await worker.start();
      await worker.shelve([]);
      const teacher = await openTeacher(worker);
      const calm = await teacher.send("calm.md", BOOK);
      const expected = await teacher.until(calm.document_id, ({ status }) => status === "ready");

      // Other bytes, so that it is another document; the same words but one.
      const struck = await teacher.send("struck.md", `${BOOK} `);
      for (const moment of [
        ({ status }: DocumentCard) => status === "reading",
        ({ status, progress }: DocumentCard) => status === "indexing" && progress.done >= 1_000,
      ]) {
        await teacher.until(struck.document_id, (card) => moment(card) || card.status === "ready");
        expect((await teacher.card(struck.document_id)).status).not.toBe("ready");
        await worker.kill();
        await worker.start();
        await pause(STALE_MS);
        await teacher.watch(struck.document_id);
      }
      const ended = await teacher.until(struck.document_id, ({ status }) => status === "ready" || status === "failed");
      expect([ended.status, ended.failure, ended.passages]).toEqual(["ready", null, expected.passages]);
      const strip = (text: string) => text.replaceAll(/doc_\w+|calm\.md|struck\.md/g, "");
      expect(strip(await teacher.text(struck.document_id))).toBe(strip(await teacher.text(calm.document_id)));
      expect(worker.complaints).toEqual([]);
    } finally {
      await worker.kill();
      await worker.close();
      rmSync(state, { recursive: true, force: true });
    }
  }, 240_000);
});
