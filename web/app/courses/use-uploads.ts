import { useEffect, useRef, useState } from "preact/hooks";
import type { DocumentCard } from "../../../src/protocol/course.schema.ts";
import { reasonOf } from "./page.tsx";
import { upload } from "./upload.ts";

/** A file on its way to the server, or one that did not get there. */
export interface Upload {
  readonly key: number;
  readonly file: File;
  readonly sent: number;
  /** Why it did not arrive; null while it may. */
  readonly fault: string | null;
}

export interface Uploads {
  readonly all: readonly Upload[];
  readonly add: (files: Iterable<File>) => void;
  readonly again: (key: number) => void;
  /** Stops sending it, or forgets that it failed. */
  readonly dismiss: (key: number) => void;
}

/** Files being sent into a course, one after the other: a phone's line carries one well and four badly. */
export function useUploads(courseId: string, onArrived: (card: DocumentCard) => void): Uploads {
  const [all, setAll] = useState<readonly Upload[]>([]);
  const nextKey = useRef(0);
  const last = useRef(Promise.resolve());
  const senders = useRef(new Map<number, AbortController>());
  useEffect(
    () => () => {
      for (const sender of senders.current.values()) sender.abort();
    },
    [],
  );

  const change = (key: number, what: Partial<Upload>) =>
    setAll((before) => before.map((one) => (one.key === key ? { ...one, ...what } : one)));
  const forget = (key: number) => {
    senders.current.delete(key);
    setAll((before) => before.filter((one) => one.key !== key));
  };
  const send = (key: number, file: File) => {
    const sender = new AbortController();
    senders.current.set(key, sender);
    last.current = last.current.then(async () => {
      if (sender.signal.aborted) return;
      try {
        const card = await upload(courseId, file, (sent) => change(key, { sent }), sender.signal);
        forget(key);
        onArrived(card);
      } catch (error) {
        if (!sender.signal.aborted) change(key, { fault: reasonOf(error) });
      }
    });
  };
  return {
    all,
    add(files) {
      const added = [...files].map((file): Upload => ({ key: nextKey.current++, file, sent: 0, fault: null }));
      setAll((before) => [...before, ...added]);
      for (const { key, file } of added) send(key, file);
    },
    again(key) {
      const failed = all.find((one) => one.key === key);
      if (!failed) return;
      change(key, { sent: 0, fault: null });
      send(key, failed.file);
    },
    dismiss(key) {
      senders.current.get(key)?.abort();
      forget(key);
    },
  };
}
