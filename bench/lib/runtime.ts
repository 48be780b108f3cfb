import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { mustRun, ROOT } from "../../scripts/lib/command.ts";
import { fillDatabase, selectRows, workerOptions } from "../../scripts/lib/worker-runtime.ts";
import type { Pack } from "../../src/curriculum/pack.schema.ts";
import { type HeapMeter, openHeapMeter } from "./heap-meter.ts";
import { findChildren, readUsage, type Usage } from "./process-usage.ts";

const FOLDER = ".wrangler/tmp/bench";
const BUNDLE = `${FOLDER}/bundle`;
/** The runtime lets an idle object sleep after about 10 s. */
export const UNTIL_ASLEEP_MS = 16_000;

/** Bundles the bench's Worker as a deploy would, once for all parts. */
export async function buildWorker(): Promise<void> {
  rmSync(join(ROOT, FOLDER), { recursive: true, force: true });
  // wrangler refuses a folder of assets that is not there; none of its files are asked for.
  mkdirSync(join(ROOT, "dist/web"), { recursive: true });
  await mustRun("wrangler", ["deploy", "bench/worker.ts", "--dry-run", "--outdir", BUNDLE], "The bench's Worker could not be bundled.");
}

export interface RuntimeOptions {
  readonly pack: Pack;
  /** Variables of the Worker beside those that the bench sets. */
  readonly vars: Readonly<Record<string, string>>;
  /** Whether the Worker's own memory is asked for: its inspector takes some itself. */
  readonly is_inspected?: boolean;
}

/** The built Worker in a workerd of its own, its storage on disk, fresh. */
export interface Runtime {
  readonly url: string;
  /** CPU time and memory of workerd as the system counts them. */
  usage(): Usage;
  /** The Worker's own memory, without what emulates bindings in the same process. Only where it is inspected. */
  openHeapMeter(): Promise<HeapMeter>;
  /** Rows of a query against D1. */
  select(query: string): readonly Record<string, unknown>[];
  stop(): Promise<void>;
}

let started = 0;

/** Starts the Worker with an empty database that has the tables and one lesson. */
export async function startRuntime({ pack, vars, is_inspected = false }: RuntimeOptions): Promise<Runtime> {
  const storage = join(ROOT, FOLDER, `storage-${process.pid}-${++started}`);
  const before = new Set(findChildren(process.pid, "workerd"));
  const options = workerOptions({ FIXTURES: "[]", PIECE_CHARS: "0", LLM_BASE_URL: "", COUNT: "off", ...vars });
  const miniflare = new Miniflare({
    ...convertV4MiniflareOptions({
      ...options,
      name: "bench",
      modules: true,
      scriptPath: join(ROOT, BUNDLE, "worker.js"),
      durableObjects: {
        ...options.durableObjects,
        COUNTED: { className: "SessionObject", useSQLite: true },
        SCRIPTED: { className: "ScriptedSession", useSQLite: true },
        BARE: { className: "BareObject", useSQLite: true },
        GATEWAY: { className: "GatewayObject", useSQLite: true },
      },
      // As deployed: tests are less patient.
      queueConsumers: { ...options.queueConsumers, "cairn-calls": { maxBatchSize: 100, maxBatchTimeout: 5 } },
    }),
    resourcePersistencePath: storage,
    ...(is_inspected && { inspectorPort: 0 }),
  });
  const url = (await miniflare.ready).origin;
  await fillDatabase(miniflare, [pack]);
  const pid = findChildren(process.pid, "workerd").find((child) => !before.has(child));
  if (pid === undefined) throw new Error("workerd did not start.");
  return {
    url,
    usage: () => readUsage(pid),
    openHeapMeter: async () => await openHeapMeter(`http://${(await miniflare.getInspectorURL()).host}`, "bench"),
    select: (query) => selectRows(storage, query),
    async stop() {
      await miniflare.dispose();
      rmSync(storage, { recursive: true, force: true });
    },
  };
}
