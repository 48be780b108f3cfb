import { z } from "zod";
import { MAX_REPLY_CHARS, replyTextSchema } from "./client-frames.schema.ts";
import { settingsSchema } from "./lesson.schema.ts";
import { publicEventSchema } from "./public-event.schema.ts";
import { publicSessionSchema } from "./public-session.schema.ts";

export { MAX_REPLY_CHARS };
/** Pasted materials, UTF-16 code units. */
export const MAX_MATERIALS_CHARS = 60_000;

const text = (max: number) => z.string().trim().min(1).max(max);

/** What may be chosen when a session is made; it is frozen from then on. */
const chosenSettingsSchema = z
  .strictObject({ delivery: settingsSchema.shape.delivery.default("gate"), advance: settingsSchema.shape.advance.default("evaluator") })
  .prefault({});

const lessonId = z.string({ error: "a lesson's id from GET /v1/lessons; or send a title of your own" }).trim().min(1).max(64);

/** POST /v1/sessions: a lesson from the shelf, or a title of the learner's own. */
export const createSessionBodySchema = z.union([
  z.strictObject({ lesson_id: lessonId, settings: chosenSettingsSchema }),
  z.strictObject({
    title: text(200),
    objectives: z.array(text(400)).max(8).default([]),
    materials: z.string().max(MAX_MATERIALS_CHARS).default(""),
    language: z
      .string()
      .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)
      .default("en"),
    settings: chosenSettingsSchema,
  }),
]);
export type CreateSessionBody = z.input<typeof createSessionBodySchema>;

/** `placement`: each step that can be probed is asked about before it is explained, and skipped by who knows it. */
export const choosePathBodySchema = z.strictObject({ path_id: text(64), placement: z.boolean().optional() });
/** Commands that say all by their name: no body, or an empty object. */
export const nothingBodySchema = z.strictObject({});
export const replyBodySchema = z.strictObject({ text: replyTextSchema });

/** GET /v1/lessons: the shelf. */
export const lessonCardSchema = z.object({
  lesson_id: z.string(),
  title: z.string(),
  promise: z.string(),
  subject: z.string(),
  language: z.string(),
  node_count: z.number().int(),
  minutes: z.number().int(),
  licence: z.string(),
  sources: z.array(z.object({ title: z.string(), url: z.string().optional(), note: z.string().optional() })),
});
export type LessonCard = z.output<typeof lessonCardSchema>;
/** GET /v1/lessons/:id. */
export const lessonBodySchema = z.object({ lesson: lessonCardSchema });
export type LessonBody = z.output<typeof lessonBodySchema>;
export const lessonsBodySchema = z.object({ lessons: z.array(lessonCardSchema) });

/** GET /v1/sessions: the learner's own sessions, newest first; for "go on where you were". */
export const sessionCardSchema = z.object({
  session_id: z.string(),
  lesson_id: z.string(),
  title: z.string(),
  status: z.enum(["open", "completed", "abandoned"]),
  current_index: z.number().int(),
  node_count: z.number().int(),
  updated_at: z.iso.datetime(),
});
export type SessionCard = z.output<typeof sessionCardSchema>;
export const sessionsBodySchema = z.object({ sessions: z.array(sessionCardSchema) });

/** POST /v1/sessions and GET /v1/sessions/{id}; `seq` is that of the newest event. */
export const sessionBodySchema = z.object({ session: publicSessionSchema, seq: z.number().int() });
export type SessionBody = z.output<typeof sessionBodySchema>;

/** What the Worker puts into the page so that a reload paints at once: `<script type="application/json" id="snapshot">`. */
export const snapshotSchema = sessionBodySchema.extend({ events: z.array(publicEventSchema) });
export type Snapshot = z.output<typeof snapshotSchema>;

/** GET /v1/sessions/{id}/events?since=N with `Accept: application/json`: the missing suffix. */
export const eventsBodySchema = z.object({ seq: z.number().int(), events: z.array(publicEventSchema) });

/** Answer to every command over HTTP (202). */
export const ackBodySchema = z.object({ message_id: z.string(), seq: z.number().int() });
export type AckBody = z.output<typeof ackBodySchema>;

/** POST /v1/learners: an anonymous learner and a bearer token for API clients. */
export const learnerBodySchema = z.object({ learner_id: z.string(), token: z.string(), expires_at: z.iso.datetime() });

/** POST /v1/sessions/{id}/ticket. */
export const ticketBodySchema = z.object({ ticket: z.string(), expires_at: z.iso.datetime() });
