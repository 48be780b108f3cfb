import type { Command } from "../../src/protocol/client-frames.schema.ts";
import type { ErrorCode } from "../../src/protocol/errors.ts";
import type { LessonCard, SessionBody, SessionCard, Snapshot } from "../../src/protocol/http.schema.ts";
import type { PublicEvent } from "../../src/protocol/public-event.schema.ts";
import type { ServerFrame } from "../../src/protocol/server-frames.schema.ts";

// The page's own guards. They look at what decides (the tag, the number, the list) and trust our server for the rest:
// the full schemas would be two thirds of the page.

export const PROTOCOL_VERSION: typeof import("../../src/protocol/client-frames.schema.ts").PROTOCOL_VERSION = 1;
export const MAX_REPLY_CHARS: typeof import("../../src/protocol/client-frames.schema.ts").MAX_REPLY_CHARS = 8_000;
export const MAX_MATERIALS_CHARS: typeof import("../../src/protocol/http.schema.ts").MAX_MATERIALS_CHARS = 60_000;

export type Fields = Record<string, unknown>;
export const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null && !Array.isArray(value);

const FRAME_TYPES: ReadonlySet<unknown> = new Set<ServerFrame["type"]>(["hello", "ack", "event", "activity", "delta", "error"]);

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const isEvent = (value: unknown): value is PublicEvent =>
  isFields(value) && typeof value.type === "string" && !FRAME_TYPES.has(value.type) && typeof value.seq === "number";

function isFrame(value: unknown): value is ServerFrame {
  if (!isFields(value)) return false;
  switch (value.type) {
    case "hello":
      return isFields(value.session) && typeof value.seq === "number";
    case "ack":
      return typeof value.message_id === "string";
    case "event":
      return isEvent(value.event);
    case "activity":
      return typeof value.agent === "string" && typeof value.status === "string";
    case "delta":
      return typeof value.draft === "number" && typeof value.text === "string" && (value.part === "teaching" || value.part === "question");
    case "error":
      return typeof value.code === "string" && typeof value.message === "string";
    default:
      return false;
  }
}

/** One frame of the socket, or one message of the event stream (a bare event there); null when it is neither. */
export function readFrame(text: string): ServerFrame | null {
  const value = parse(text);
  if (isEvent(value)) return { v: PROTOCOL_VERSION, type: "event", seq: value.seq, event: value };
  return isFrame(value) ? value : null;
}

/** A command as the frame that carries it. */
export function writeFrame(command: Command): string {
  return JSON.stringify({ v: PROTOCOL_VERSION, ...command });
}

const listIn = (body: unknown, name: string): unknown[] => (isFields(body) && Array.isArray(body[name]) ? body[name] : []);

const isLesson = (value: unknown): value is LessonCard =>
  isFields(value) && typeof value.lesson_id === "string" && typeof value.title === "string" && Array.isArray(value.sources);
const isSession = (value: unknown): value is SessionCard =>
  isFields(value) && typeof value.session_id === "string" && typeof value.title === "string" && typeof value.status === "string";

export const readLessons = (body: unknown): LessonCard[] => listIn(body, "lessons").filter(isLesson);
export const readSessions = (body: unknown): SessionCard[] => listIn(body, "sessions").filter(isSession);
export const readEvents = (body: unknown): PublicEvent[] => listIn(body, "events").filter(isEvent);

/** How many skills are due for review now. */
export const readDue = (body: unknown): number => listIn(body, "due").length;

/** The id of a session that was just created. */
export function readCreated(body: unknown): SessionBody["session"]["session_id"] | null {
  const session = isFields(body) ? body.session : null;
  return isFields(session) && typeof session.session_id === "string" ? session.session_id : null;
}

/** The events that came with the page, if the page is for this session. */
export function readSnapshot(json: string | null, sessionId: string): PublicEvent[] | null {
  const value: unknown = json === null ? null : parse(json);
  if (!isFields(value) || readCreated(value) !== sessionId) return null;
  const events: Snapshot["events"] = readEvents(value);
  return events.length > 0 ? events : null;
}

/** Code and words of a problem body (RFC 9457); a foreign body (a proxy's page) becomes `unavailable`. */
export function readProblem(body: unknown): { code: ErrorCode | "unavailable" | (string & {}); message: string } {
  if (!isFields(body) || typeof body.code !== "string") return { code: "unavailable", message: "" };
  return { code: body.code, message: typeof body.detail === "string" ? body.detail : "" };
}
