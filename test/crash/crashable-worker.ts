import type { ChildProcess } from "node:child_process";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { readFileSync } from "node:fs";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { bundleWorker, fillDatabase, workerOptions } from "../../scripts/lib/worker-runtime.ts";
import { ENTRY, startCallsQueue } from "./calls-queue.ts";
import type { Pack } from "../../src/curriculum/pack.schema.ts";

/** From a kill to the next moment at which the Worker answered, in ms since the epoch. */
export interface Outage {
  readonly killed_at: number;
  readonly restarted_at: number;
}

/** The real Worker in the real runtime, outside any test framework: it can be killed at any moment and started again on what it had stored. */
export interface CrashableWorker {
  /** Starts workerd with these variables beside the usual ones; resolves when it listens. */
  start(vars?: Readonly<Record<string, string>>): Promise<void>;
  /** SIGKILL to workerd, now; resolves when nothing of it is left. */
  kill(): Promise<void>;
  /** Where the Worker listens; while it is down, where it will when it is back. */
  address(): Promise<URL>;
  /** Puts packs on the shelf of the running Worker's database, which it also migrates. */
  shelve(packs: readonly Pack[]): Promise<void>;
  /** When it is not to be started again: closes what outlived it. */
  close(): Promise<void>;
  readonly outages: readonly Outage[];
  /** Complaints of the Worker itself: its lines of level error. */
  readonly complaints: readonly string[];
}

/** Makes a Worker whose state lies in `statePath`; it does not run yet. */
export async function createCrashableWorker(statePath: string): Promise<CrashableWorker> {
  const script = readFileSync(await bundleWorker(), "utf8");
  const outages: Outage[] = [];
  const complaints: string[] = [];
  let running: { readonly runtime: Miniflare; readonly workerd: ChildProcess } | null = null;
  let killedAt: number | null = null;
  let whenUp = Promise.withResolvers<URL>();
  const queue = await startCallsQueue(() => whenUp.promise);

  function makeRuntime(vars: Readonly<Record<string, string>>): Miniflare {
    const options = convertV4MiniflareOptions({
      name: "cairn",
      host: "127.0.0.1",
      port: 0,
      modules: [
        { type: "ESModule", path: "entry.js", contents: ENTRY },
        { type: "ESModule", path: "index.js", contents: script },
      ],
      ...workerOptions({ CALLS_QUEUE_URL: queue.url, ...vars }),
      // Records of calls go to the queue outside.
      queueProducers: { DOCUMENTS: "cairn-documents" },
      queueConsumers: { "cairn-documents": { maxBatchTimeout: 1 } },
      handleStructuredLogs({ level, message }) {
        if (level === "error" && message.includes('"event"')) complaints.push(message);
      },
    });
    return new Miniflare({ ...options, resourcePersistencePath: statePath });
  }

  return {
    outages,
    complaints,
    address: () => whenUp.promise,
    async start(vars = {}) {
      const started: ChildProcess[] = [];
      const notice = (message: unknown): void => void started.push((message as { readonly process: ChildProcess }).process);
      subscribe("child_process", notice);
      const runtime = makeRuntime(vars);
      const url = await runtime.ready;
      unsubscribe("child_process", notice);
      const workerd = started.find(({ spawnfile }) => spawnfile.endsWith("workerd"));
      if (!workerd) throw new Error("workerd was started and cannot be found.");
      running = { runtime, workerd };
      if (killedAt !== null) outages.push({ killed_at: killedAt, restarted_at: Date.now() });
      whenUp.resolve(url);
    },
    async kill() {
      if (!running) return;
      const { runtime, workerd } = running;
      running = null;
      whenUp = Promise.withResolvers<URL>();
      workerd.kill("SIGKILL");
      killedAt = Date.now();
      // In the same tick, so that Miniflare cleans up behind the dead process instead of starting another.
      await runtime.dispose();
    },
    async close() {
      // Whoever waits for the next start would wait for good.
      whenUp.reject(new Error("The Worker is down for good."));
      whenUp.promise.catch(() => undefined);
      await queue.close();
    },
    async shelve(packs) {
      if (!running) throw new Error("The Worker is down.");
      await fillDatabase(running.runtime, packs);
    },
  };
}
