import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PUBLIC_TENANT } from "../../src/identity/create-learner.usecase.ts";
import { mustRun, ROOT } from "./command.ts";
import { packsToSql } from "./pack-sql.ts";
import { readPacks } from "./packs.ts";
import { hashFiles, oncePerInput } from "./stamp.ts";

/** Where `npm start` keeps what learners did: D1 and the session objects. */
export const LOCAL_STATE = ".wrangler/state";

/** The registry in D1, local or the deployed one. */
export type Database = { readonly kind: "local"; readonly persist_to: string } | { readonly kind: "remote" };

const target = (database: Database): string[] =>
  database.kind === "local" ? ["--local", "--persist-to", database.persist_to] : ["--remote"];

/** Brings the tables up to date; wrangler knows which migrations were applied. */
export async function applyMigrations(database: Database): Promise<void> {
  await mustRun(
    "wrangler",
    ["d1", "migrations", "apply", "DB", ...target(database)],
    "Migrations only grow: add a new one instead of changing one that was applied.",
  );
}

/** Puts the starter packs on the shelf. */
export async function loadPacks(database: Database): Promise<void> {
  const folder = join(ROOT, ".wrangler/tmp");
  const file = join(folder, `packs-${database.kind}-${process.pid}.sql`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, `${packsToSql(await readPacks(), PUBLIC_TENANT).join("\n")}\n`);
  await mustRun("wrangler", ["d1", "execute", "DB", ...target(database), "--yes", "--file", file], `The statements are kept in ${file}.`);
  rmSync(file);
}

/** Local tables and shelf, made or brought up to date only when migrations or packs have changed. */
export async function prepareLocalDatabase(persistTo: string, say: (line: string) => void): Promise<void> {
  const database: Database = { kind: "local", persist_to: persistTo };
  await oncePerInput(`${persistTo}/migrations.stamp`, hashFiles(["migrations"]), async () => {
    say("Applying migrations to the local database …");
    await applyMigrations(database);
  });
  const input = hashFiles(["packs", "migrations", "src/curriculum/pack.schema.ts", "scripts/lib/pack-sql.ts"]);
  await oncePerInput(`${persistTo}/packs.stamp`, input, async () => {
    say("Putting the starter packs on the shelf …");
    await loadPacks(database);
  });
}
