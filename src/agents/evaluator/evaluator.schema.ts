import { z } from "zod";

const shortText = z.string().max(600);

/** What the Evaluator returns. The short fields come first so that the verdict can be shown before the rest is written. */
export const evaluationSchema = z.object({
  user_intent: z.enum(["attempt_answer", "ask_question", "stuck"]),
  evaluation: z.enum(["correct", "partial", "wrong", "n/a"]),
  should_advance: z.boolean(),
  /** The learner's own words that the verdict rests on: a verbatim span of the reply. Empty only when the reply was not an attempt. */
  quoted: shortText,
  /** Ids of the item's key points where it has them, otherwise short statements. */
  key_points_met: z.array(z.string().max(200)).max(8),
  key_points_missed: z.array(z.string().max(200)).max(8),
  /** Points at what is missing without telling it; null when nothing is missing or any cue would give the key away. */
  missing_cue: shortText.nullable(),
  misconception_id: z
    .string()
    .max(64)
    .nullish()
    .transform((id) => id ?? null),
  /** 0 to 1: how sure the evaluator is of `evaluation`. */
  confidence: z.number().min(0).max(1),
  reasoning: z.string().max(1_500),
  guidance_for_tutor: z.string().max(1_500),
});
export type Evaluation = z.output<typeof evaluationSchema>;
