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
