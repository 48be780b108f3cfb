import { z } from "zod";
import { readFailureSchema } from "../../protocol/course.schema.ts";
import type { StepOutcome } from "./ingest.port.ts";

/** What a step returned, as the platform has kept it; perhaps written by an older version of this code. */
export const stepOutcomeSchema: z.ZodType<StepOutcome> = z.nullable(
  z.discriminatedUnion("ok", [
    z.object({ ok: z.literal(true), value: z.number() }),
    z.object({
      ok: z.literal(false),
      error: z.object({ code: readFailureSchema, detail: z.string(), page: z.number().nullable() }),
    }),
  ]),
);
