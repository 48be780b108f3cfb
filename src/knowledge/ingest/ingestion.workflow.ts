import { WorkflowEntrypoint, type WorkflowEvent, type WorkflowStep, type WorkflowStepConfig } from "cloudflare:workers";
import { type Ingestion, ingestionSchema } from "../courses/document.schema.ts";
import type { StepOutcome } from "./ingest.port.ts";
import { type IngestDeps, ingestDocument } from "./ingest-document.usecase.ts";
import { stepOutcomeSchema } from "./step-outcome.schema.ts";

/** What goes wrong by chance is over after a minute; what goes wrong five times is the document's own doing. A step takes seconds. */
const STEP: WorkflowStepConfig = { retries: { limit: 4, delay: "2 seconds", backoff: "exponential" }, timeout: "5 minutes" };

/** On one machine everything shares one thread: without a rest between steps nobody else would be served while a book is read. */
const REST_MS = 2;

/** Makes the Workflow class that reads one document an instance. */
export function createIngestionWorkflow<Env extends object>(makeDeps: (env: Env) => IngestDeps) {
  return class IngestionWorkflow extends WorkflowEntrypoint<Env, Ingestion> {
    override async run({ payload }: WorkflowEvent<Ingestion>, step: WorkflowStep): Promise<void> {
      const rested = async (act: () => Promise<StepOutcome>): Promise<StepOutcome> => {
        await scheduler.wait(REST_MS);
        return await act();
      };
      const steps = {
        do: async (name: string, act: () => Promise<StepOutcome>) => stepOutcomeSchema.parse(await step.do(name, STEP, () => rested(act))),
      };
      await ingestDocument(makeDeps(this.env), steps, ingestionSchema.parse(payload));
    }
  };
}
