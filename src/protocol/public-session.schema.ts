import { z } from "zod";
import { lessonContextSchema, nodeSchema, outcomeSchema, pathSchema, settingsSchema } from "./lesson.schema.ts";
import { publicEvaluationSchema } from "./public-event.schema.ts";

export const phaseTypeSchema = z.enum([
  "planning",
  "choosing_path",
  "drafting",
  "reviewing",
  "awaiting_reply",
  "evaluating",
  "completed",
  "abandoned",
]);
export type PhaseType = z.output<typeof phaseTypeSchema>;

/** The session's state as its learner may see it: the names of the contract, without drafts, keys, reviewer notes or reasoning. */
export const publicSessionSchema = z.object({
  v: z.literal(1),
  session_id: z.string(),
  lesson_context: lessonContextSchema,
  settings: settingsSchema,
  paths: z.array(pathSchema),
  teaching_path: z.array(nodeSchema),
  current_index: z.number().int().min(0),
  history: z.array(z.object({ role: z.enum(["tutor", "user"]), content: z.string() })),
  last_feedback_loop: z.object({ retry_count: z.number().int().min(0) }),
  node: z.object({
    remediation_round: z.number().int().min(0),
    failures: z.number().int().min(0),
    hints_used: z.number().int().min(0),
    item_id: z.string().nullable(),
    asked_item_ids: z.array(z.string()),
  }),
  last_evaluation: publicEvaluationSchema.nullable(),
  outcomes: z.array(outcomeSchema),
  /** True while steps are asked about before they are explained; absent otherwise. */
  placing: z.literal(true).optional(),
  phase: z.object({ type: phaseTypeSchema }),
});
export type PublicSession = z.output<typeof publicSessionSchema>;
