import { z } from "zod";

// Courses, their documents, what is found in them, and lessons made from them: under /v1/courses, /v1/documents and /v1/drafts. Instants are ISO 8601 in UTC.

const line = z.string().trim().min(1).max(400);
const language = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, "use a language tag such as en or pt-BR");

/** POST /v1/courses. */
export const courseCreateSchema = z.strictObject({ title: z.string().trim().min(1).max(120), language: language.default("en") });

export const courseCardSchema = z.object({
  course_id: z.string(),
  title: z.string(),
  language,
  created_at: z.iso.datetime(),
  documents: z.number().int().min(0),
  passages: z.number().int().min(0),
});
export type CourseCard = z.output<typeof courseCardSchema>;

/** GET /v1/courses: newest first. POST /v1/courses answers 201 with the new course's card. */
export const coursesBodySchema = z.object({ courses: z.array(courseCardSchema) });
export type CoursesBody = z.output<typeof coursesBodySchema>;

/** What a document was recognised as: by its bytes, not by its name. */
export const documentKindSchema = z.enum(["pdf", "docx", "html", "markdown", "asciidoc", "text"]);
export type DocumentKind = z.output<typeof documentKindSchema>;

/** How far a document has come. `failed` ends with a `failure`; `ready` can be searched and taught from. */
export const documentStatusSchema = z.enum(["waiting", "fetching", "reading", "indexing", "ready", "failed", "deleting"]);
export type DocumentStatus = z.output<typeof documentStatusSchema>;

/** Why a document could not be read; `docs/knowledge.md` says of each what to do. */
export const readFailureSchema = z.enum([
  "empty",
  "too_large",
  "unknown_format",
  "encrypted",
  "damaged",
  "too_complex",
  "no_text",
  "address_refused",
  "address_failed",
  "robots_refused",
  "took_too_long",
  "internal",
]);
export type ReadFailure = z.output<typeof readFailureSchema>;

/** Something the teacher should know about a document that could be read. `page` counts from 1. */
export const findingSchema = z.object({
  kind: z.enum(["scanned_page", "unreadable_page", "instructions", "truncated", "odd_characters"]),
  page: z.number().int().min(1).nullable(),
  /** The words it is about, shortened; empty when there are none. */
  excerpt: z.string().max(300),
});
export type Finding = z.output<typeof findingSchema>;

/**
 * What an upload and a link answer (201; 200 when the course holds the same file already), what GET /v1/documents/:id answers, and what each message of
 * GET /v1/documents/:id/events says: one at once, one at every change, the last when it is `ready` or `failed`, after which the server ends the stream.
 */
export const documentCardSchema = z.object({
  document_id: z.string(),
  course_id: z.string(),
  /** Whether this person keeps the course; learners of a lesson made from it only read. Absent: they do. */
  may_change: z.boolean().optional(),
  name: z.string(),
  kind: documentKindSchema.nullable(),
  /** Where it was fetched from; null for an upload. */
  source_url: z.string().nullable(),
  bytes: z.number().int().min(0),
  status: documentStatusSchema,
  /** Of the step under way: pages read, passages indexed. `total` is null while it is not known. */
  progress: z.object({
    unit: z.enum(["bytes", "pages", "passages"]),
    done: z.number().int().min(0),
    total: z.number().int().min(0).nullable(),
  }),
  /** Present exactly when `failed`; `detail` says which page and what to do. */
  failure: z.object({ code: readFailureSchema, detail: z.string(), page: z.number().int().min(1).nullable() }).nullable(),
  findings: z.array(findingSchema).max(200),
  pages: z.number().int().min(0).nullable(),
  passages: z.number().int().min(0),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
export type DocumentCard = z.output<typeof documentCardSchema>;

/** GET /v1/courses/:id. */
export const courseBodySchema = courseCardSchema.extend({ files: z.array(documentCardSchema) });
export type CourseBody = z.output<typeof courseBodySchema>;

/** POST /v1/courses/:id/links: a page to fetch. Files are sent to /v1/courses/:id/documents?name=… as they are. */
export const linkCreateSchema = z.strictObject({ url: z.url().max(2_000) });

/** The place of a passage in its document: headings above it, pages, and offsets into the document's text in UTF-16 code units, `end` exclusive. */
export const anchorSchema = z.object({
  headings: z.array(z.string()),
  page_from: z.number().int().min(1).nullable(),
  page_to: z.number().int().min(1).nullable(),
  start: z.number().int().min(0),
  end: z.number().int().min(0),
});
export type Anchor = z.output<typeof anchorSchema>;

/** A passage: the unit that is found and cited. */
export const passageSchema = z.object({
  passage_id: z.string(),
  document_id: z.string(),
  /** Place among the document's passages, from 0. */
  ordinal: z.number().int().min(0),
  text: z.string(),
  anchor: anchorSchema,
});
export type Passage = z.output<typeof passageSchema>;

/** How many passages can be asked for at once. */
export const MAX_PASSAGES_ASKED = 20;

/**
 * GET /v1/passages?ids=psg_…,psg_…: for who keeps the course, and for learners of a lesson made from it. In the order asked for; those that are gone, or are
 * not this person's to read, are left out.
 */
export const passagesBodySchema = z.object({ passages: z.array(z.object({ passage: passageSchema, document_name: z.string() })) });
export type PassagesBody = z.output<typeof passagesBodySchema>;

/** Why a passage was found: places in the two rankings (1 is best; null: not found by it) and the words of the query that are in it. */
export const foundWhySchema = z.object({
  lexical_rank: z.number().int().min(1).nullable(),
  vector_rank: z.number().int().min(1).nullable(),
  words: z.array(z.string()),
  /** Words of the query that are in none of the course's passages. */
  unknown_words: z.array(z.string()),
});

export const foundPassageSchema = z.object({
  passage: passageSchema,
  document_name: z.string(),
  /** Comparable within one answer only; higher is better. */
  score: z.number(),
  why: foundWhySchema,
});
export type FoundPassage = z.output<typeof foundPassageSchema>;

/** One step of a search, as the page shows it under way and afterwards. */
export const searchStepSchema = z.object({
  kind: z.enum(["split", "search", "judge", "search_again", "answer", "check"]),
  /** What was searched or decided, in a line. */
  detail: z.string(),
  found: z.number().int().min(0).nullable(),
});
export type SearchStep = z.output<typeof searchStepSchema>;

/** GET /v1/courses/:id/search?q=…&document=…&limit=…: passages, best first. */
export const searchBodySchema = z.object({ query: z.string(), found: z.array(foundPassageSchema) });
export type SearchBody = z.output<typeof searchBodySchema>;

/** POST /v1/courses/:id/questions. */
export const questionCreateSchema = z.strictObject({ question: z.string().trim().min(1).max(1_000) });

/** An answer from a course's documents: every sentence with the passages that say so; `not_in_sources` has none. */
export const citedAnswerSchema = z.object({
  status: z.enum(["answered", "not_in_sources"]),
  sentences: z.array(z.object({ text: z.string(), citations: z.array(z.string()).min(1) })),
  /** The passages cited, best first; where nothing answers, the nearest that was found. */
  passages: z.array(foundPassageSchema),
  /** Whether a model wrote it, or our own extraction. */
  by: z.enum(["model", "embedded"]),
  steps: z.array(searchStepSchema),
});
export type CitedAnswer = z.output<typeof citedAnswerSchema>;

/** GET /v1/documents/:id/text?from=…: the clean text as it was cut into passages, a part at a time. */
export const documentTextSchema = z.object({
  document_id: z.string(),
  name: z.string(),
  kind: documentKindSchema,
  /** Length of the whole text, UTF-16 code units. */
  length: z.number().int().min(0),
  start: z.number().int().min(0),
  /** Blocks in order; `start` and `end` are offsets into the whole text. */
  blocks: z.array(
    z.object({
      kind: z.enum(["heading", "paragraph", "list_item", "code", "table", "caption"]),
      level: z.number().int().min(1).max(6).nullable(),
      page: z.number().int().min(1).nullable(),
      start: z.number().int().min(0),
      end: z.number().int().min(0),
      text: z.string(),
    }),
  ),
  /** Offset to ask for next; null at the end. */
  next: z.number().int().min(0).nullable(),
});
export type DocumentText = z.output<typeof documentTextSchema>;

// ---------------------------------------------------------------- lessons made from documents

/** POST /v1/courses/:id/drafts, and …/drafts/estimate for what it would cost. */
export const draftCreateSchema = z.strictObject({
  title: line,
  objectives: z.array(line).max(8).default([]),
  /** Which documents to teach from; empty: all of the course that are ready. */
  document_ids: z.array(z.string()).max(20).default([]),
  /** Headings to keep to; empty: the whole documents. */
  headings: z.array(z.string()).max(40).default([]),
});
export type DraftCreate = z.output<typeof draftCreateSchema>;

export const draftEstimateSchema = z.object({
  /** Null when no model is configured: extraction costs nothing. */
  model: z.string().nullable(),
  passages: z.number().int().min(0),
  items: z.object({ low: z.number().int(), high: z.number().int() }),
  seconds: z.object({ low: z.number(), high: z.number() }),
  /** In nano-dollars (10⁻⁹ USD). */
  cost: z.object({ low: z.number().int(), high: z.number().int() }),
});
export type DraftEstimate = z.output<typeof draftEstimateSchema>;

export const draftStatusSchema = z.enum(["waiting", "writing", "checking", "review", "published", "expired", "failed", "withdrawn"]);
export type DraftStatus = z.output<typeof draftStatusSchema>;

/** What one check says of one item. A check that does not hold keeps the item back. */
export const itemCheckSchema = z.object({
  check: z.enum(["solver", "leak", "duplicate", "reading_level", "grounded"]),
  holds: z.boolean(),
  detail: z.string(),
});
export type ItemCheck = z.output<typeof itemCheckSchema>;

/** What a person decided of one part. `held_back`: a check did not hold, nobody has decided yet. */
export const decisionSchema = z.enum(["open", "held_back", "approved", "edited", "rejected"]);
export type Decision = z.output<typeof decisionSchema>;

/** One part of a draft that a person decides on: a node's explanation, or an item. */
export const draftPartSchema = z.object({
  part_id: z.string(),
  kind: z.enum(["explanation", "item"]),
  node_id: z.string(),
  decision: decisionSchema,
  checks: z.array(itemCheckSchema),
  /** Of an explanation: its Markdown. Of an item: prompt, form, key and what a person needs to judge it. */
  content: z.object({
    text: z.string(),
    form: z.enum(["open", "choice", "numeric", "code"]).nullable(),
    key: z.string().nullable(),
    options: z.array(z.object({ id: z.string(), text: z.string(), right: z.boolean() })),
    key_points: z.array(z.string()),
    hints: z.array(z.string()),
  }),
  /** The passages it was made from. */
  passage_ids: z.array(z.string()),
});
export type DraftPart = z.output<typeof draftPartSchema>;

export const draftCardSchema = z.object({
  draft_id: z.string(),
  course_id: z.string(),
  title: z.string(),
  status: draftStatusSchema,
  by: z.enum(["model", "embedded"]),
  detail: z.string(),
  items: z.number().int(),
  decided: z.number().int(),
  held_back: z.number().int(),
  /** Until when a decision is waited for. */
  expires_at: z.iso.datetime().nullable(),
  created_at: z.iso.datetime(),
  /** Once published. */
  lesson_id: z.string().nullable(),
});
export type DraftCard = z.output<typeof draftCardSchema>;

/** GET /v1/courses/:id/drafts: newest first, and how often people took parts as they were written. POST answers 201 with the new draft's card. */
export const draftsBodySchema = z.object({
  drafts: z.array(draftCardSchema),
  /** Parts decided in all drafts of this course. */
  decisions: z.object({ approved: z.number().int(), edited: z.number().int(), rejected: z.number().int() }),
});
export type DraftsBody = z.output<typeof draftsBodySchema>;

/** GET /v1/drafts/:id; also what POST …/publish and …/withdraw answer. */
export const draftBodySchema = draftCardSchema.extend({
  nodes: z.array(z.object({ node_id: z.string(), concept: z.string(), goal: z.string() })),
  parts: z.array(draftPartSchema),
  /** Every passage that a part was made from. */
  passages: z.array(passageSchema),
  audit: z.array(z.object({ at: z.iso.datetime(), what: z.string(), part_id: z.string().nullable() })),
});
export type DraftBody = z.output<typeof draftBodySchema>;

/** What PUT /v1/drafts/:id/parts/:part answers: the part as it is now, and how far the draft is with it. */
export const partDecidedSchema = z.object({ part: draftPartSchema, draft: draftCardSchema });
export type PartDecided = z.output<typeof partDecidedSchema>;

/** PUT /v1/drafts/:id/parts/:part. `edited` replaces what is given and has the checks run again. */
export const partDecisionSchema = z.discriminatedUnion("decision", [
  z.strictObject({ decision: z.literal("approved") }),
  z.strictObject({ decision: z.literal("rejected"), reason: z.string().trim().max(400).default("") }),
  z.strictObject({
    decision: z.literal("edited"),
    text: z.string().trim().min(1).max(4_000),
    key: z.string().trim().min(1).max(4_000).nullable().default(null),
  }),
]);
export type PartDecision = z.output<typeof partDecisionSchema>;
