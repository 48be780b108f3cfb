import { dirname } from "node:path";
import { hashFiles, oncePerInput } from "./stamp.ts";

/** What `#pdf-core` means in package.json. */
const RESULT = "dist/pdf/pdf-core.mjs";
const INPUTS = [
  "node_modules/pdfjs-dist/package.json",
  "scripts/lib/build-pdf-core.ts",
  "scripts/lib/bundle-pdf-core.ts",
  "scripts/lib/cut-pdf-js.ts",
  "scripts/lib/pdf-core-cuts.ts",
];

/**
 * Builds the part of PDF.js that reads text, a third of the whole, unless it was built from the same before: docs/decisions/2026-11-28-light-worker.md. A
 * Worker is one script, and what it never calls weighs as much as what it does.
 */
export async function buildPdfCore(say: (line: string) => void): Promise<void> {
  await oncePerInput(`${dirname(RESULT)}/.stamp`, hashFiles(INPUTS), async () => {
    say("Building the reader of PDFs …");
    // Loading the bundler takes longer than seeing that there is nothing to do.
    const { bundlePdfCore } = await import("./bundle-pdf-core.ts");
    await bundlePdfCore(RESULT);
  });
}
