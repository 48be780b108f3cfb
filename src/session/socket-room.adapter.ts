import type { WebSockets } from "agents/websockets";
import type { ProtocolError } from "../protocol/errors.ts";
import { ERRORS } from "../protocol/errors.ts";
import type { ServerFrame } from "../protocol/server-frames.schema.ts";

type Connection = ReturnType<WebSockets["getConnections"]> extends IterableIterator<infer C> ? C : never;

/** Frames a second that one socket may send: a person needs two; a client that repeats after a reconnect, a dozen. */
const FRAMES_PER_SECOND = 30;
/** Above this it is not a client of ours, and the socket is closed (1008). */
const FLOOD_PER_SECOND = 300;

/** The sockets that watch one session. Who has said `hello` hears every event; that mark survives hibernation with the socket. */
export interface SocketRoom {
  send(connection: Connection, frame: ServerFrame): void;
  broadcast(frame: ServerFrame): void;
  join(connection: Connection): void;
  leave(connection: Connection): void;
  /** Closes every socket, also of those who have not said `hello`. */
  close(): void;
  /** Counts a frame; true when it is to be dropped unread. Says so once a second, not once a frame. */
  isFlooding(connection: Connection, nowMs: number): boolean;
  errorFrame(error: ProtocolError, messageId: string | null): ServerFrame;
}

/** The room over the lifecycle's sockets. */
export function createSocketRoom(sockets: WebSockets): SocketRoom {
  /** Frames of this second, by connection: only sockets that speak are remembered, and not for long. */
  const counts = new Map<string, number>();
  let countedSecond = 0;
  /** Who has said `hello`, by connection; null until it is read from the sockets that survived the last sleep. */
  let joined: Map<string, Connection> | null = null;

  function audience(): Map<string, Connection> {
    joined ??= new Map(
      [...sockets.getConnections<{ joined: boolean }>()].flatMap((connection) =>
        connection.state?.joined ? [[connection.id, connection] as const] : [],
      ),
    );
    return joined;
  }

  function send(connection: Connection, frame: ServerFrame): void {
    sendText(connection, JSON.stringify(frame));
  }

  function errorFrame(error: ProtocolError, messageId: string | null): ServerFrame {
    const { title, retryable } = ERRORS[error.code];
    return { v: 1, type: "error", code: error.code, message: `${title} ${error.detail}`, retryable, message_id: messageId };
  }

  return {
    send,
    errorFrame,
    broadcast(frame) {
      if (audience().size === 0) return;
      const text = JSON.stringify(frame);
      for (const connection of audience().values()) sendText(connection, text);
    },
    join(connection) {
      connection.setState({ joined: true });
      audience().set(connection.id, connection);
    },
    leave(connection) {
      audience().delete(connection.id);
    },
    close() {
      for (const connection of sockets.getConnections()) connection.close(1000, "the session is over");
    },
    isFlooding(connection, nowMs) {
      const second = Math.floor(nowMs / 1000);
      if (second !== countedSecond) counts.clear();
      countedSecond = second;
      const frames = (counts.get(connection.id) ?? 0) + 1;
      counts.set(connection.id, frames);
      if (frames <= FRAMES_PER_SECOND) return false;
      if (frames === FRAMES_PER_SECOND + 1) {
        send(connection, errorFrame({ code: "too_many_requests", detail: `At most ${FRAMES_PER_SECOND} frames a second are read.` }, null));
      }
      if (frames > FLOOD_PER_SECOND) connection.close(1008, "too many frames");
      return true;
    },
  };
}

function sendText(connection: Connection, text: string): void {
  try {
    connection.send(text);
  } catch {
    // The socket died between the look and the send; its client reconnects and asks for what it missed.
  }
}
