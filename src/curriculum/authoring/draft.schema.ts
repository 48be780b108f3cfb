import { z } from "zod";
import { type Id, type IdPrefix, isId } from "../../shared/ids.ts";
import { decisionSchema, draftCreateSchema, draftStatusSchema, itemCheckSchema } from "../../protocol/course.schema.ts";
import { itemSchema, packNodeSchema } from "../pack.schema.ts";

const id = <P extends IdPrefix>(prefix: P) => z.custom<Id<P>>((value) => typeof value === "string" && isId(prefix, value));

/** A draft as it is stored, without its nodes and parts. */
export const storedDraftSchema = z.object({
  draft_id: id("dft"),
  tenant_id: id("ten"),
  owner_id: id("lrn"),
  course_id: id("crs"),
  request: draftCreateSchema,
  language: z.string(),
  status: draftStatusSchema,
  by: z.enum(["model", "embedded"]),
  detail: z.string(),
  cost_nanousd: z.number().int(),
  approved: z.number().int(),
  edited: z.number().int(),
  rejected: z.number().int(),
  expires_at: z.iso.datetime().nullable(),
  lesson_id: z.string().nullable(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
export type StoredDraft = z.output<typeof storedDraftSchema>;

/** A node of a draft: a pack's node without what a person decides on. */
export const draftNodeSchema = packNodeSchema.omit({ items: true, explanations: true, minutes: true });
export type DraftNode = z.output<typeof draftNodeSchema>;

/** One way to explain a node. */
const explanationPartSchema = z.object({ kind: z.literal("explanation"), approach: z.string(), text: z.string() });
const itemPartSchema = z.object({
  kind: z.literal("item"),
  item: itemSchema,
  /** Nodes beside its own that have to be taught before it can be asked. */
  needs: z.array(z.string()),
});

/** A part of a draft: what it says, from where, what the checks found, what a person decided. */
export const storedPartSchema = z.object({
  part_id: z.string(),
  node_id: z.string(),
  decision: decisionSchema,
  checks: z.array(itemCheckSchema),
  passage_ids: z.array(z.string()),
  content: z.discriminatedUnion("kind", [explanationPartSchema, itemPartSchema]),
});
export type StoredPart = z.output<typeof storedPartSchema>;
export type ItemContent = z.output<typeof itemPartSchema>;

/** One line of what happened to a draft. `by_id` is null when nobody did it. */
export const auditLineSchema = z.object({
  at: z.iso.datetime(),
  by_id: z.string().nullable(),
  what: z.string(),
  part_id: z.string().nullable(),
});
export type AuditLine = z.output<typeof auditLineSchema>;

/** A draft by its tenant and id: what its run is given. */
export const draftKeySchema = z.object({ tenant_id: id("ten"), draft_id: id("dft") });
export type DraftKey = z.output<typeof draftKeySchema>;

/** What planning hands on to the steps that follow. */
export const nodeIdsSchema = z.array(z.string());
