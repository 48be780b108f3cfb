import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { z } from "zod";
import { buildWeb } from "../../scripts/lib/build-web.ts";
import { mustRun, ROOT } from "../../scripts/lib/command.ts";
import type { Pack } from "../../src/curriculum/pack.schema.ts";
import { priceOf } from "../../src/llm/routes/price-of.ts";
import { Learner, newToken } from "../lib/learner.ts";
import { startModelServer } from "../lib/model-server.ts";
import type { Report, Row } from "../lib/report.ts";
import { type Runtime, startRuntime } from "../lib/runtime.ts";
import { round } from "../lib/stats.ts";
import { PRICES } from "../prices.ts";
import { scriptFor } from "../script.ts";
import type { Tally } from "../tally.ts";
import type { Stored } from "../worker.ts";

const MAX_WORKER_BYTES = 1_000_000;
const MAX_PAGE_BYTES = 60_000;
const MAX_COST_PER_1000_TURNS = 0.05;

/**
 * How long a session is at work for a turn and cannot sleep: three calls to a model of the Gemini Flash class (3.4 s), two more on every third turn for the
 * message drafted ahead (0.8 s), and the moment until it settles. What waits for a learner may sleep at any time, and is not billed.
 */
const AWAKE_S = 3.4 + 0.8 + 0.25;
/** The registry's row in D1 and its index entries are written when the learner gets on, which is every third turn here. */
const REGISTRY_ROWS_A_TURN = 2 / 3;
/** Longer than turns wait to be settled together: as with people, each is settled on its own. */
const THINK_MS = 1_200;
/** Longer than the queue waits for company. */
const UNTIL_TOLD_MS = 8_000;
/** Whose list price the tokens are counted at. */
const MODEL = "openai:gpt-4.1-mini";

/** What has to be loaded, what is stored and written a turn, and what platform and provider ask for it. */
export async function benchWeight(pack: Pack): Promise<Report> {
  const page = await weighPage();
  const worker = await weighWorker();
  const { lessons, before, after } = await countLessons(pack);
  const turns = lessons.reduce((sum, one) => sum + one.turns, 0);
  const per = (of: (tally: Tally) => number) => round((of(after) - of(before)) / turns);
  const perLesson = (of: (stored: Stored) => number) =>
    Math.round(lessons.reduce((sum, { first, last }) => sum + of(last) - of(first), 0) / turns);
  const calls = round(lessons.reduce((sum, one) => sum + one.calls.length, 0) / turns);
  const cost = costPer1000(per, calls);
  const atMost = (what: string, bytes: number, max: number): Row => ({
    what,
    measured: `${(bytes / 1_000).toFixed(1)} kB`,
    bar: `≤ ${max / 1_000} kB`,
    ok: bytes <= max,
  });
  const plain = (what: string, measured: string): Row => ({ what, measured, bar: "", ok: null });
  const rowsOf = (kind: "session" | "learner" | "ledger") => per((tally) => tally[kind].rows + tally[kind].alarms).toFixed(1);
  const dollars = (part: keyof Costs) => `$${cost[part].toFixed(4)}`;
  return {
    rows: [
      atMost("Worker, gzip", worker, MAX_WORKER_BYTES),
      atMost("page script on first load, gzip", page, MAX_PAGE_BYTES),
      plain("bytes of events a turn", `${perLesson((stored) => stored.event_bytes)}`),
      plain("growth of the object's database a turn", `${perLesson((stored) => stored.database_bytes)} bytes`),
      plain(
        "rows written a turn, alarms included: session, learner, ledger, records of calls",
        `${rowsOf("session")}, ${rowsOf("learner")}, ${rowsOf("ledger")}, ${calls.toFixed(1)}`,
      ),
      plain(
        "a turn's requests to learner and ledger, queue messages, KV reads and writes",
        [
          per((tally) => tally.learner.requests),
          per((tally) => tally.ledger.requests),
          per((tally) => tally.queue.messages),
          per((tally) => tally.kv.reads),
          per((tally) => tally.kv.writes),
        ]
          .map((value) => value.toFixed(1))
          .join(", "),
      ),
      {
        what: `platform cost of 1,000 turns, prices of ${PRICES.as_of}`,
        measured: `${dollars("total")} (rows ${dollars("rows")}, time ${dollars("time")}, requests ${dollars("requests")}, queue ${dollars("queue")}, KV ${dollars("kv")})`,
        bar: `≤ $${MAX_COST_PER_1000_TURNS}`,
        ok: cost.total <= MAX_COST_PER_1000_TURNS,
      },
      ...lessons.map(({ tokens }, at) =>
        plain(
          `tokens of 1,000 turns at the list price of ${MODEL}, ${at === 0 ? "first learner of a lesson" : "later learner, who finds openings in the cache"}`,
          `$${tokens.dollars.toFixed(2)}; drafted ahead and not used: ${(100 * tokens.wasted_share).toFixed(1)} %`,
        ),
      ),
    ],
    raw: {
      worker_gzip_bytes: worker,
      page_gzip_bytes: page,
      turns,
      cost,
      tally: { before, after },
      lessons: lessons.map(({ calls, ...lesson }) => ({ ...lesson, calls: calls.length })),
    },
  };
}

type Costs = Record<"rows" | "time" | "requests" | "queue" | "kv" | "total", number>;

function costPer1000(per: (of: (tally: Tally) => number) => number, callRows: number): Costs {
  const objects = ["session", "learner", "ledger"] as const;
  const rowsWritten = objects.reduce((sum, kind) => sum + per((tally) => tally[kind].rows + tally[kind].alarms), 0);
  const rowsRead = objects.reduce((sum, kind) => sum + per((tally) => tally[kind].rows_read), 0);
  const told = per((tally) => tally.learner.requests);
  const rows = (rowsWritten + callRows + REGISTRY_ROWS_A_TURN) * PRICES.row_written + rowsRead * PRICES.row_read;
  const time = AWAKE_S * PRICES.object_gb * PRICES.object_gb_second;
  // One message in, the alarms, and what the session asks of learner and ledger.
  const asked =
    1 / PRICES.socket_messages_per_request + per((tally) => tally.session.alarms) + told + per((tally) => tally.ledger.requests);
  const queue = per((tally) => tally.queue.messages) * PRICES.queue_operations_per_message * PRICES.queue_operation;
  const kv = per((tally) => tally.kv.reads) * PRICES.kv_read + per((tally) => tally.kv.writes) * PRICES.kv_write;
  const requests = asked * PRICES.object_request;
  const parts = { rows, time, requests, queue, kv, total: rows + time + requests + queue + kv };
  return {
    rows: round6(1_000 * parts.rows),
    time: round6(1_000 * parts.time),
    requests: round6(1_000 * parts.requests),
    queue: round6(1_000 * parts.queue),
    kv: round6(1_000 * parts.kv),
    total: round6(1_000 * parts.total),
  };
}

interface Lesson {
  readonly turns: number;
  readonly first: Stored;
  readonly last: Stored;
  readonly calls: readonly CallRow[];
  readonly tokens: ReturnType<typeof moneyOf>;
}

/** Two learners, one after the other, each through one lesson up to its closing node; the objects count for themselves. */
async function countLessons(pack: Pack): Promise<{ lessons: Lesson[]; before: Tally; after: Tally }> {
  const server = await startModelServer(scriptFor(pack), 0);
  const runtime = await startRuntime({ pack, vars: { LLM_BASE_URL: server.url, LLM_MODEL: "bench", COUNT: "on" } });
  try {
    const lessons: Lesson[] = [];
    for (let at = 0; at < 2; at++) lessons.push(await countLesson(runtime, pack));
    const [begin, end] = [lessons[0]?.first, lessons.at(-1)?.last];
    if (!begin || !end) throw new Error("No lesson was counted.");
    return { lessons, before: begin.tally, after: end.tally };
  } finally {
    await runtime.stop();
    await server.stop();
  }
}

async function countLesson(runtime: Runtime, pack: Pack): Promise<Lesson> {
  const learner = await Learner.start(runtime.url, pack, await newToken(runtime.url));
  const look = async () => (await (await fetch(`${runtime.url}/stored/${learner.session_id}`)).json()) as Stored;
  const first = await look();
  let turns = 0;
  for (; !learner.isAtEnd; turns++) {
    await sleep(THINK_MS);
    await learner.turn("model");
  }
  await sleep(UNTIL_TOLD_MS);
  const last = await look();
  learner.close();
  const rows = runtime.select(`SELECT * FROM model_calls WHERE session_id = '${learner.session_id}'`);
  const calls = z.array(callRowSchema).parse(rows);
  return { turns, first, last, calls, tokens: moneyOf(calls, turns) };
}

const callRowSchema = z.object({
  purpose: z.string(),
  cache: z.string(),
  input_tokens: z.number(),
  output_tokens: z.number(),
  prompt_hash: z.string().nullable(),
});
type CallRow = z.output<typeof callRowSchema>;

/** What the tokens of a lesson come to, and the share that went into drafts and reviews ahead which no turn used. */
function moneyOf(calls: readonly CallRow[], turns: number) {
  const price = priceOf(MODEL, null);
  const nanousd = (rows: readonly CallRow[]) =>
    rows.reduce((sum, row) => sum + row.input_tokens * price.input_nanousd + row.output_tokens * price.output_nanousd, 0);
  const asked = calls.filter(({ cache }) => cache === "none");
  const used = new Set(calls.filter(({ cache }) => cache === "speculation").map(({ prompt_hash }) => prompt_hash));
  const wasted = asked.filter(({ purpose, prompt_hash }) => purpose === "speculation" && !used.has(prompt_hash));
  return { dollars: round6((nanousd(asked) / turns) * 1_000 * 1e-9), wasted_share: round(nanousd(wasted) / nanousd(asked)) };
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

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
