import type { Command } from "../../src/protocol/client-frames.schema.ts";
import type { PublicEvent } from "../../src/protocol/public-event.schema.ts";
import type { DeltaFrame } from "../../src/protocol/server-frames.schema.ts";
import type { Activity, Link, Refusal } from "./session-state.ts";
import { PROTOCOL_VERSION, readFrame, writeFrame } from "./wire.ts";

/** An unacknowledged message is sent again after this long: an idle socket can die silently and swallow it. */
export const ACK_TIMEOUT_MS = 5_000;
/** Between the 20 and 25 s that keep proxies from closing an idle socket. */
export const PING_EVERY_MS = 22_000;
/** No open socket for this long means that the network blocks sockets: plain HTTP takes over. */
export const SOCKET_PATIENCE_MS = 12_000;
/** A stream that the server refused is opened again after this long; in vain, after twice as long, up to the second. */
export const STREAM_AGAIN_MS = 5_000;
const MAX_STREAM_AGAIN_MS = 60_000;
/** Attempts refused before any socket ever opened: on such a network none will. */
const REFUSED_ATTEMPTS = 3;
/** Silent attempts on open sockets before plain HTTP takes over. */
const SILENT_ATTEMPTS = 2;

export interface Line {
  send(text: string): void;
  /** Drops the present socket, which may be dead, and opens a fresh one. */
  renew(): void;
  close(): void;
}
interface LineEvents {
  opened(): void;
  heard(text: string): void;
  /** It broke, and mends itself. */
  closed(): void;
}
interface StreamEvents extends LineEvents {
  /** It broke and stays so. */
  ended(): void;
}

/** What the connection needs from the browser; a test hands in its own. */
export interface Transport {
  openSocket(on: LineEvents): Line;
  openStream(since: number, on: StreamEvents): { close(): void };
  /** Sends a command over HTTP: null when it was acknowledged, a refusal otherwise; throws when nobody could be reached. */
  post(command: Command): Promise<Refusal | null>;
}

export interface ConnectionEvents {
  event(event: PublicEvent): void;
  activity(activity: Activity): void;
  delta(delta: DeltaFrame): void;
  acknowledged(messageId: string): void;
  refused(messageId: string | null, refusal: Refusal): void;
  link(link: Link): void;
}

export interface SessionConnection {
  /** Sends a command, and goes on sending it with the same id until the server has acknowledged or refused it. */
  send(command: Command): void;
  /** The network or the page woke up: look at once whether the line is still alive. */
  wake(): void;
  /** The device says that it has no network: true at once, where a silent line would tell only after seconds. */
  lose(): void;
  close(): void;
}

interface Sending {
  readonly command: Command;
  attempts: number;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/** Keeps one session in step with the server: over a socket, or over HTTP and an event stream where sockets are blocked. */
export function connectSession(transport: Transport, since: number, on: ConnectionEvents): SessionConnection {
  const sending = new Map<string, Sending>();
  let seq = since;
  let line: Line | null = null;
  let stream: { close(): void } | null = null;
  let isOpen = false;
  let isLost = false;
  let pongDue = false;
  let hasOpened = false;
  let refusedAttempts = 0;
  let patience: ReturnType<typeof setTimeout> | undefined;
  let streamAgain: ReturnType<typeof setTimeout> | undefined;
  let streamWait = STREAM_AGAIN_MS;

  const overSocket = transport.openSocket({ opened, heard, closed });
  line = overSocket;
  waitForSocket();
  const heartbeat = setInterval(beat, PING_EVERY_MS);

  function opened(): void {
    stopWaiting();
    isOpen = true;
    isLost = false;
    hasOpened = true;
    pongDue = false;
    on.link("live");
    line?.send(JSON.stringify({ v: PROTOCOL_VERSION, type: "hello", since: seq }));
    for (const entry of sending.values()) attempt(entry);
  }

  function closed(): void {
    if (!line) return;
    isOpen = false;
    refusedAttempts += 1;
    if (!hasOpened && refusedAttempts >= REFUSED_ATTEMPTS) return fallBackToHttp();
    on.link("cut_off");
    if (!isLost) waitForSocket();
  }

  /** From when the line was lost: each attempt that fails in between is one more reason, and none to wait anew. */
  function waitForSocket(): void {
    patience ??= setTimeout(fallBackToHttp, SOCKET_PATIENCE_MS);
  }

  function stopWaiting(): void {
    clearTimeout(patience);
    patience = undefined;
  }

  function renew(): void {
    isOpen = false;
    pongDue = false;
    waitForSocket();
    line?.renew();
  }

  function beat(): void {
    if (!line || !isOpen) return;
    if (pongDue) return renew();
    pongDue = true;
    line.send("ping");
  }

  function fallBackToHttp(): void {
    if (!line) return;
    stopWaiting();
    const socket = line;
    line = null;
    socket.close();
    openStream();
    for (const entry of sending.values()) attempt(entry);
  }

  function openStream(): void {
    clearTimeout(streamAgain);
    streamAgain = undefined;
    stream?.close();
    const cutOff = () => on.link("cut_off");
    stream = transport.openStream(seq, {
      opened() {
        streamWait = STREAM_AGAIN_MS;
        on.link("live");
      },
      heard,
      closed: cutOff,
      ended() {
        cutOff();
        openStreamLater();
      },
    });
  }

  function openStreamLater(): void {
    if (streamAgain !== undefined) return;
    streamAgain = setTimeout(openStream, streamWait);
    streamWait = Math.min(2 * streamWait, MAX_STREAM_AGAIN_MS);
  }

  function heard(text: string): void {
    pongDue = false;
    if (isLost) on.link("live");
    isLost = false;
    const frame = readFrame(text);
    switch (frame?.type) {
      case "event":
        return take(frame.event);
      case "ack":
        return settle(frame.message_id);
      case "activity":
        return on.activity(frame);
      case "delta":
        return on.delta(frame);
      case "error":
        if (frame.message_id) forget(frame.message_id);
        return on.refused(frame.message_id, frame);
      default:
        return;
    }
  }

  function take(event: PublicEvent): void {
    if (event.seq <= seq) return;
    // A hole in the numbers: ask again from the last one that is whole. A stream that has one may have it again.
    if (event.seq > seq + 1) return line ? renew() : openStreamLater();
    seq = event.seq;
    if ("message_id" in event) settle(event.message_id);
    on.event(event);
  }

  function forget(messageId: string): boolean {
    clearTimeout(sending.get(messageId)?.timer);
    return sending.delete(messageId);
  }

  function settle(messageId: string): void {
    if (forget(messageId)) on.acknowledged(messageId);
  }

  function attempt(entry: Sending): void {
    clearTimeout(entry.timer);
    entry.timer = setTimeout(() => retry(entry), ACK_TIMEOUT_MS);
    if (!line) void postOnce(entry);
    else if (isOpen) line.send(writeFrame(entry.command));
  }

  function retry(entry: Sending): void {
    entry.attempts += 1;
    if (!line) attempt(entry);
    else if (entry.attempts >= SILENT_ATTEMPTS) fallBackToHttp();
    else {
      // `opened` sends it again; the timer guards against a socket that never opens.
      entry.timer = setTimeout(() => retry(entry), ACK_TIMEOUT_MS);
      renew();
    }
  }

  async function postOnce(entry: Sending): Promise<void> {
    const { command } = entry;
    try {
      const refusal = await transport.post(command);
      if (!sending.has(command.message_id)) return;
      if (!refusal) return settle(command.message_id);
      forget(command.message_id);
      on.refused(command.message_id, refusal);
    } catch {
      // Nobody was reached: the timer of this attempt sends it again.
      if (sending.has(command.message_id)) on.link("cut_off");
    }
  }

  return {
    send(command) {
      const entry: Sending = { command, attempts: 0, timer: undefined };
      sending.set(command.message_id, entry);
      attempt(entry);
    },
    wake() {
      if (!line) openStream();
      else if (isOpen && !isLost) beat();
      else renew();
    },
    lose() {
      isLost = true;
      // Without a network plain HTTP reaches nobody either.
      stopWaiting();
      on.link("cut_off");
    },
    close() {
      clearInterval(heartbeat);
      stopWaiting();
      clearTimeout(streamAgain);
      for (const entry of sending.values()) clearTimeout(entry.timer);
      sending.clear();
      const socket = line;
      line = null;
      socket?.close();
      stream?.close();
    },
  };
}
