import { z } from "zod";
import { err, ok, type Result } from "../shared/result.ts";
import type { EvidenceError } from "./evidence-error.ts";

/** The version of what is stored about learners. A reader refuses what it does not know; it never guesses. */
export const EVIDENCE_VERSION = 1;

const id = z.string().regex(/^[A-Za-z0-9_:.-]{1,128}$/, "use at most 128 letters, digits and _ : . -");
/** A knowledge component, named across lessons and courses. */
const skill = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, "use lower-case letters, digits, - and _");
const base = { v: z.literal(EVIDENCE_VERSION), id, at: z.iso.datetime() };

/** How an item is answered: it says how easily a right answer comes by chance. `unknown` is for logs of elsewhere. */
export const itemFormSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("choice"), options: z.number().int().min(2).max(12) }),
  z.object({ kind: z.enum(["numeric", "short", "open", "code", "unknown"]) }),
]);
export type ItemForm = z.output<typeof itemFormSchema>;

export const judgementSchema = z.enum(["correct", "partial", "wrong", "n/a"]);
export type Judgement = z.output<typeof judgementSchema>;

/** What is believed of a level: a normal distribution, in logits. */
export const standingSchema = z.object({ mean: z.number(), variance: z.number().positive() });
export type Standing = z.output<typeof standingSchema>;

/** One judged answer with the help that was taken. */
export const answerSchema = z.object({
  ...base,
  type: z.literal("answer"),
  skill,
  session_id: id,
  node_id: id,
  item_id: id,
  form: itemFormSchema,
  /** `challenge` is "I know this", `placement` a probe before a lesson, `closing_check` and `review` are done without hints. */
  purpose: z.enum(["lesson", "closing_check", "challenge", "placement", "review"]),
  verdict: judgementSchema,
  /** False when nobody could judge against a key (a lesson without pack): kept, and never counted as mastery. */
  verified: z.boolean(),
  /** Hints seen before the answer. */
  hints: z.number().int().min(0).max(3),
  /** No hint, and no explanation since the same question was last missed. */
  unassisted: z.boolean(),
  /** From question shown to answer sent; null where nobody measured it. */
  duration_ms: z.number().int().min(0).max(86_400_000).nullable(),
  /** How hard the item was taken to be when it was asked, in logits above its skill; kept so that the fold needs nothing else. */
  difficulty: z.number().min(-8).max(8).nullable(),
  /** What the learner's other skills said of them when it was answered (`standingOf`), kept for the same reason; left out while nobody has looked. */
  standing: standingSchema.optional(),
});
export type Answer = z.output<typeof answerSchema>;

/** A teacher overrides a judgement, or takes the answer out (`void`). The last correction of an answer holds. */
export const correctionSchema = z.object({
  ...base,
  type: z.literal("correction"),
  skill,
  corrects: id,
  verdict: z.union([judgementSchema, z.literal("void")]),
  by: id,
  reason: z.string().trim().max(400),
});
export type Correction = z.output<typeof correctionSchema>;

/** Everything that is known about a learner is a fold over these. */
export const evidenceSchema = z.discriminatedUnion("type", [answerSchema, correctionSchema]);
export type Evidence = z.output<typeof evidenceSchema>;

/** Reads one event at a border (queue, export, storage). Errors: `unsupported_version`, `invalid_evidence` with the fields that are wrong. */
export function parseEvidence(raw: unknown): Result<Evidence, EvidenceError> {
  const parsed = evidenceSchema.safeParse(raw);
  if (parsed.success) return ok(parsed.data);
  const version = z.object({ v: z.unknown() }).safeParse(raw);
  if (version.success && version.data.v !== EVIDENCE_VERSION)
    return err({
      code: "unsupported_version",
      detail: `Evidence of version ${String(version.data.v)} is not known here; ${EVIDENCE_VERSION} is.`,
    });
  const fields = parsed.error.issues.slice(0, 5).map(({ path, message }) => `${path.join(".") || "event"}: ${message}`);
  return err({ code: "invalid_evidence", detail: fields.join("; ") });
}
