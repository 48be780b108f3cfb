import { z } from "zod";

/**
 * The pack format, version 1: what can be taught with no model. Packs are written as YAML in `packs/<id>.yaml`, checked by
 * `npm run packs:check`, immutable once published, and copied into a session when it starts. `docs/packs.md` explains how to write one.
 */
export const PACK_FORMAT = 1;

const slug = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, "use lower-case letters, digits, - and _");
const markdown = z.string().trim().min(1).max(4_000);
const line = z.string().trim().min(1).max(400);

/** One alternative way to say a thing, in the rubric language of `rubric.ts`. */
const rubricPattern = z.string().trim().min(1).max(300);

/** One point a good answer makes. `text` is shown to the learner only once it is met; `cue` points at it without telling it. */
export const keyPointSchema = z.strictObject({
  id: slug,
  text: line,
  cue: line,
  match: z.array(rubricPattern).min(1),
  /** Code only: how the same idea sounds in words. A learner who says it and writes no code yet is told so. */
  in_words: z.array(rubricPattern).min(1).optional(),
});

/** A known wrong idea, recognised by patterns, by the option chosen or by the value given; `feedback` corrects it without giving the key away. */
export const misconceptionSchema = z.strictObject({
  id: slug,
  name: line,
  feedback: line,
  match: z.array(rubricPattern).default([]),
  /** Ids of key points that nobody has made who shows this error, whatever words stand there: who takes two things for each other uses the words of both. */
  denies: z.array(slug).optional(),
});

const itemBase = {
  id: z.string().regex(/^itm_[a-z0-9_-]{1,60}$/),
  /** `main` is asked first, `similar` after a worked example, `step` when the learner needs a smaller step (it never advances the node). */
  role: z.enum(["main", "similar", "step"]),
  prompt: markdown,
  /** A model answer in full (open), why the right option is right (choice), the reasoning (numeric), a solution (code). Server-side only. */
  key: markdown,
  /** General cue when no key point's cue fits: points, does not tell. */
  cue: line,
  /** One or two sentences that confirm and enrich, shown only after a correct answer. */
  confirm: line,
  /** Nudge, guiding question, concept, analogous example: in this order, none gives the key away. */
  hints: z.array(line).min(1).max(4),
};

export const openItemSchema = z.strictObject({
  ...itemBase,
  form: z.literal("open"),
  key_points: z.array(keyPointSchema).min(1).max(5),
  /** Other answers that are right, each by itself; used where no pattern recognises a reply. */
  also_right: z.array(markdown).max(20).optional(),
});

export const choiceItemSchema = z.strictObject({
  ...itemBase,
  form: z.literal("choice"),
  options: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-f]$/),
        text: line,
        correct: z.boolean().default(false),
        misconception: slug.optional(),
      }),
    )
    .min(2)
    .max(6),
});

export const numericItemSchema = z.strictObject({
  ...itemBase,
  form: z.literal("numeric"),
  /** Decimal, integer or fraction ("7/12"); compared as an exact rational unless `tolerance` is above 0. */
  value: z.string().regex(/^-?\d+(\.\d+)?(\/\d+)?$/),
  tolerance: z.number().min(0).default(0),
  /** Unit words accepted after the number, e.g. ["cm", "centimetres"]; the number alone is always accepted. */
  units: z.array(z.string()).default([]),
  /** When true an equal fraction that is not in lowest terms is only partly right. */
  lowest_terms: z.boolean().default(false),
  wrong_values: z.array(z.strictObject({ value: z.string(), misconception: slug })).default([]),
});

export const codeItemSchema = z.strictObject({
  ...itemBase,
  form: z.literal("code"),
  programming_language: slug,
  /** Patterns see code tokens (identifiers, numbers, strings, operators) instead of words. */
  key_points: z.array(keyPointSchema).min(1).max(6),
});

export const itemSchema = z.discriminatedUnion("form", [openItemSchema, choiceItemSchema, numericItemSchema, codeItemSchema]);

export const packNodeSchema = z.strictObject({
  id: z.string().regex(/^node_[a-z0-9_]{1,40}$/),
  kind: z.enum(["introduction", "concept", "closing"]),
  /** A short title that a learner reads on the trail. */
  concept: z.string().trim().min(1).max(80),
  /** "You can …": what the learner can do afterwards. */
  goal: line,
  /** The skill this node practises, named across lessons (a knowledge component). */
  skill: slug,
  /** Nodes that must come before this one in every path. */
  requires: z.array(z.string()).default([]),
  minutes: z.number().int().min(1).max(20),
  /** How this concept follows from the node before it on a path: one sentence (≤ 25 words) that neither asks nor gives a key away. */
  bridges: z.array(z.strictObject({ after: z.string(), text: line })).optional(),
  /** At most 120 words each; two or more approaches; none contains a question or gives a key of this node away. */
  explanations: z
    .array(
      z.strictObject({
        approach: slug,
        text: markdown,
        /** The passages of a course's documents that it is made from. */
        passages: z.array(z.string().max(200)).max(8).optional(),
      }),
    )
    .min(1),
  /** The same idea in plainer words and shorter sentences (≤ 80 words). */
  simpler: markdown,
  /** A fully solved example of another case than any item's. */
  worked_example: markdown,
  /** Leads to the `step` items: one small part of the idea (≤ 60 words). */
  smaller_step: markdown,
  items: z.array(itemSchema).min(1),
  misconceptions: z.array(misconceptionSchema).default([]),
  /** What learners ask here, with an answer that does not give a key of this node away. */
  questions: z.array(z.strictObject({ match: z.array(rubricPattern).min(1), answer: markdown })).default([]),
  /** Where a document of a course teaches it: ids of passages, in the order of the document. */
  passages: z.array(z.string().max(200)).max(60).optional(),
});

export const packSchema = z.strictObject({
  format: z.literal(PACK_FORMAT),
  id: slug,
  version: z.number().int().min(1),
  language: z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/),
  title: line,
  /** One sentence: what the learner will be able to do. */
  promise: line,
  subject: line,
  objectives: z.array(line).min(1).max(8),
  licence: line,
  authors: z.array(line).min(1),
  sources: z.array(z.strictObject({ title: line, url: z.url({ protocol: /^https$/ }).optional(), note: line.optional() })),
  /** The angles from which every concept of this pack is explained. */
  approaches: z.array(z.strictObject({ id: slug, name: line })).min(1),
  paths: z
    .array(
      z.strictObject({
        id: z.string().regex(/^\d{1,2}$/),
        name: z.string().trim().min(1).max(60),
        description: line,
        approach: slug,
        sequence: z.array(z.string()).min(1),
      }),
    )
    .min(1)
    .max(3),
  glossary: z.array(z.strictObject({ term: line, also: z.array(line).default([]), text: line })).default([]),
  nodes: z.array(packNodeSchema).min(2).max(12),
  /** The course from whose documents it was made. */
  course_id: z.string().max(64).optional(),
});

export type Pack = z.output<typeof packSchema>;
export type PackNode = z.output<typeof packNodeSchema>;
export type Item = z.output<typeof itemSchema>;
export type OpenItem = z.output<typeof openItemSchema>;
export type ChoiceItem = z.output<typeof choiceItemSchema>;
export type NumericItem = z.output<typeof numericItemSchema>;
export type CodeItem = z.output<typeof codeItemSchema>;
export type KeyPoint = z.output<typeof keyPointSchema>;
export type Misconception = z.output<typeof misconceptionSchema>;

/** A pack without its nodes: what a session keeps beside the nodes, and what the shelf shows. */
export const packOutlineSchema = packSchema.omit({ nodes: true });
export type PackOutline = z.output<typeof packOutlineSchema>;
