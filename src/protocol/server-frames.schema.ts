import { z } from "zod";
import { publicEventSchema } from "./public-event.schema.ts";
import { publicSessionSchema } from "./public-session.schema.ts";
import { PROTOCOL_VERSION } from "./client-frames.schema.ts";
import type { ErrorCode } from "./errors.ts";

const v = z.literal(PROTOCOL_VERSION);

/** What the session object sends over the socket. */
export const serverFrameSchema = z.discriminatedUnion("type", [
  z.object({ v, type: z.literal("hello"), session: publicSessionSchema, seq: z.number().int() }),
  z.object({ v, type: z.literal("ack"), message_id: z.string(), seq: z.number().int() }),
  z.object({ v, type: z.literal("event"), seq: z.number().int(), event: publicEventSchema }),
  z.object({
    v,
    type: z.literal("activity"),
    agent: z.enum(["path_generator", "evaluator", "tutor", "reviewer"]),
    status: z.enum(["started", "retrying", "fell_back", "finished"]),
  }),
  /**
   * A piece of a tutor message that is being written, only where `settings.delivery` is `stream`. Not stored and without `seq`: `tutor_delivered` is the
   * message. `reset` begins it anew: what was shown of it gives way. `draft` counts what of this turn was begun to be shown, from 1.
   */
  z.object({
    v,
    type: z.literal("delta"),
    draft: z.number().int().min(1),
    part: z.enum(["teaching", "question"]),
    text: z.string(),
    reset: z.boolean(),
  }),
  z.object({
    v,
    type: z.literal("error"),
    code: z.string().transform((code) => code as ErrorCode),
    message: z.string(),
    retryable: z.boolean(),
    message_id: z.string().nullable(),
  }),
]);
export type ServerFrame = z.output<typeof serverFrameSchema>;
export type DeltaFrame = Extract<ServerFrame, { type: "delta" }>;
