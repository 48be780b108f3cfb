import type { DocumentKind } from "../../protocol/course.schema.ts";
import type { StoredDocument } from "./document.schema.ts";

/** What bytes of other people's making are said to be: never anything that a browser would run. */
const MEDIA_TYPES: Readonly<Record<DocumentKind, string>> = {
  pdf: "application/pdf",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  html: "text/plain; charset=utf-8",
  markdown: "text/plain; charset=utf-8",
  asciidoc: "text/plain; charset=utf-8",
  text: "text/plain; charset=utf-8",
};

/** The headers of a document's own bytes: to be saved, or read by our own page; not to be opened as a page of ours, whatever is in them. */
export function sourceHeaders({ kind, name }: Pick<StoredDocument, "kind" | "name">): Record<string, string> {
  const plain = name.replace(/[^\w. -]/g, "_");
  return {
    "content-type": kind === null ? "application/octet-stream" : MEDIA_TYPES[kind],
    "content-disposition": `attachment; filename="${plain}"; filename*=UTF-8''${encode(name)}`,
    "content-security-policy": "sandbox; default-src 'none'",
    "x-content-type-options": "nosniff",
  };
}

/** RFC 8187: what `encodeURIComponent` leaves and may not stand there is encoded too. Half a surrogate has no encoding. */
function encode(name: string): string {
  return encodeURIComponent(name.toWellFormed()).replace(/['()*!]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
