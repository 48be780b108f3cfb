import { z } from "zod";
import type { ApiError } from "../../protocol/api-error.ts";
import { err, type Result } from "../../shared/result.ts";
import { badRequest } from "./api-problems.ts";
import { readShape } from "./read-shape.ts";
import { tidyChatBody } from "./tidy-body.ts";

const MAX_MESSAGES = 1_000;

/** Text, or text in parts, which are joined. */
const content = z
  .union([z.string(), z.array(z.strictObject({ type: z.literal("text"), text: z.string() })).min(1)], {
    error: "It has to be text, or a list of parts of type `text`.",
  })
  .transform((value) => (typeof value === "string" ? value : value.map(({ text }) => text).join("")));

const message = z.strictObject({ role: z.enum(["system", "developer", "user", "assistant"]), content });

const responseFormat = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("text") }),
  z.strictObject({ type: z.literal("json_object") }),
  z.strictObject({
    type: z.literal("json_schema"),
    json_schema: z.strictObject({
      name: z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/, "Letters, digits, _ and -, at most 64."),
      description: z.string().max(2_000).nullish(),
      schema: z.record(z.string(), z.unknown()),
      strict: z.boolean().nullish(),
    }),
  }),
]);

const tokens = z.number().int().min(1).max(1_000_000);
const stopText = z.string().min(1).max(200);

/** POST /v1/chat/completions, after `tidyChatBody`. */
const chatBodySchema = z.strictObject({
  model: z.string().min(1).max(200),
  messages: z.array(message).min(1).max(MAX_MESSAGES),
  temperature: z.number().min(0).max(2).optional(),
  top_p: z.number().min(0).max(1).optional(),
  max_tokens: tokens.optional(),
  max_completion_tokens: tokens.optional(),
  stop: z.union([stopText, z.array(stopText).max(4)], { error: "It has to be a text or at most 4 of them, none empty." }).optional(),
  stream: z.boolean().default(false),
  stream_options: z.strictObject({ include_usage: z.boolean().nullish(), include_obfuscation: z.literal(false).nullish() }).optional(),
  response_format: responseFormat.optional(),
  // Labels for the client's own books. They are taken, go no further, and are kept nowhere.
  user: z.string().max(512).optional(),
  safety_identifier: z.string().max(512).optional(),
  prompt_cache_key: z.string().max(512).optional(),
  metadata: z.record(z.string().max(64), z.string().max(512)).optional(),
});
export type ChatBody = z.output<typeof chatBodySchema>;

/** A request that can be served as it was meant, or the first thing that is wrong with it, by name. */
export function readChatBody(body: unknown): Result<ChatBody, ApiError> {
  const tidied = tidyChatBody(body);
  if (!tidied.ok) return tidied;
  const read = readShape(chatBodySchema, tidied.value);
  if (!read.ok) return read;
  const { messages, stream, stream_options, max_tokens, max_completion_tokens } = read.value;
  if (stream_options !== undefined && !stream)
    return err(badRequest("invalid_value", "stream_options", "`stream_options` is for requests with `stream: true`."));
  if (max_tokens !== undefined && max_completion_tokens !== undefined && max_tokens !== max_completion_tokens)
    return err(badRequest("invalid_value", "max_tokens", "`max_tokens` and `max_completion_tokens` are the same thing; send one."));
  const last = messages.at(-1);
  if (last?.role !== "user" || last.content.trim() === "")
    return err(badRequest("invalid_value", "messages", "The last message has to be the user's and say something."));
  return read;
}
