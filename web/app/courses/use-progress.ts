import { useEffect, useState } from "preact/hooks";
import type { DocumentCard } from "../../../src/protocol/course.schema.ts";
import { coursesApi, readDocumentEvent } from "./courses-api.ts";

/** Browsers open at most six connections to one server over HTTP/1; the page needs some for itself. */
const MOST_WATCHED = 3;
/** A browser opens a stream again that broke, and never one that was answered with an error, as during a deploy: it is then asked for again after this. */
const REOPEN_AFTER_MS = 3_000;

const isUnderWay = ({ status }: DocumentCard) => status !== "ready" && status !== "failed";

/** The documents as they are by the last word of the server: those under way are listened to, a few at a time. `onDone` hears of each that came to its end. */
export function useProgress(files: readonly DocumentCard[], onDone: (card: DocumentCard) => void): readonly DocumentCard[] {
  const [heard, setHeard] = useState<ReadonlyMap<string, DocumentCard>>(new Map());
  const [refusals, setRefusals] = useState(0);
  const now = files.map((file) => latest(file, heard.get(file.document_id)));
  const watched = now.filter(isUnderWay).slice(0, MOST_WATCHED);
  const key = watched.map(({ document_id }) => document_id).join();
  useEffect(() => {
    let reopening: ReturnType<typeof setTimeout> | undefined;
    const sources = watched.map(({ document_id }) => {
      const source = new EventSource(coursesApi.eventsAddress(document_id));
      source.onmessage = ({ data }) => {
        const card = readDocumentEvent(String(data));
        if (!card) return;
        setHeard((before) => new Map(before).set(card.document_id, card));
        if (isUnderWay(card)) return;
        source.close();
        onDone(card);
      };
      source.onerror = () => {
        if (source.readyState === EventSource.CLOSED) reopening ??= setTimeout(() => setRefusals((before) => before + 1), REOPEN_AFTER_MS);
      };
      return source;
    });
    return () => {
      clearTimeout(reopening);
      for (const source of sources) source.close();
    };
  }, [key, refusals]);
  return now;
}

const latest = (fetched: DocumentCard, heard: DocumentCard | undefined): DocumentCard =>
  heard && heard.updated_at > fetched.updated_at ? heard : fetched;
