import type { Ingestion } from "../courses/document.schema.ts";
import type { IngestionRuns } from "./ingest.port.ts";

/** The attempt's name among the workflow's instances: the same attempt is never started twice. */
const nameOf = ({ document_id, version }: Ingestion) => `${document_id}-${version}`;

/**
 * Readings of documents as instances of the workflow.
 *
 * @param isLocal the emulator keeps what steps returned, but nobody there takes up again what ran when it was killed; the platform does so by itself
 */
export function createIngestionRuns(workflow: Workflow<Ingestion>, isLocal: boolean): IngestionRuns {
  /** Null: it was started now. */
  const startOrFind = async (ingestion: Ingestion): Promise<WorkflowInstance | null> => {
    const { tenant_id, course_id, document_id, version } = ingestion;
    try {
      await workflow.create({ id: nameOf(ingestion), params: { tenant_id, course_id, document_id, version } });
      return null;
    } catch (error) {
      // Either there is one already, or the platform is in trouble; then it is not found either.
      const instance = await workflow.get(nameOf(ingestion)).catch(() => null);
      if (!instance) throw error;
      return instance;
    }
  };

  return {
    async start(ingestion) {
      await startOrFind(ingestion);
    },
    async wake(ingestion) {
      const instance = await startOrFind(ingestion);
      // Every step can be done twice, so beginning again ends in the same index.
      if (instance && isLocal) await instance.restart();
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
