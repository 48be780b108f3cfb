import { DatabaseSync } from "node:sqlite";

/** A Durable Object's storage over Node's SQLite: the part that the session store uses, with transactions that really roll back. */
export interface TestStorage {
  readonly storage: DurableObjectStorage;
  /** Makes the n-th write statement from now on throw (1 = the next); 0 turns it off. */
  failWrite(n: number): void;
  /** Rows of one table, for looking behind the store. */
  rows(query: string): Record<string, unknown>[];
}

/** Opens storage in memory. Two stores over the same `TestStorage` are one object before and after a crash. */
export function createTestStorage(): TestStorage {
  return storageOver(new DatabaseSync(":memory:"));
}

/** The same over a database that is open already. */
export function storageOver(db: DatabaseSync): TestStorage {
  let failAt = 0;

  function exec(
    query: string,
    ...bindings: (string | number | null | Uint8Array)[]
  ): { toArray(): unknown[]; [Symbol.iterator](): Iterator<unknown> } {
    if (failAt > 0 && /^\s*(INSERT|UPDATE|DELETE|CREATE)/i.test(query)) {
      failAt -= 1;
      if (failAt === 0) throw new Error("SQLITE_FULL: injected");
    }
    let rows: unknown[] = [];
    if (bindings.length === 0 && query.includes(";")) db.exec(query);
    else rows = db.prepare(query).all(...bindings);
    return { toArray: () => rows, [Symbol.iterator]: () => rows[Symbol.iterator]() };
  }

  function transactionSync<T>(work: () => T): T {
    db.exec("BEGIN");
    try {
      const value = work();
      db.exec("COMMIT");
      return value;
    } catch (error) {
      db.exec("ROLLBACK");
      throw error;
    }
  }

  return {
    // Only `sql.exec` and `transactionSync` are asked for; anything else would fail loudly.
    storage: { sql: { exec }, transactionSync } as unknown as DurableObjectStorage,
    failWrite(n) {
      failAt = n;
    },
    rows: (query) => db.prepare(query).all() as Record<string, unknown>[],
  };
}
