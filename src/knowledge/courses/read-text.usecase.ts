import type { DocumentText } from "../../protocol/course.schema.ts";
import type { ProtocolError } from "../../protocol/errors.ts";
import { err, ok, type Result } from "../../shared/result.ts";
import type { DocumentFiles } from "../ingest/document-files.port.ts";
import { TEXT_INDEX, textName } from "../ingest/file-names.ts";
import { textBlocksSchema, textIndexSchema } from "../ingest/text-files.schema.ts";
import { findPart } from "../ingest/text-parts.ts";
import type { StoredDocument } from "./document.schema.ts";

/** The text of a document from the block in which `from` lies, as far as one part goes. */
export async function readText(
  files: Pick<DocumentFiles, "read">,
  document: StoredDocument,
  from: number,
): Promise<Result<DocumentText, ProtocolError>> {
  const { document_id, name, kind, status } = document;
  if (status !== "ready" || kind === null) return err({ code: "document_not_ready", detail: "Its text can be read once it is ready." });
  const { length, starts } = textIndexSchema.parse(await files.read(document, TEXT_INDEX));
  const part = findPart(starts, from);
  const blocks = textBlocksSchema.parse(await files.read(document, textName(part))).filter(({ end }) => end > from);
  return ok({ document_id, name, kind, length, start: blocks[0]?.start ?? length, blocks, next: starts[part + 1] ?? null });
}
