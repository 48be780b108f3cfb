import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { buildWeb } from "../../scripts/lib/build-web.ts";
import { mustRun, ROOT } from "../../scripts/lib/command.ts";
import type { Pack } from "../../src/curriculum/pack.schema.ts";
import { Learner, newToken } from "../lib/learner.ts";
import type { Report, Row } from "../lib/report.ts";
import { startRuntime } from "../lib/runtime.ts";
import { round } from "../lib/stats.ts";
import { PRICES } from "../prices.ts";
import { scriptFor } from "../script.ts";
import type { Stored } from "../worker.ts";

const MAX_WORKER_BYTES = 1_000_000;
const MAX_PAGE_BYTES = 60_000;
const MAX_COST_PER_1000_TURNS = 0.05;

/** How long an object stays awake for a turn: three calls to a model of the Gemini Flash class (3.4 s), and the ten seconds until it may sleep. */
const AWAKE_S = 3.4 + 10;
/** The registry's row in D1, its index entries and the two alarms are written when the learner gets on, which is every third turn here. */
const REGISTRY_ROWS_A_TURN = 3 / 3;

/** What has to be loaded, what is stored and written a turn, and what the platform asks for it. */
export async function benchWeight(pack: Pack): Promise<Report> {
  const page = await weighPage();
  const worker = await weighWorker();
  const { turns, first, last } = await countStored(pack);
  const per = (of: (stored: Stored) => number) => round((of(last) - of(first)) / turns);
  const rows = per(({ writes }) => (writes ? writes.rows + writes.alarms : Number.NaN));
  const rowsRead = per(({ writes }) => writes?.rows_read ?? Number.NaN);
  const eventBytes = per((stored) => stored.event_bytes);
  const databaseBytes = per((stored) => stored.database_bytes);
  const cost = costPer1000(rows + REGISTRY_ROWS_A_TURN, rowsRead);
  const atMost = (what: string, bytes: number, max: number): Row => ({
    what,
    measured: `${(bytes / 1_000).toFixed(1)} kB`,
    bar: `≤ ${max / 1_000} kB`,
    ok: bytes <= max,
  });
  return {
    rows: [
      atMost("Worker, gzip", worker, MAX_WORKER_BYTES),
      atMost("page script on first load, gzip", page, MAX_PAGE_BYTES),
      { what: "bytes of events a turn", measured: `${Math.round(eventBytes)}`, bar: "", ok: null },
      { what: "growth of the object's database a turn", measured: `${Math.round(databaseBytes)} bytes`, bar: "", ok: null },
      { what: "rows written a turn, alarms included", measured: rows.toFixed(1), bar: "", ok: null },
      {
        what: `platform cost of 1,000 turns, prices of ${PRICES.as_of}`,
        measured: `$${cost.total.toFixed(4)} (rows $${cost.rows.toFixed(4)}, time $${cost.time.toFixed(4)}, requests $${cost.requests.toFixed(4)})`,
        bar: `≤ $${MAX_COST_PER_1000_TURNS}`,
        ok: cost.total <= MAX_COST_PER_1000_TURNS,
      },
    ],
    raw: {
      worker_gzip_bytes: worker,
      page_gzip_bytes: page,
      turns,
      rows,
      rows_read: rowsRead,
      event_bytes: eventBytes,
      database_bytes: databaseBytes,
      cost,
      first,
      last,
    },
  };
}

function costPer1000(rowsWritten: number, rowsRead: number) {
  const rows = 1_000 * (rowsWritten * PRICES.row_written + rowsRead * PRICES.row_read);
  const time = 1_000 * AWAKE_S * PRICES.object_gb * PRICES.object_gb_second;
  // One message in, and an alarm for the registry on every third turn.
  const requests = 1_000 * (1 / PRICES.socket_messages_per_request + 1 / 3) * PRICES.object_request;
  return { rows: round6(rows), time: round6(time), requests: round6(requests), total: round6(rows + time + requests) };
}

/** Stored before the first and after the last turn of one lesson up to its closing node, counted by the object itself. */
async function countStored(pack: Pack): Promise<{ turns: number; first: Stored; last: Stored }> {
  const runtime = await startRuntime({ pack, vars: { FIXTURES: JSON.stringify(scriptFor(pack)), COUNT_WRITES: "on" } });
  try {
    const learner = await Learner.start(`${runtime.url}/scripted`, pack, await newToken(runtime.url));
    const look = async () => (await (await fetch(`${runtime.url}/stored/${learner.session_id}`)).json()) as Stored;
    const first = await look();
    let turns = 0;
    for (; !learner.isAtEnd; turns++) await learner.turn("model");
    const last = await look();
    learner.close();
    return { turns, first, last };
  } finally {
    await runtime.stop();
  }
}

async function weighWorker(): Promise<number> {
  const out = ".wrangler/tmp/bench/product";
  rmSync(join(ROOT, out), { recursive: true, force: true });
  await mustRun("wrangler", ["deploy", "--dry-run", "--outdir", out], "The Worker could not be bundled.");
  return sum(
    readdirSync(join(ROOT, out))
      .filter((file) => /\.(js|wasm)$/.test(file))
      .map((file) => join(ROOT, out, file)),
  );
}

/** The scripts that the page names itself; what is imported on demand is not waited for. */
async function weighPage(): Promise<number> {
  await buildWeb(() => {});
  const html = readFileSync(join(ROOT, "dist/web/index.html"), "utf8");
  return sum([...html.matchAll(/(?:src|href)="\/([^"]+\.js)"/g)].map(([, path = ""]) => join(ROOT, "dist/web", path)));
}

function sum(files: readonly string[]): number {
  return files.reduce((bytes, file) => bytes + gzipSync(readFileSync(file), { level: 9 }).length, 0);
}

function round6(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
