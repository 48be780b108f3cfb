/** What objects of one kind were asked and did since the runtime started. */
export interface ObjectTally {
  rows: number;
  rows_read: number;
  /** `setAlarm` is billed as a row. */
  alarms: number;
  /** Calls from other objects. */
  requests: number;
}

/** What the platform would bill beside time and what comes from outside. */
export interface Tally {
  readonly session: ObjectTally;
  readonly learner: ObjectTally;
  readonly ledger: ObjectTally;
  readonly kv: { reads: number; writes: number };
  readonly queue: { messages: number };
}

/** Of an object that was not asked yet. */
export const nothing = (): ObjectTally => ({ rows: 0, rows_read: 0, alarms: 0, requests: 0 });

/** Of the whole runtime: one isolate runs all objects. */
export const tally: Tally = {
  session: nothing(),
  learner: nothing(),
  ledger: nothing(),
  kv: { reads: 0, writes: 0 },
  queue: { messages: 0 },
};

/** Counts what an object writes and reads, by looking over the shoulder of its storage: the product's and its libraries' statements alike. */
export function countStorage({ storage }: Pick<DurableObjectState, "storage">, into: ObjectTally): void {
  const { sql } = storage;
  const exec = sql.exec.bind(sql);
  Object.defineProperty(sql, "exec", {
    value: (query: string, ...bindings: unknown[]) => {
      const cursor = exec(query, ...bindings);
      // A cursor counts as it is read; statements that write are done when they return.
      into.rows += cursor.rowsWritten;
      into.rows_read += cursor.rowsRead;
      return cursor;
    },
  });
  const setAlarm = storage.setAlarm.bind(storage);
  Object.defineProperty(storage, "setAlarm", {
    value: (...args: Parameters<typeof setAlarm>) => {
      into.alarms += 1;
      return setAlarm(...args);
    },
  });
}

const seen = new WeakSet<object>();

/** Counts what goes to the cache and the queue; once for each binding, however many objects share it. */
export function countBindings({ LLM_CACHE: kv, CALLS: queue }: { readonly LLM_CACHE: KVNamespace; readonly CALLS: Queue }): void {
  countCalls(kv, "get", () => (tally.kv.reads += 1));
  countCalls(kv, "put", () => (tally.kv.writes += 1));
  countCalls(queue, "send", () => (tally.queue.messages += 1));
}

function countCalls<T extends object>(binding: T, method: keyof T, note: () => void): void {
  const original = binding[method];
  if (typeof original !== "function" || seen.has(original)) return;
  const counted = (...args: unknown[]) => {
    note();
    return original.apply(binding, args);
  };
  seen.add(counted);
  Object.defineProperty(binding, method, { value: counted });
}
