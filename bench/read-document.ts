// Reads one PDF part by part in a process of its own, so that its memory is its own, and prints what it took: `node bench/read-document.ts FILE PAGES_A_PART RUNNING_HEAD`.
import { readFileSync } from "node:fs";
import { cutPassages } from "../src/knowledge/passages/cut-passages.ts";
import { cleanReading } from "../src/knowledge/read/clean.ts";
import { createDocumentReader } from "../src/knowledge/read/open-document.adapter.ts";
import { readingSchema } from "../src/knowledge/reading.schema.ts";

const [file = "", each = "25", head = ""] = process.argv.slice(2);
const step = Number(each);
const reader = createDocumentReader();
const open = async () => {
  const opened = await reader.open(new Uint8Array(readFileSync(file)), { name: file, media_type: null });
  if (!opened.ok) throw new Error(`${file}: ${opened.error.code}`);
  return opened.value;
};
const startedAt = performance.now();
let peak = 0;
const look = () => {
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  peak = Math.max(peak, heapUsed + Math.max(external, arrayBuffers));
};
let parts = 1;
const stored: string[] = [];
// As a workflow does it: every part is opened anew, read, and written down.
for (let from = 0; from < parts; from += step) {
  const document = await open();
  parts = document.parts;
  const read = await document.read(from, from + step);
  if (!read.ok) throw new Error(`${file}: ${read.error.code}`);
  stored.push(JSON.stringify(read.value));
  look();
  await document.close();
}
const read_ms = performance.now() - startedAt;
const reading = cleanReading(stored.map((part) => readingSchema.parse(JSON.parse(part))));
look();
const { passages, text } = cutPassages("doc_bench", reading);
look();
console.log(
  JSON.stringify({
    pages: parts,
    read_ms: Math.round(read_ms),
    all_ms: Math.round(performance.now() - startedAt),
    peak_mb: Math.round(peak / 1e5) / 10,
    rss_mb: Math.round(process.resourceUsage().maxRSS / 100) / 10,
    passages: passages.length,
    chars: text.length,
    headings: reading.blocks.filter(({ kind }) => kind === "heading").map((block) => block.text),
    blocks: reading.blocks.length,
    findings: reading.findings.length,
    edges_left: reading.blocks.filter(({ text: one, page }) => one.includes(head) || one === String(page)).length,
  }),
);
