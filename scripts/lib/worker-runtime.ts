import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Miniflare } from "miniflare";
import { PUBLIC_TENANT } from "../../src/identity/create-learner.usecase.ts";
import type { Pack } from "../../src/curriculum/pack.schema.ts";
import { mustRun, ROOT } from "./command.ts";
import { packsToSql } from "./pack-sql.ts";
import { hashFiles, oncePerInput } from "./stamp.ts";

const BUNDLE = ".wrangler/tmp/bundle";
const SECRET = "a-secret-for-tests-that-is-long-enough";

/** Bundles the Worker as a deploy would, unless that was done for the same sources. Returns the script's path. */
export async function bundleWorker(): Promise<string> {
  await oncePerInput(`${BUNDLE}/stamp`, hashFiles(["src", "wrangler.toml", "package-lock.json"]), async () => {
    // wrangler refuses a folder of assets that is not there; none of its files go into the bundle.
    mkdirSync(join(ROOT, "dist/web"), { recursive: true });
    rmSync(join(ROOT, BUNDLE), { recursive: true, force: true });
    await mustRun("wrangler", ["deploy", "--dry-run", "--outdir", BUNDLE], "The Worker could not be bundled.");
  });
  return join(ROOT, BUNDLE, "index.js");
}

/** What Miniflare has to know of the Worker whatever its script is: date, flags, variables of a local run with `vars` over them, and every binding. */
export function workerOptions(vars: Readonly<Record<string, string>>) {
  const settings = readFileSync(join(ROOT, "wrangler.toml"), "utf8");
  const flags = /^compatibility_flags = \[([^\]]*)\]/m.exec(settings)?.[1] ?? "";
  return {
    compatibilityDate: /^compatibility_date = "(.+)"$/m.exec(settings)?.[1] ?? "",
    compatibilityFlags: [...flags.matchAll(/"(\w+)"/g)].map(([, flag]) => flag ?? ""),
    bindings: { PROFILE: "local", IDENTITY_SECRET: SECRET, ...vars },
    durableObjects: {
      SESSIONS: { className: "SessionObject", useSQLite: true },
      LEDGERS: { className: "LedgerObject", useSQLite: true },
      LEARNERS: { className: "LearnerObject", useSQLite: true },
      COURSE_INDEXES: { className: "CourseIndexObject", useSQLite: true },
    },
    d1Databases: ["DB"],
    kvNamespaces: ["LLM_CACHE"],
    r2Buckets: ["FILES"],
    queueProducers: { CALLS: "cairn-calls", DOCUMENTS: "cairn-documents" },
    queueConsumers: { "cairn-calls": { maxBatchSize: 100, maxBatchTimeout: 1 }, "cairn-documents": { maxBatchTimeout: 1 } },
    workflows: {
      INGESTION: { name: "cairn-ingestion", className: "IngestionWorkflow" },
      AUTHORING: { name: "cairn-authoring", className: "AuthoringWorkflow" },
    },
  };
}

/** Makes the tables in a runtime's empty database and puts packs on the public shelf. */
export async function fillDatabase(miniflare: Miniflare, packs: readonly Pack[]): Promise<void> {
  const database = await miniflare.getD1Database("DB");
  const statements = [...readMigrations(), ...packsToSql(packs, PUBLIC_TENANT)];
  await database.batch(statements.map((statement) => database.prepare(statement.replace(/;\s*$/, ""))));
}

/**
 * Rows of a query against the database of a running Worker, read from its file under `storage`. Not through Miniflare's binding: its `prepare` stops this
 * thread until workerd answers, and a workerd that has much to log waits for this thread to read it, so that after a busy hour both wait for ever.
 */
export function selectRows(storage: string, query: string): Record<string, unknown>[] {
  const folder = join(storage, "d1/miniflare-D1DatabaseObject");
  const file = readdirSync(folder).find((name) => name.endsWith(".sqlite") && name !== "metadata.sqlite");
  if (file === undefined) throw new Error(`There is no database in ${folder}.`);
  const database = new DatabaseSync(join(folder, file), { readOnly: true });
  try {
    return database.prepare(query).all();
  } finally {
    database.close();
  }
}

function readMigrations(): string[] {
  const files = readdirSync(join(ROOT, "migrations")).filter((file) => file.endsWith(".sql"));
  return files.sort().flatMap((file) =>
    readFileSync(join(ROOT, "migrations", file), "utf8")
      .split("--> statement-breakpoint")
      .filter((statement) => statement.replace(/^--.*$/gm, "").trim() !== ""),
  );
}
