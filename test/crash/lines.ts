import { EventSourceParserStream } from "eventsource-parser/stream";
import { WebSocket } from "ws";
import type { Command } from "../../src/protocol/client-frames.schema.ts";
import { COMMAND_PATHS } from "../../scripts/lib/command-paths.ts";
import type { PublicEvent } from "../../src/protocol/public-event.schema.ts";
import { connectSession, type Transport } from "../../web/app/session-connection.ts";
import { readFrame, readProblem } from "../../web/app/wire.ts";
import type { Connection, Diary } from "./diary.ts";

export interface LineOptions {
  /** Where the Worker listens, once it does. */
  readonly address: () => Promise<URL>;
  readonly token: string;
  readonly diary: Diary;
  /** Whether to say a command twice, as a client does that has lost the acknowledgement. */
  readonly stutters: () => boolean;
  readonly onEvent: (event: PublicEvent) => void;
  readonly onAck: () => void;
  readonly onRefusal: (code: string) => void;
}

/** A client's line to its session: sends a command until it is acknowledged or refused, and comes back after every break. */
export interface Line {
  send(command: Command): void;
  close(): void;
}

/** The page's own connection over real sockets. The diary is kept underneath it, before it drops doubles and fills gaps. */
export function openSocketLine(options: LineOptions): Line {
  const { diary, onEvent, onAck, onRefusal } = options;
  const connection = connectSession(nodeTransport(options), 0, {
    event: onEvent,
    acknowledged: onAck,
    refused: (_id, { code }) => onRefusal(code),
    delta() {},
    activity: () => {},
    link: () => {},
  });
  return {
    send(command) {
      diary.sent.set(command.message_id, command);
      connection.send(command);
    },
    close: () => connection.close(),
  };
}

/** Sockets that come back as soon as the Worker does. */
function nodeTransport({ address, token, diary, stutters }: LineOptions): Transport {
  return {
    openSocket(on) {
      let socket: WebSocket | null = null;
      let seen: Connection | null = null;
      let isWanted = true;

      async function connect(): Promise<void> {
        const url = new URL(`/v1/sessions/${diary.session_id}/socket`, await address());
        if (!isWanted) return;
        url.protocol = "ws:";
        const fresh = new WebSocket(url, { headers: { authorization: `Bearer ${token}` } });
        socket = fresh;
        fresh.on("open", () => on.opened());
        fresh.on("message", (data) => hear(String(data)));
        // A refused connection is an `error` and then a `close`.
        fresh.on("error", () => {});
        fresh.on("close", () => {
          if (socket !== fresh) return;
          on.closed();
          void connect();
        });
      }

      function hear(text: string): void {
        const frame = readFrame(text);
        if (frame?.type === "hello" && seen) seen.greeted_at = frame.seq;
        if (frame?.type === "event") seen?.events.push(frame.event);
        if (frame?.type === "ack") diary.acks.push({ message_id: frame.message_id, seq: frame.seq });
        if (frame?.type === "error") diary.refusals.push({ message_id: frame.message_id, code: frame.code });
        on.heard(text);
      }

      function say(text: string): void {
        // Everything but the heartbeat is a frame.
        const frame: unknown = text === "ping" ? null : JSON.parse(text);
        if (typeof frame === "object" && frame !== null && "since" in frame && typeof frame.since === "number") {
          seen = { by: "socket", since: frame.since, greeted_at: null, events: [] };
          diary.connections.push(seen);
        } else if (frame !== null && stutters()) socket?.send(text);
        socket?.send(text);
      }

      function leave(): void {
        const left = socket;
        socket = null;
        left?.terminate();
      }

      void connect();
      return {
        send: say,
        renew() {
          leave();
          void connect();
        },
        close() {
          isWanted = false;
          leave();
        },
      };
    },
    openStream: () => {
      throw new Error("The sockets stayed away so long that the page would fall back to HTTP.");
    },
    post: () => Promise.reject(new Error("This line has only sockets.")),
  };
}

/** A client whose network lets no sockets through: plain requests, and an event stream that resumes with `Last-Event-ID`. */
export function openHttpLine({ address, token, diary, stutters, onEvent, onAck, onRefusal }: LineOptions): Line {
  const closing = new AbortController();
  const headers = { authorization: `Bearer ${token}` };
  const base = `/v1/sessions/${diary.session_id}`;
  let last = 0;

  async function listen(): Promise<void> {
    const url = new URL(`${base}/events`, await address());
    const seen: Connection = { by: "stream", since: last, greeted_at: null, events: [] };
    const response = await fetch(url, {
      headers: { ...headers, accept: "text/event-stream", "last-event-id": String(last) },
      signal: closing.signal,
    });
    if (!response.ok || !response.body) throw new Error(`The event stream was refused with ${response.status}.`);
    diary.connections.push(seen);
    for await (const { data } of response.body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream())) {
      const frame = readFrame(data);
      if (frame?.type !== "event") continue;
      seen.events.push(frame.event);
      if (frame.seq <= last) continue;
      last = frame.seq;
      onEvent(frame.event);
    }
  }

  async function post({ type, message_id, ...body }: Command): Promise<void> {
    const response = await fetch(new URL(`${base}/${COMMAND_PATHS[type]}`, await address()), {
      method: "POST",
      headers: { ...headers, "content-type": "application/json", "idempotency-key": message_id },
      body: JSON.stringify(body),
      signal: closing.signal,
    });
    const answer: unknown = await response.json();
    if (response.ok) {
      diary.acks.push(answer as Diary["acks"][number]);
      return onAck();
    }
    const { code } = readProblem(answer);
    diary.refusals.push({ message_id, code });
    onRefusal(code);
  }

  /** Again and again while the connection breaks, which here only a kill does. */
  async function persist(work: () => Promise<void>, isEndless: boolean): Promise<void> {
    while (!closing.signal.aborted) {
      try {
        await work();
        if (!isEndless) return;
      } catch (error) {
        if (!(error instanceof TypeError) && !closing.signal.aborted) throw error;
      }
    }
  }

  void persist(listen, true);
  return {
    send(command) {
      diary.sent.set(command.message_id, command);
      if (stutters()) void persist(() => post(command), false);
      void persist(() => post(command), false);
    },
    close: () => closing.abort(),
  };
}
