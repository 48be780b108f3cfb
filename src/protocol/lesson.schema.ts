import { z } from "zod";

/** One atomic concept of a path, by the names of the contract. */
export const nodeSchema = z.object({
  id: z.string().min(1).max(64),
  concept: z.string().min(1).max(120),
  goal: z.string().min(1).max(400),
  /** It has written questions enough to ask what a learner knows before it is explained; absent where it has not, and in a path's last node. */
  can_be_probed: z.literal(true).optional(),
});
export type Node = z.output<typeof nodeSchema>;

/** One way through a lesson. `approach` names the angle from which its explanations come; `minutes` is an estimate. */
export const pathSchema = z.object({
  id: z.string().min(1).max(16),
  name: z.string().min(1).max(80),
  description: z.string().min(1).max(400),
  approach: z.string().max(64).nullable(),
  minutes: z.number().int().positive().nullable(),
  teaching_sequence: z.array(nodeSchema).min(1).max(16),
});
export type Path = z.output<typeof pathSchema>;

/** What a session teaches; frozen when it is created. `basis` says from what: a pack, pasted materials, or the objectives alone. */
export const lessonContextSchema = z.object({
  lesson_id: z.string(),
  title: z.string(),
  objectives: z.array(z.string()),
  language: z.string(),
  basis: z.enum(["pack", "materials", "objectives"]),
  pack: z.object({ id: z.string(), version: z.number().int() }).nullable(),
  /** Why the learner is asked, where it is not a lesson: what is due again, or a skill that they say they have. Absent in a lesson. */
  purpose: z.enum(["review", "challenge"]).optional(),
});
export type LessonContext = z.output<typeof lessonContextSchema>;

export const settingsSchema = z.object({
  /** What moves a lesson on: the evaluator's judgement of an answer, or the mastery that code makes of all answers (docs/decisions). */
  advance: z.enum(["evaluator", "mastery"]),
  max_retries: z.number().int().min(0).max(3),
  /** `gate`: a message is shown when it has passed every check. `stream`: its sentences are, as they pass those of code; the reviewer may replace them. */
  delivery: z.enum(["gate", "stream"]),
});
export type Settings = z.output<typeof settingsSchema>;

/**
 * How a tutor message came about. `practise`: the answer was right, and another question of the same step shows whether it holds. `probe`: a question before
 * anything is explained; `teach`: the explanation that was kept back by it.
 */
export const draftReasonSchema = z.enum(["first", "advance", "practise", "remediate", "answer_question", "probe", "teach"]);
export type DraftReason = z.output<typeof draftReasonSchema>;

/** The way of teaching chosen for a message; the remediation ladder is `simpler`, `other_approach`, `worked_example`, `smaller_step`. */
export const strategySchema = z.enum(["introduce", "answer_question", "simpler", "other_approach", "worked_example", "smaller_step"]);
export type Strategy = z.output<typeof strategySchema>;

/** `placed`: skipped, because its probes were answered right. It was not taught, and it is not declared mastered. */
export const outcomeSchema = z.object({
  node_id: z.string(),
  outcome: z.enum(["unassisted", "with_help", "set_aside", "unverified", "placed"]),
});
export type Outcome = z.output<typeof outcomeSchema>;

/** What the learner may see of the question that was asked: its form and, for a choice, the options (never which one is right). */
export const askedItemSchema = z.object({
  item_id: z.string(),
  form: z.enum(["open", "choice", "numeric", "code"]),
  options: z.array(z.object({ id: z.string(), text: z.string() })),
});
export type AskedItem = z.output<typeof askedItemSchema>;

/** What answers before the teaching lead to: another question, the next node, or the explanation. */
export const placementStepSchema = z.enum(["probe", "skip", "teach"]);

export const summarySchema = z.object({
  outcomes: z.array(
    outcomeSchema.extend({ concept: z.string(), goal: z.string(), hints_used: z.number().int(), failures: z.number().int() }),
  ),
  /** Outcome of the closing node, the unassisted check, which nobody can skip. */
  closing_check: outcomeSchema.shape.outcome.exclude(["placed"]),
  /** Node ids to come back to, the weakest first, with the day on which. */
  revisit: z.array(z.object({ node_id: z.string(), concept: z.string(), due: z.iso.date() })),
});
export type Summary = z.output<typeof summarySchema>;
