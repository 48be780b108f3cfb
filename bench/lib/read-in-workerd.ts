import { setTimeout as pause } from "node:timers/promises";
import type { z } from "zod";
import type { Pack } from "../../src/curriculum/pack.schema.ts";
import { courseCardSchema, documentCardSchema } from "../../src/protocol/course.schema.ts";
import { newToken } from "./learner.ts";
import { startRuntime } from "./runtime.ts";

/** Often enough that no page is read between two looks. */
const LOOK_EVERY_MS = 50;
const ASK_EVERY_MS = 1_000;
const GIVE_UP_MS = 8 * 60_000;
/** What starting has left behind is collected by then. */
const SETTLE_MS = 3_000;

/** What reading one document took, from its first byte to its last vector. MB are 10^6 bytes. */
export interface ReadInWorkerd {
  readonly seconds: number;
  readonly status: string;
  readonly passages: number;
  /** At most, heap and buffers of the Worker itself at the same moment, with what nobody has collected yet; and before. */
  readonly worker_mb: number;
  readonly worker_idle_mb: number;
  /** At most, JavaScript objects alone, and buffers alone. */
  readonly heap_mb: number;
  readonly buffers_mb: number;
  /** The whole process at most and before: R2, D1, queue and workflow are emulated in it. */
  readonly process_mb: number;
  readonly process_idle_mb: number;
}

/** Uploads a file to the built Worker and watches its Workflow read it. */
export async function readInWorkerd(pack: Pack, name: string, bytes: Uint8Array): Promise<ReadInWorkerd> {
  const runtime = await startRuntime({ pack, vars: {}, is_inspected: true });
  const meter = await runtime.openHeapMeter();
  try {
    const headers = { authorization: `Bearer ${await newToken(runtime.url)}` };
    const ask = async <T>(schema: z.ZodType<T>, path: string, init: RequestInit = {}): Promise<T> => {
      const response = await fetch(`${runtime.url}${path}`, { ...init, headers: { ...headers, "content-type": "application/json" } });
      return schema.parse(await response.json());
    };
    const { course_id } = await ask(courseCardSchema, "/v1/courses", { method: "POST", body: JSON.stringify({ title: "Bench" }) });
    await pause(SETTLE_MS);
    const idle = await meter.read();
    const process_idle_mb = runtime.usage().rss_mb;
    let [worker_mb, heap_mb, buffers_mb, process_mb] = [0, 0, 0, 0];
    const startedAt = performance.now();
    let { document_id, status, passages } = await ask(documentCardSchema, `/v1/courses/${course_id}/documents?name=${name}`, {
      method: "POST",
      body: Buffer.from(bytes),
    });
    for (let askedAt = startedAt; status !== "ready" && status !== "failed"; ) {
      const now = await meter.read();
      heap_mb = Math.max(heap_mb, now.used_mb);
      buffers_mb = Math.max(buffers_mb, now.buffers_mb);
      worker_mb = Math.max(worker_mb, now.used_mb + now.buffers_mb);
      process_mb = Math.max(process_mb, runtime.usage().rss_mb);
      await pause(LOOK_EVERY_MS);
      if (performance.now() - startedAt > GIVE_UP_MS) throw new Error("The document was not read in time.");
      if (performance.now() - askedAt < ASK_EVERY_MS) continue;
      askedAt = performance.now();
      ({ status, passages } = await ask(documentCardSchema, `/v1/documents/${document_id}`));
    }
    const seconds = (performance.now() - startedAt) / 1_000;
    const worker_idle_mb = idle.used_mb + idle.buffers_mb;
    return { seconds, status, passages, worker_mb, worker_idle_mb, heap_mb, buffers_mb, process_mb, process_idle_mb };
  } finally {
    meter.close();
    await runtime.stop();
  }
}
