// What learners and the platform have to load, compressed, against the limits of the house.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { buildPdfCore } from "./lib/build-pdf-core.ts";
import { buildWeb } from "./lib/build-web.ts";
import { main, ROOT } from "./lib/command.ts";
import { bundleWorker } from "./lib/worker-runtime.ts";

/** The platform takes 3 MB on the free plan; the house takes 1 MB, and less where less is true: docs/decisions/2026-11-28-light-worker.md. */
const MAX_WORKER_BYTES = 910_000;
/** What a phone parses before the first question can be answered. */
const MAX_PAGE_SCRIPT_BYTES = 60_000;

await main(async () => {
  await Promise.all([buildWeb(() => {}), buildPdfCore(() => {})]);
  const out = dirname(await bundleWorker());

  const rows = [
    { what: "Worker", bytes: gzipBytes(out, /\.(js|mjs|wasm)$/), limit: MAX_WORKER_BYTES },
    { what: "page script, first load", bytes: gzipBytes("dist/web", firstLoad()), limit: MAX_PAGE_SCRIPT_BYTES },
  ];
  for (const { what, bytes, limit } of rows)
    console.log(`${bytes <= limit ? "✓" : "✗"} ${what}: ${(bytes / 1_000).toFixed(1)} kB gzip, at most ${limit / 1_000} kB`);
  if (rows.some(({ bytes, limit }) => bytes > limit)) process.exitCode = 1;
});

/** The sum of the compressed sizes of the files in a folder whose path matches. */
function gzipBytes(folder, pattern) {
  return readdirSync(resolve(ROOT, folder), { recursive: true })
    .filter((file) => pattern.test(file))
    .reduce((sum, file) => sum + gzipSync(readFileSync(resolve(ROOT, folder, file)), { level: 9 }).length, 0);
}

/** The scripts that the page names itself; what is imported later on demand is not waited for. */
function firstLoad() {
  const html = readFileSync(join(ROOT, "dist/web/index.html"), "utf8");
  const scripts = [...html.matchAll(/(?:src|href)="\/([^"]+\.js)"/g)].map(([, path]) => path.replaceAll(".", "\\."));
  return new RegExp(`^(${scripts.join("|")})$`);
}
