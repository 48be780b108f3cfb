import type { DocumentCard } from "../../protocol/course.schema.ts";

/** As often as a person sees a bar move. */
const EVERY_MS = 1_000;
/** A stream ends after ten minutes, and the page opens the next; a request may ask the database a thousand times. */
const MAX_READS = 600;
/** A comment line now and then keeps proxies from closing a quiet stream. */
const READS_A_HEARTBEAT = 20;

/**
 * How a document comes along, as server-sent events: its card at once and at every change, the last when it is ready or failed or gone. The database is asked
 * again and again: the work is done elsewhere, and whoever does it knows nobody who watches.
 */
export function streamDocument(read: () => Promise<DocumentCard | null>, signal: AbortSignal): Response {
  const encoder = new TextEncoder();
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  const watch = async (): Promise<void> => {
    let told = "";
    for (let reads = 1; reads <= MAX_READS && !signal.aborted; reads++) {
      const card = await read();
      if (!card) break;
      const text = JSON.stringify(card);
      if (text !== told) await writer.write(encoder.encode(`data: ${text}\n\n`));
      else if (reads % READS_A_HEARTBEAT === 0) await writer.write(encoder.encode(": still here\n\n"));
      told = text;
      if (card.status === "ready" || card.status === "failed") break;
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
    await writer.close();
  };
  // Who left reads no more: writing fails then, and that is the end of it.
  watch().catch(() => writer.abort().catch(() => {}));
  return new Response(readable, { headers: { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-store" } });
}
