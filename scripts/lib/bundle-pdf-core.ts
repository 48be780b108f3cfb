import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { build } from "vite";
import { ROOT, ScriptError } from "./command.ts";
import { cutPdfJs } from "./cut-pdf-js.ts";

const SOURCE = "node_modules/pdfjs-dist/build/pdf.worker.mjs";

/** Writes the part of PDF.js that reads text, and nothing that it does not need, to `result` (a path from the root). */
export async function bundlePdfCore(result: string): Promise<void> {
  mkdirSync(join(ROOT, dirname(result)), { recursive: true });
  // Others may build it too, or read it while it is made anew.
  const whole = join(ROOT, `${dirname(result)}/whole-${process.pid}.mjs`);
  const made = join(ROOT, `${dirname(result)}/made-${process.pid}.mjs`);
  writeFileSync(whole, cutPdfJs(readFileSync(join(ROOT, SOURCE), "utf8")));
  writeFileSync(made, await bundle(whole));
  renameSync(made, join(ROOT, result));
  rmSync(whole);
}

async function bundle(entry: string): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    build: {
      write: false,
      target: "es2024",
      lib: { entry, formats: ["es"] },
      rolldownOptions: {
        // Nothing in the module acts by being loaded; tables are made when they are first asked for.
        treeshake: {
          moduleSideEffects: false,
          propertyReadSideEffects: false,
          unknownGlobalSideEffects: false,
          manualPureFunctions: ["getLookupTableFactory"],
        },
      },
    },
  });
  const [output] = [result].flat();
  if (!output || !("output" in output)) throw new ScriptError("Vite said nothing about the reader of PDFs.");
  return output.output[0].code;
}
