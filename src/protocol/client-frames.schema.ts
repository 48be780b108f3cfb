import { z } from "zod";

export const PROTOCOL_VERSION = 1;
/** A frame's text as UTF-8: above it the frame is refused by name. The longest reply fits, with every character escaped. */
export const MAX_FRAME_BYTES = 64 * 1024;
/** A reply's length in UTF-16 code units. */
export const MAX_REPLY_CHARS = 8_000;

/** Made by the client, once per thing the learner did; sent again unchanged when no acknowledgement came. */
export const messageIdSchema = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/, "8 to 64 letters, digits, - or _");

export const replyTextSchema = z
  .string()
  .refine((text) => text.length <= MAX_REPLY_CHARS, {
    params: { code: "reply_too_long" },
    message: `at most ${MAX_REPLY_CHARS} characters`,
  })
  // Format and control characters alone (zero-width space, NUL) are nothing that a person could have meant as an answer.
  .refine((text) => text.replace(/[\s\p{C}]/gu, "") !== "", { params: { code: "empty_reply" }, message: "must not be empty" });

const v = z.literal(PROTOCOL_VERSION);
export const commandFrameSchema = z.discriminatedUnion("type", [
  z.strictObject({
    v,
    type: z.literal("choose_path"),
    message_id: messageIdSchema,
    path_id: z.string().min(1).max(64),
    /** "I know some of this: ask me first." */
    placement: z.boolean().optional(),
  }),
  z.strictObject({ v, type: z.literal("reply"), message_id: messageIdSchema, text: replyTextSchema }),
  z.strictObject({ v, type: z.literal("hint"), message_id: messageIdSchema }),
  z.strictObject({ v, type: z.literal("set_aside"), message_id: messageIdSchema }),
  z.strictObject({ v, type: z.literal("teach_me"), message_id: messageIdSchema }),
  z.strictObject({ v, type: z.literal("abandon"), message_id: messageIdSchema }),
]);
export const helloFrameSchema = z.strictObject({ v, type: z.literal("hello"), since: z.number().int().min(0).default(0) });
export const clientFrameSchema = z.discriminatedUnion("type", [helloFrameSchema, ...commandFrameSchema.options]);
export type ClientFrame = z.input<typeof clientFrameSchema>;

type WithoutVersion<F> = F extends unknown ? Omit<F, "v"> : never;
/** What a learner can do, the same on the socket and over HTTP. */
export type Command = WithoutVersion<z.output<typeof commandFrameSchema>>;
