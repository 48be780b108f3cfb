import { WorkflowEntrypoint, type WorkflowEvent, type WorkflowStep, type WorkflowStepConfig } from "cloudflare:workers";
import { z } from "zod";
import { readFailureSchema } from "../../protocol/course.schema.ts";
import { type Ingestion, ingestionSchema } from "../courses/document.schema.ts";
import type { StepOutcome } from "./ingest.port.ts";
import { type IngestDeps, ingestDocument } from "./ingest-document.usecase.ts";

/** What goes wrong by chance is over after a minute; what goes wrong five times is the document's own doing. A step takes seconds. */
const STEP: WorkflowStepConfig = { retries: { limit: 4, delay: "2 seconds", backoff: "exponential" }, timeout: "5 minutes" };

const outcomeSchema: z.ZodType<StepOutcome> = z.nullable(
  z.discriminatedUnion("ok", [
    z.object({ ok: z.literal(true), value: z.number() }),
    z.object({
      ok: z.literal(false),
      error: z.object({ code: readFailureSchema, detail: z.string(), page: z.number().nullable() }),
    }),
  ]),
);

/** Makes the Workflow class that reads one document an instance. */
export function createIngestionWorkflow<Env extends object>(makeDeps: (env: Env) => IngestDeps) {
  return class IngestionWorkflow extends WorkflowEntrypoint<Env, Ingestion> {
    override async run({ payload }: WorkflowEvent<Ingestion>, step: WorkflowStep): Promise<void> {
      const steps = {
        // What a step returned may have been kept by an older version of this code.
        do: async (name: string, act: () => Promise<StepOutcome>) => outcomeSchema.parse(await step.do(name, STEP, act)),
      };
      await ingestDocument(makeDeps(this.env), steps, ingestionSchema.parse(payload));
    }
  };
}
