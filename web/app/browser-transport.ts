import ReconnectingWebSocket from "partysocket/ws";
import type { PublicEvent } from "../../src/protocol/public-event.schema.ts";
import type { DeltaFrame } from "../../src/protocol/server-frames.schema.ts";
import { postCommand } from "./api.ts";
import type { Transport } from "./session-connection.ts";

/**
 * The stream names each message by its event's type, and EventSource hears only names that it was told. A record, so that the compiler misses none: a name
 * that is not here is a hole in the numbers that no reconnection fills.
 */
const HEARD: Readonly<Record<PublicEvent["type"] | DeltaFrame["type"], true>> = {
  delta: true,
  session_created: true,
  paths_generated: true,
  path_chosen: true,
  tutor_drafted: true,
  draft_reviewed: true,
  tutor_delivered: true,
  hint_delivered: true,
  teaching_requested: true,
  learner_replied: true,
  reply_evaluated: true,
  session_completed: true,
  session_abandoned: true,
};

/** The real lines of a session: a socket that reconnects, an event stream, and plain requests. */
export function browserTransport(sessionId: string): Transport {
  const base = `/v1/sessions/${encodeURIComponent(sessionId)}`;
  return {
    openSocket(on) {
      const url = new URL(`${base}/socket`, location.href);
      url.protocol = url.protocol === "http:" ? "ws:" : "wss:";
      const socket = new ReconnectingWebSocket(url.href, undefined, {
        minReconnectionDelay: 500,
        maxReconnectionDelay: 8_000,
        // What waits to be sent is kept by the connection, which knows what was acknowledged.
        maxEnqueuedMessages: 0,
      });
      socket.onopen = () => on.opened();
      socket.onclose = () => on.closed();
      socket.onmessage = (message) => {
        if (typeof message.data === "string") on.heard(message.data);
      };
      return { send: (text) => socket.send(text), renew: () => socket.reconnect(), close: () => socket.close() };
    },
    openStream(since, on) {
      const stream = new EventSource(`${base}/events?since=${since}`);
      stream.onopen = () => on.opened();
      // After an answer that is no stream (a deploy, a server that is full) the browser does not try again.
      stream.onerror = () => (stream.readyState === EventSource.CLOSED ? on.ended() : on.closed());
      const hear = (message: MessageEvent) => {
        if (typeof message.data === "string") on.heard(message.data);
      };
      for (const name of Object.keys(HEARD)) stream.addEventListener(name, hear);
      return { close: () => stream.close() };
    },
    post: (command) => postCommand(sessionId, command),
  };
}
