import type { SessionCard } from "../protocol/http.schema.ts";
import type { PublicEvent } from "../protocol/public-event.schema.ts";
import type { EvidencePage } from "./learner-object.port.ts";

export interface ExportSources {
  readonly readPage: (after: number) => Promise<EvidencePage>;
  /** Sessions after this id, as their cards; none when there are no more. */
  readonly pageSessions: (after: string) => Promise<readonly SessionCard[]>;
  readonly readTranscript: (sessionId: string) => Promise<readonly PublicEvent[]>;
}

/**
 * Everything about a learner as one JSON object, streamed part by part: a log may be larger than a Worker's memory. `head` comes first, then `sessions`, then
 * `evidence`, oldest first, then `transcripts`, a session each. Where a part cannot be read the stream breaks off, so that half an export is no valid JSON and cannot be taken for
 * a whole one.
 */
export function exportLearner(head: object, sources: ExportSources): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const parts = partsOf(head, sources);
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await parts.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
  });
}

async function* partsOf(head: object, { readPage, pageSessions, readTranscript }: ExportSources): AsyncGenerator<string, void> {
  yield `${JSON.stringify(head).slice(0, -1)},"sessions":[`;
  let comma = "";
  for await (const card of eachSession(pageSessions)) {
    yield comma + JSON.stringify(card);
    comma = ",\n";
  }
  yield '],"evidence":[';
  for (let after: number | null = 0; after !== null; ) {
    const { evidence, next } = await readPage(after);
    yield (after > 0 && evidence.length > 0 ? ",\n" : "") + evidence.join(",\n");
    after = next;
  }
  yield '],"transcripts":[';
  comma = "";
  for await (const { session_id } of eachSession(pageSessions)) {
    yield comma + JSON.stringify({ session_id, events: await readTranscript(session_id) });
    comma = ",\n";
  }
  yield "]}";
}

/** All sessions, of which a page at a time is in memory. */
async function* eachSession(pageSessions: ExportSources["pageSessions"]): AsyncGenerator<SessionCard, void> {
  for (let after = ""; ; ) {
    const page = await pageSessions(after);
    yield* page;
    const last = page.at(-1);
    if (!last) return;
    after = last.session_id;
  }
}
