import type { Ingestion } from "../courses/document.schema.ts";
import type { IngestionRuns } from "./ingest.port.ts";

/** The attempt's name among the workflow's instances: the same attempt is never started twice. */
const nameOf = ({ document_id, version }: Ingestion) => `${document_id}-${version}`;

/** Readings of documents as instances of the workflow. */
export function createIngestionRuns(workflow: Workflow<Ingestion>): IngestionRuns {
  return {
    async start(ingestion) {
      const { tenant_id, course_id, document_id, version } = ingestion;
      try {
        await workflow.create({ id: nameOf(ingestion), params: { tenant_id, course_id, document_id, version } });
      } catch (error) {
        // Either there is one already, and then asking for it wakes it up; or the platform is in trouble, and then this fails as well.
        const instance = await workflow.get(nameOf(ingestion)).catch(() => null);
        if (!instance) throw error;
        await instance.status();
      }
    },
    async stop(ingestion) {
      try {
        const instance = await workflow.get(nameOf(ingestion));
        await instance.terminate();
      } catch {
        // There is none, or it is over. One that goes on all the same sees at its next step that nobody wants it.
      }
    },
  };
}
