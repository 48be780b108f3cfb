import { createScheduledController } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import worker from "../src/index.ts";
import type { WorkerEnv } from "../src/env.ts";
import { createDocumentRepository } from "../src/knowledge/courses/documents.repository.ts";

const LONG_AGO = "2026-01-01T00:00:00.000Z";
const DOCUMENT = { tenant_id: "ten_public", owner_id: "lrn_teacher", course_id: "crs_birds", document_id: "doc_brokenoff" } as const;

describe("the daily run", () => {
  it("mends documents although records of calls cannot be pruned, and fails so that an operator hears of it", async () => {
    const documents = createDocumentRepository(env.DB, { now: () => Date.parse(LONG_AGO) });
    await documents.add({ ...DOCUMENT, name: "a.txt", media_type: null, source_url: null, status: "fetching", created_at: LONG_AGO });
    await env.DB.prepare("ALTER TABLE model_calls RENAME TO model_calls_away").run();
    try {
      await expect(worker.scheduled(createScheduledController(), env as WorkerEnv)).rejects.toThrow("model_calls");
    } finally {
      await env.DB.prepare("ALTER TABLE model_calls_away RENAME TO model_calls").run();
    }
    expect(await documents.findOf(DOCUMENT.tenant_id, DOCUMENT.document_id)).toBeNull();
  });
});
