import type { Command } from "../../src/protocol/client-frames.schema.ts";
import type { PublicEvent } from "../../src/protocol/public-event.schema.ts";

/** One connection, as the client at its end saw it. */
export interface Connection {
  readonly by: "socket" | "stream";
  /** The last event that the client said it had. */
  readonly since: number;
  /** `seq` in the server's `hello`; null on a stream, which has none. */
  greeted_at: number | null;
  /** In the order in which they came, doubles and all. */
  readonly events: PublicEvent[];
}

/** All that the clients of one session saw and did. Nothing is tidied up: the checks look at exactly this. */
export interface Diary {
  readonly session_id: string;
  readonly sent: Map<string, Command>;
  readonly acks: { readonly message_id: string; readonly seq: number }[];
  readonly refusals: { readonly message_id: string | null; readonly code: string }[];
  readonly connections: Connection[];
}

export function createDiary(sessionId: string): Diary {
  return { session_id: sessionId, sent: new Map(), acks: [], refusals: [], connections: [] };
}
