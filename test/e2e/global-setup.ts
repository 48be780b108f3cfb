import { buildWeb } from "../../scripts/lib/build-web.ts";
import { bundleWorker } from "../../scripts/lib/worker-runtime.ts";

/** What every file needs is built once, before two of them ask for it at the same time. */
export async function setup(): Promise<void> {
  await buildWeb((line) => void process.stdout.write(`${line}\n`));
  await bundleWorker();
}
