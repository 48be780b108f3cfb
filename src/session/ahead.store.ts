import { type Ahead, aheadSchema } from "./ahead.schema.ts";

/** The one draft that waits for its moment. It survives the object's sleep, which a thinking learner outlasts; losing it costs a wait and nothing else. */
export interface AheadStore {
  load(): Ahead | null;
  save(ahead: Ahead): void;
}

/** Opens the store; its table is made with the first draft, so that lessons without models never write it. */
export function createAheadStore({ sql }: DurableObjectStorage): AheadStore {
  let hasTable: boolean | null = null;
  const isThere = (): boolean => {
    hasTable ??= sql.exec("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'ahead'").toArray().length > 0;
    return hasTable;
  };
  return {
    load() {
      if (!isThere()) return null;
      const [row] = sql.exec<{ body: string }>("SELECT body FROM ahead").toArray();
      return row ? read(row.body) : null;
    },
    save(ahead) {
      if (!isThere()) sql.exec("CREATE TABLE IF NOT EXISTS ahead (id INTEGER PRIMARY KEY CHECK (id = 1), body TEXT NOT NULL)");
      hasTable = true;
      sql.exec("INSERT INTO ahead (id, body) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body", JSON.stringify(ahead));
    },
  };
}

/** What another version wrote, or what is damaged, is as good as nothing. */
function read(body: string): Ahead | null {
  try {
    return aheadSchema.parse(JSON.parse(body));
  } catch {
    return null;
  }
}
