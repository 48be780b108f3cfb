import { z } from "zod";
import { START_ABILITY } from "./ability.ts";

const instant = z.iso.datetime();

/** What `ability.ts` holds of a skill. */
const abilitySchema = z.object({
  mean: z.number(),
  variance: z.number(),
  practised: z.number(),
  items: z.array(z.object({ item_id: z.string(), mean: z.number(), variance: z.number() })).readonly(),
});

/** What `mastery.ts` holds of a skill, as it is stored and sent. */
export const skillMasterySchema = z.object({
  skill: z.string(),
  known: z.number(),
  /** Lessons that began before levels were kept have none: they go on from the start. */
  ability: abilitySchema.default(START_ABILITY),
  observations: z.number().int(),
  produced: z.number().int(),
  unassisted: z.object({ right: z.number().int(), of: z.number().int() }),
  mastered: z.boolean(),
  last_at: instant.nullable(),
});

/** One skill of a learner's, folded from the log: everything that a card, a review and a challenge need, so that no log has to be read for them. */
export const skillStateSchema = z.object({
  mastery: skillMasterySchema,
  /** Of the answers that counted, the right ones. */
  right: z.number().int().min(0),
  /** In the learner's words, and where it was taught last. Reviews and challenges teach nothing new and change none of it. */
  taught: z.object({
    concept: z.string(),
    lesson_id: z.string(),
    lesson_title: z.string(),
    language: z.string(),
    pack: z.object({ id: z.string(), version: z.number().int() }).nullable(),
    session_id: z.string(),
    node_id: z.string(),
  }),
  /** The items asked last, the newest last. */
  asked_item_ids: z.array(z.string()),
  /** The session that reviewed it last, and when. */
  reviewed: z.object({ session_id: z.string(), at: instant }).nullable(),
  /** When it is due again, and what the schedule remembers; null while it has never been answered right. */
  review: z
    .object({
      skill: z.string(),
      memory: z.object({ stability: z.number(), difficulty: z.number() }),
      reviews: z.number().int(),
      lapses: z.number().int(),
      last_at: instant,
      due_at: instant,
    })
    .nullable(),
});
export type SkillState = z.output<typeof skillStateSchema>;
