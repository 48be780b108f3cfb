import { z } from "zod";
import { nodeSchema, pathSchema } from "../../protocol/lesson.schema.ts";

/** What the Path Generator returns: two or three paths that differ in angle (one where the material has only one order). */
export const pathsSchema = z.object({
  paths: z
    .array(
      pathSchema.omit({ approach: true, minutes: true }).extend({
        // What can be probed follows from the questions that there are, and code sees to it.
        teaching_sequence: z
          .array(nodeSchema.omit({ can_be_probed: true }))
          .min(1)
          .max(16),
        approach: z
          .string()
          .max(64)
          .nullish()
          .transform((approach) => approach ?? null),
        minutes: z
          .number()
          .int()
          .positive()
          .nullish()
          .transform((minutes) => minutes ?? null),
      }),
    )
    .min(1)
    .max(3),
});
export type PathsOutput = z.output<typeof pathsSchema>;
