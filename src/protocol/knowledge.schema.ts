import { z } from "zod";

// What a learner sees and says of what Cairn thinks they know, under /v1/knowledge and /v1/reviews. Probabilities and shares are 0 to 1, instants are ISO 8601
// in UTC, days are calendar days in UTC.

const share = z.number().min(0).max(1);
const skillId = z.string().min(1).max(64);

/** How far a skill has come, as its pile of stones shows it. `mastered` is the rule's word (docs/decisions), not a rounding of the figure. */
export const skillLevelSchema = z.enum(["begun", "growing", "near", "mastered"]);
export type SkillLevel = z.output<typeof skillLevelSchema>;

/** One skill of the learner's. */
export const skillCardSchema = z.object({
  skill: skillId,
  /** In the learner's words: the concept of the node that taught it last. */
  name: z.string(),
  lesson_id: z.string(),
  lesson_title: z.string(),
  /** Of the name and the lesson, as a BCP 47 tag; left out where it is not known. So below. */
  language: z.string().optional(),
  mastery: share,
  level: skillLevelSchema,
  /** Answers that counted, and how many of them were right. */
  answers: z.number().int().min(0),
  right: z.number().int().min(0),
  /** The same of answers given without any help: what the learner can do alone. */
  unassisted_answers: z.number().int().min(0),
  unassisted_right: z.number().int().min(0),
  last_at: z.iso.datetime(),
  /** When it is to be tried again; null while it has neither been answered right nor been set aside. */
  due_at: z.iso.datetime().nullable(),
});
export type SkillCard = z.output<typeof skillCardSchema>;

export const dayCountSchema = z.object({ day: z.iso.date(), due: z.number().int().min(0), done: z.number().int().min(0) });

/** GET /v1/knowledge: every skill, those due first. */
export const knowledgeBodySchema = z.object({
  skills: z.array(skillCardSchema),
  due_now: z.number().int().min(0),
  /** Reviews a day at the most. */
  daily_cap: z.number().int().min(1),
  /** Days in a row with something done, up to today or yesterday. */
  streak_days: z.number().int().min(0),
  /** From four weeks back to four weeks ahead. */
  calendar: z.array(dayCountSchema),
});
export type KnowledgeBody = z.output<typeof knowledgeBodySchema>;

/** One answer behind a figure: what was asked, what came of it, and how it moved the estimate. */
export const evidenceRowSchema = z.object({
  evidence_id: z.string(),
  at: z.iso.datetime(),
  session_id: z.string(),
  lesson_title: z.string(),
  language: z.string().optional(),
  /** Markdown. */
  question: z.string(),
  form: z.enum(["open", "choice", "numeric", "code"]),
  verdict: z.enum(["correct", "partial", "wrong"]),
  /** The learner's words that the verdict rests on. */
  quoted: z.string().nullable(),
  hints: z.number().int().min(0),
  /** How much it counts: 1 without help, less with each hint, 0 when it says nothing. */
  weight: share,
  mastery_before: share,
  mastery_after: share,
  /** How it came about. */
  kind: z.enum(["lesson", "closing_check", "review", "challenge", "placement"]),
  /** The learner thinks that the verdict is wrong, and said why. */
  contested: z.object({ at: z.iso.datetime(), reason: z.string() }).nullable(),
  /** A person looked at it and said what it was; the estimate goes by this. */
  corrected: z.object({ at: z.iso.datetime(), verdict: z.enum(["correct", "partial", "wrong"]), by: z.string() }).nullable(),
});
export type EvidenceRow = z.output<typeof evidenceRowSchema>;

/** GET /v1/knowledge/{skill}: why the figure is what it is. The rows, oldest first, lead from `prior` to `mastery`. */
export const whyBodySchema = z.object({ card: skillCardSchema, prior: share, rows: z.array(evidenceRowSchema) });
export type WhyBody = z.output<typeof whyBodySchema>;

/** POST /v1/knowledge/{skill}/evidence/{id}/contest. */
export const contestBodySchema = z.strictObject({ reason: z.string().trim().min(1).max(500) });

/** PUT /v1/operator/learners/{learner_id}/evidence/{id}: a person's judgement in place of ours. Until teachers sign in, the operator acts for them. */
export const correctionBodySchema = z.strictObject({
  verdict: z.enum(["correct", "partial", "wrong"]),
  by: z.string().trim().min(1).max(120),
});

/** One verdict that a learner thinks is wrong and nobody has looked at yet. */
export const contestedAnswerSchema = z.object({
  learner_id: z.string(),
  evidence_id: z.string(),
  skill: skillId,
  at: z.iso.datetime(),
  reason: z.string(),
  verdict: evidenceRowSchema.shape.verdict,
  /** Markdown. */
  question: z.string(),
  quoted: z.string().nullable(),
  lesson_title: z.string(),
});
export type ContestedAnswer = z.output<typeof contestedAnswerSchema>;

/** GET /v1/operator/contests: oldest first; a correction, whatever it says, takes an answer off the list. */
export const contestsBodySchema = z.object({ contests: z.array(contestedAnswerSchema) });

/** GET /v1/reviews: what is due, in the order in which it will be asked. */
export const reviewsBodySchema = z.object({
  due: z.array(
    z.object({
      skill: skillId,
      name: z.string(),
      lesson_title: z.string(),
      language: z.string().optional(),
      due_at: z.iso.datetime(),
      overdue_days: z.number().min(0),
    }),
  ),
  /** Due as well, and kept for the days to come by the daily cap. */
  later: z.number().int().min(0),
});
export type ReviewsBody = z.output<typeof reviewsBodySchema>;
