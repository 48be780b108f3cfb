import { describe, expect, it } from "vitest";
import { type MendDeps, mendDocuments } from "../../../src/knowledge/ingest/mend-documents.usecase.ts";
import { createTestClock } from "../../support/clock.ts";

/** What a daily run did, by name, where nothing is stuck and these tenants have documents. */
async function mend(reembed: MendDeps["reembed"]): Promise<{ warned: string[]; told: string[] }> {
  const [warned, told]: [string[], string[]] = [[], []];
  const deps: Pick<MendDeps, "clock" | "logger" | "reembed"> & { documents: Pick<MendDeps["documents"], "stuck" | "tenants"> } = {
    clock: createTestClock(),
    logger: { info: (event) => void told.push(event), warn: (event) => void warned.push(event), error() {} },
    documents: { stuck: async () => [], tenants: async () => ["ten_a", "ten_b"] },
    reembed,
  };
  await mendDocuments(deps as MendDeps);
  return { warned, told };
}

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

  it("says nothing where there was nothing to do", async () => {
    expect(await mend(async () => 0)).toEqual({ warned: [], told: [] });
  });
});
