import type { PublicEvent } from "../protocol/public-event.schema.ts";
import type { DeltaFrame } from "../protocol/server-frames.schema.ts";

/** A comment line this often keeps proxies from closing a quiet stream. */
const HEARTBEAT_MS = 20_000;
/** Tells the browser how soon to come back after a broken stream. */
const RETRY_MS = 1_000;

/** Each open stream keeps the object awake, and nobody has so many tabs. */
const MAX_STREAMS = 16;

/** The server-sent event streams that watch one session. */
export interface EventStreams {
  /** Opens a stream that begins with `missed` and what was seen of a growing message, and goes on with what is pushed, until the client leaves; null when there are too many already. */
  open(missed: readonly PublicEvent[], growing: readonly DeltaFrame[], signal: AbortSignal): Response | null;
  push(event: PublicEvent): void;
  /** Without an id: who comes back asks for events only. */
  pushDelta(delta: DeltaFrame): void;
  /** Ends every stream: there is nothing more to tell. */
  close(): void;
}

/** Streams in memory: a client that comes back after an eviction resumes with `Last-Event-ID`. */
export function createEventStreams(): EventStreams {
  const encoder = new TextEncoder();
  /** Each with what it takes to forget it. */
  const watchers = new Map<ReadableStreamDefaultController<Uint8Array>, () => void>();

  const encode = (event: PublicEvent) => encoder.encode(`id: ${event.seq}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);

  const encodeDelta = (delta: DeltaFrame) => encoder.encode(`event: delta\ndata: ${JSON.stringify(delta)}\n\n`);

  function write(watcher: ReadableStreamDefaultController<Uint8Array>, chunk: Uint8Array): boolean {
    try {
      watcher.enqueue(chunk);
      return true;
    } catch {
      watchers.delete(watcher);
      return false;
    }
  }

  function writeAll(chunk: Uint8Array): void {
    for (const watcher of watchers.keys()) write(watcher, chunk);
  }

  return {
    open(missed, growing, signal) {
      if (watchers.size >= MAX_STREAMS) return null;
      let leave = () => {};
      const body = new ReadableStream<Uint8Array>({
        start(watcher) {
          write(watcher, encoder.encode(`retry: ${RETRY_MS}\n\n`));
          for (const event of missed) write(watcher, encode(event));
          for (const delta of growing) write(watcher, encodeDelta(delta));
          const heartbeat = setInterval(() => {
            if (!write(watcher, encoder.encode(": still here\n\n"))) clearInterval(heartbeat);
          }, HEARTBEAT_MS);
          leave = () => {
            clearInterval(heartbeat);
            watchers.delete(watcher);
          };
          watchers.set(watcher, leave);
          signal.addEventListener("abort", leave, { once: true });
        },
        cancel() {
          leave();
        },
      });
      return new Response(body, { headers: { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-store" } });
    },
    push(event) {
      if (watchers.size > 0) writeAll(encode(event));
    },
    pushDelta(delta) {
      if (watchers.size > 0) writeAll(encodeDelta(delta));
    },
    close() {
      for (const [watcher, leave] of watchers) {
        leave();
        watcher.close();
      }
    },
  };
}
