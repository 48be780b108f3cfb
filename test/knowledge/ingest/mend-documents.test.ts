import { describe, expect, it } from "vitest";
import type { StoredDocument } from "../../../src/knowledge/courses/document.schema.ts";
import { type MendDeps, mendDocuments } from "../../../src/knowledge/ingest/mend-documents.usecase.ts";
import { createTestClock } from "../../support/clock.ts";

/** What a daily run did, by name, where nothing is stuck and these tenants have documents. */
async function mend(
  reembed: MendDeps["reembed"],
  stuck: MendDeps["documents"]["stuck"] = async () => [],
  ingest: MendDeps["queue"]["ingest"] = async () => {},
): Promise<{ warned: string[]; told: string[] }> {
  const [warned, told]: [string[], string[]] = [[], []];
  const deps: Pick<MendDeps, "clock" | "logger" | "reembed"> & {
    documents: Pick<MendDeps["documents"], "stuck" | "tenants">;
    queue: Pick<MendDeps["queue"], "ingest">;
  } = {
    clock: createTestClock(),
    logger: { info: (event) => void told.push(event), warn: (event) => void warned.push(event), error() {} },
    documents: { stuck, tenants: async () => ["ten_a", "ten_b"] },
    queue: { ingest },
    reembed,
  };
  await mendDocuments(deps as MendDeps);
  return { warned, told };
}

const waiting = (document_id: StoredDocument["document_id"]) => ({ document_id }) as StoredDocument;

describe("the daily look at documents", () => {
  it("has every tenant's documents read by the model in use, whatever happens to another's", async () => {
    const asked: string[] = [];
    const done = await mend(async (tenantId) => {
      asked.push(tenantId);
      if (tenantId === "ten_a") throw new Error("The model is away.");
      return 3;
    });
    expect([asked, done]).toEqual([["ten_a", "ten_b"], { warned: ["documents_not_embedded"], told: ["documents_embedded_anew"] }]);
  });

  it("goes on with the other documents where one cannot be gone on with, and tells which", async () => {
    const started: string[] = [];
    const done = await mend(
      async () => 1,
      async (status) => (status === "waiting" ? [waiting("doc_bad"), waiting("doc_good")] : []),
      async ({ document_id }) => {
        if (document_id === "doc_bad") throw new Error("The queue does not take it.");
        started.push(document_id);
      },
    );
    expect(started).toEqual(["doc_good"]);
    expect(done).toEqual({
      warned: ["document_not_mended", "documents_mended"],
      told: ["documents_embedded_anew", "documents_embedded_anew"],
    });
  });

  it("says nothing where there was nothing to do", async () => {
    expect(await mend(async () => 0)).toEqual({ warned: [], told: [] });
  });
});
