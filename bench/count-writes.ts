/** What an object wrote since it was opened. */
export interface Writes {
  rows: number;
  rows_read: number;
  /** `setAlarm` is billed as a row. */
  alarms: number;
}

/** Counts what the platform would bill, by looking over the shoulder of `storage`: the product's and its libraries' statements alike. */
export function countWrites(storage: DurableObjectStorage): Writes {
  const writes: Writes = { rows: 0, rows_read: 0, alarms: 0 };
  const { sql } = storage;
  const exec = sql.exec.bind(sql);
  Object.defineProperty(sql, "exec", {
    value: (query: string, ...bindings: unknown[]) => {
      const cursor = exec(query, ...bindings);
      // A cursor counts as it is read; statements that write are done when they return.
      writes.rows += cursor.rowsWritten;
      writes.rows_read += cursor.rowsRead;
      return cursor;
    },
  });
  const setAlarm = storage.setAlarm.bind(storage);
  Object.defineProperty(storage, "setAlarm", {
    value: (...args: Parameters<typeof setAlarm>) => {
      writes.alarms += 1;
      return setAlarm(...args);
    },
  });
  return writes;
}
