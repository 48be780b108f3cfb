import { ok, type Result } from "../../shared/result.ts";
import type { DocumentReader, OpenDocument, ReadProblem } from "../read-document.port.ts";
import type { Reading } from "../reading.schema.ts";
import { problem } from "./problems.ts";
import { recogniseKind } from "./recognise-kind.ts";

const HEAD_BYTES = 65_536;
const MAX_BYTES = 50_000_000;

/**
 * Opens documents of six kinds by their bytes. Nothing in them is executed, and nothing is fetched for them. The bytes are taken over: they may be empty afterwards.
 * What reads each kind is loaded when the first document of it comes.
 */
export function createDocumentReader(): DocumentReader {
  return {
    open: async (bytes, { name, media_type }) => {
      if (bytes.byteLength === 0) return problem("empty", "The file has no bytes in it. Choose it again, or save it anew.");
      if (bytes.byteLength > MAX_BYTES)
        return problem("too_large", `The file has more than ${MAX_BYTES / 1_000_000} MB. Split it and add the parts.`);
      const kind = recogniseKind(bytes.subarray(0, HEAD_BYTES), name, media_type);
      if (typeof kind !== "string")
        return problem("unknown_format", `This is ${kind.unknown}. PDF, DOCX, HTML, Markdown, AsciiDoc and plain text can be read.`);
      try {
        if (kind === "pdf") return await (await import("./pdf/open-pdf.adapter.ts")).openPdf(bytes);
        if (kind === "container") return oneOf((await import("./docx/read-docx.adapter.ts")).readDocx(bytes));
        return oneOf((await import("./read-text.adapter.ts")).readText(kind, bytes));
      } catch {
        // A parser's own words help nobody, and may quote the document.
        return problem("damaged", "The file cannot be read. Open it in the program it was made with, save it anew and add that.");
      }
    },
  };
}

/** A document without pages is read when it is opened, and has one part. */
function oneOf(read: Result<Reading, ReadProblem>): Result<OpenDocument, ReadProblem> {
  if (!read.ok) return read;
  const reading = read.value;
  if (!reading.blocks.some(({ text }) => text.trim() !== ""))
    return problem("no_text", "There is no text in the file, only pictures or nothing at all.");
  const nothing: Reading = { ...reading, blocks: [], findings: [] };
  return ok({
    kind: reading.kind,
    parts: 1,
    read: async (from, to) => ok(from <= 0 && to >= 1 ? reading : nothing),
    close: async () => {},
  });
}
