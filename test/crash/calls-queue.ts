import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";

/** A queue that outlives the Worker, as the platform's does: the local runtime keeps its own in memory, where a kill takes it. */
export interface CallsQueue {
  /** Where the Worker puts messages. */
  readonly url: string;
  close(): Promise<void>;
}

/** The path at which the Worker under test takes a batch; see `ENTRY`. */
export const BATCH_PATH = "/a-batch-for-tests";
const DELIVER_EVERY_MS = 200;

const ackedSchema = z.array(z.string());

/**
 * The module in front of the bundle: sessions put their messages into the queue outside, and batches from there reach the Worker's own consumer. All else is
 * the bundle's.
 */
export const ENTRY = `
  import worker, { SessionObject as Session } from "./index.js";
  export { AuthoringWorkflow, CourseIndexObject, IngestionWorkflow, LedgerObject, LearnerObject } from "./index.js";
  const known = new WeakMap();
  function outside(env) {
    const send = async (body) => {
      const response = await fetch(env.CALLS_QUEUE_URL, { method: "POST", body: JSON.stringify(body) });
      if (!response.ok) throw new Error("the queue took nothing");
    };
    const changed = known.get(env) ?? { ...env, CALLS: { send } };
    known.set(env, changed);
    return changed;
  }
  export class SessionObject extends Session {
    constructor(ctx, env) {
      super(ctx, outside(env));
    }
  }
  export default {
    ...worker,
    async fetch(request, env, ctx) {
      if (new URL(request.url).pathname !== "${BATCH_PATH}") return worker.fetch(request, env, ctx);
      const acked = [];
      const messages = (await request.json()).map((message) => ({ ...message, ack: () => acked.push(message.id), retry: () => {} }));
      await worker.queue({ queue: "cairn-calls", messages }, env, ctx);
      return Response.json(acked);
    },
  };
`;

/** Starts the queue. It delivers to the Worker whenever that is up, and again until it is told that a message was kept. */
export async function startCallsQueue(address: () => Promise<URL>): Promise<CallsQueue> {
  const waiting = new Map<string, { readonly id: string; attempts: number; readonly body: unknown }>();
  let taken = 0;
  let isOpen = true;

  const server = createServer((request, response) => {
    void readBody(request).then(
      (text) => {
        const id = `msg_${++taken}`;
        waiting.set(id, { id, attempts: 0, body: JSON.parse(text) });
        response.end();
      },
      // Cut off by a kill: nothing was put in.
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

  async function deliver(): Promise<void> {
    if (waiting.size === 0) return;
    for (const message of waiting.values()) message.attempts += 1;
    const body = JSON.stringify([...waiting.values()]);
    const response = await fetch(new URL(BATCH_PATH, await address()), { method: "POST", body });
    for (const id of ackedSchema.parse(await response.json())) waiting.delete(id);
  }

  const delivering = (async () => {
    while (isOpen) {
      // A Worker that is down or was killed meanwhile gets them again.
      await deliver().catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, DELIVER_EVERY_MS));
    }
  })();

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async close() {
      isOpen = false;
      await delivering;
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
