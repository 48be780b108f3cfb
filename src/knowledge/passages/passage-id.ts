import type { DocumentId } from "../../shared/ids.ts";

/** The id of a document's passage by its place, from 0: whoever knows how many there were can name them all. */
export function passageIdOf(documentId: DocumentId, ordinal: number): string {
  return `psg_${documentId.slice("doc_".length)}_${ordinal}`;
}
