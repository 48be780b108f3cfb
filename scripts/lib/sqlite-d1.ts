// D1 as the product sees it, over Node's own SQLite: for evaluations and tests of repositories, which run thousands of queries. What only D1 does (limits, sessions,
// transport) is tested in workerd.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { ROOT } from "./command.ts";

/** A new database in memory with all migrations applied. */
export function openSqliteD1(): D1Database {
  const database = new DatabaseSync(":memory:");
  const folder = join(ROOT, "migrations");
  for (const name of readdirSync(folder).sort()) if (name.endsWith(".sql")) database.exec(readFileSync(join(folder, name), "utf8"));
  return toD1(database);
}

const META = { duration: 0, size_after: 0, rows_read: 0, rows_written: 0, last_row_id: 0, changed_db: false };

function toD1(database: DatabaseSync): D1Database {
  const run = (sql: string, values: readonly SQLInputValue[]): D1Result<never> => {
    const statement = database.prepare(sql);
    if (statement.columns().length > 0)
      return { success: true, results: statement.all(...values) as never[], meta: { ...META, changes: 0 } };
    const { changes } = statement.run(...values);
    return { success: true, results: [], meta: { ...META, changes: Number(changes) } };
  };
  const statements = new WeakMap<object, () => D1Result<never>>();
  const prepare = (sql: string, values: readonly SQLInputValue[]): D1PreparedStatement => {
    const statement = {
      bind: (...bound: SQLInputValue[]) => prepare(sql, bound),
      run: async () => run(sql, values),
      all: async () => run(sql, values),
      raw: async () => run(sql, values).results.map((row) => Object.values(row)),
    };
    statements.set(statement, () => run(sql, values));
    return statement as unknown as D1PreparedStatement;
  };
  return {
    prepare: (sql: string) => prepare(sql, []),
    batch: async (batch: readonly D1PreparedStatement[]) => {
      database.exec("BEGIN");
      try {
        const results = batch.map((statement) => statements.get(statement)?.());
        database.exec("COMMIT");
        return results;
      } catch (error) {
        database.exec("ROLLBACK");
        throw error;
      }
    },
  } as unknown as D1Database;
}
