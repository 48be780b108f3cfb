import { z } from "zod";
import { checkShape } from "../protocol/check-shape.ts";
import { clientFrameSchema, MAX_FRAME_BYTES, PROTOCOL_VERSION } from "../protocol/client-frames.schema.ts";
import type { ErrorCode, ProtocolError } from "../protocol/errors.ts";
import { err, ok, type Result } from "../shared/result.ts";
import { exceedsBytes } from "../shared/utf8.ts";

export type ParsedFrame = z.output<typeof clientFrameSchema>;
/** A refusal that names the message it is about, where that could be read. */
export type FrameError = ProtocolError & { readonly message_id: string | null };

const KNOWN_TYPES: ReadonlySet<unknown> = new Set(clientFrameSchema.options.flatMap((option) => [...option.shape.type.values]));

/** What every refusal needs to know of a frame. Made once: zod does its work when a schema is made, and frames come all the time. */
const looseFrameSchema = z.object({ v: z.unknown(), type: z.unknown(), message_id: z.string().max(64).nullish().catch(null) });

/** Reads one socket message as a frame of ours, or says by name why it is none. The socket stays open either way. */
export function parseClientFrame(message: string | ArrayBuffer | ArrayBufferView): Result<ParsedFrame, FrameError> {
  const refuse = (code: ErrorCode, detail: string, messageId: string | null = null) => err({ code, detail, message_id: messageId });
  if (typeof message !== "string") return refuse("invalid_json", "Send text frames with JSON; binary frames are not read.");
  if (exceedsBytes(message, MAX_FRAME_BYTES)) return refuse("too_large", `A frame holds at most ${MAX_FRAME_BYTES} bytes.`);

  let frame: unknown;
  try {
    frame = JSON.parse(message);
  } catch {
    return refuse("invalid_json", "The frame could not be read as JSON.");
  }
  const parsed = checkShape(clientFrameSchema, frame);
  if (parsed.ok) return ok(parsed.value);

  // What is wrong comes in the order in which a client would want to know it.
  const loose = looseFrameSchema.safeParse(frame);
  if (!loose.success) return refuse("invalid_request", "A frame is a JSON object.");
  const messageId = loose.data.message_id ?? null;
  if (!KNOWN_TYPES.has(loose.data.type)) return refuse("unknown_frame", `Known types: ${[...KNOWN_TYPES].join(", ")}.`, messageId);
  if (loose.data.v !== PROTOCOL_VERSION)
    return refuse("unsupported_version", `This server speaks version ${PROTOCOL_VERSION}; send "v": ${PROTOCOL_VERSION}.`, messageId);

  return refuse(parsed.error.code, parsed.error.detail, messageId);
}
