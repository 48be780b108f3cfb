import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { cutPassages } from "../../src/knowledge/passages/cut-passages.ts";
import { cleanReading } from "../../src/knowledge/read/clean.ts";
import { createDocumentReader } from "../../src/knowledge/read/open-document.adapter.ts";
import type { ReadProblem } from "../../src/knowledge/read-document.port.ts";
import type { Reading } from "../../src/knowledge/reading.schema.ts";
import type { Passage } from "../../src/protocol/course.schema.ts";
import { ok, type Result } from "../../src/shared/result.ts";
import { problem } from "../../src/knowledge/read/problems.ts";
import { buildPdfCore } from "./build-pdf-core.ts";

/** As many pages as the ingestion reads in a step. */
const PARTS_A_STEP = 25;

export interface ReadFile {
  readonly reading: Reading;
  readonly text: string;
  readonly passages: readonly Passage[];
}

/** A file as the product reads it: opened, read by part, cleaned and cut. */
export async function readFile(path: string): Promise<Result<ReadFile, ReadProblem>> {
  await buildPdfCore((line) => console.error(line));
  const opened = await createDocumentReader().open(new Uint8Array(readFileSync(path)), { name: basename(path), media_type: null });
  if (!opened.ok) return opened;
  const document = opened.value;
  const parts: Reading[] = [];
  try {
    for (let from = 0; from < document.parts; from += PARTS_A_STEP) {
      const read = await document.read(from, Math.min(from + PARTS_A_STEP, document.parts));
      if (!read.ok) return read;
      parts.push(read.value);
    }
  } finally {
    await document.close();
  }
  const reading = cleanReading(parts);
  const { text, passages } = cutPassages("doc_file", reading);
  return passages.length === 0
    ? problem("no_text", "There is no text in the file, only pictures or nothing at all.")
    : ok({ reading, text, passages });
}
