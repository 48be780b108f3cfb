import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { ROOT } from "../../scripts/lib/command.ts";

const DOC = "docs/performance.md";

/** One line of a table: what was measured, what came out, and what the house asks for. */
export interface Row {
  readonly what: string;
  readonly measured: string;
  /** The bar in words; empty where there is none. */
  readonly bar: string;
  /** Whether the bar is met; null where there is none. */
  readonly ok: boolean | null;
}

/** What a part of the bench comes back with. `raw` is small: spreads a round, not samples. */
export interface Report {
  readonly rows: readonly Row[];
  readonly raw: unknown;
}

/** The circumstances of a run, kept beside its figures. */
export interface Circumstances {
  readonly at: string;
  readonly node: string;
  readonly cpu: string;
  /** Load average of the last minute before and after; on a machine of two cores anything above 1 is not ours alone. */
  readonly load_before: number;
  readonly load_after: number;
  readonly seconds: number;
}

/** Notes the circumstances now; the returned function completes them at the end. */
export function observe(): () => Circumstances {
  const startedAt = Date.now();
  const load = () => Math.round((loadavg()[0] ?? 0) * 10) / 10;
  const before = load();
  return () => ({
    at: new Date(startedAt).toISOString(),
    node: process.version,
    cpu: `${cpus().length} × ${cpus()[0]?.model ?? "unknown"}`,
    load_before: before,
    load_after: load(),
    seconds: Math.round((Date.now() - startedAt) / 1_000),
  });
}

/** Keeps the raw figures and puts the table into docs/performance.md, between the part's marks. */
export function publish(name: string, report: Report, circumstances: Circumstances): string {
  const file = `bench/results/${circumstances.at.slice(0, 10)}-${name}.json`;
  mkdirSync(join(ROOT, "bench/results"), { recursive: true });
  writeFileSync(join(ROOT, file), `${JSON.stringify({ name, ...circumstances, ...report }, null, 1)}\n`);
  const { at, load_before, load_after, seconds } = circumstances;
  const table = [
    `| ${name} | measured | bar | |`,
    "|---|---|---|---|",
    ...report.rows.map(
      ({ what, measured, bar, ok }) => `| ${what} | ${measured} | ${bar} | ${ok === null ? "" : ok ? "met" : "**missed**"} |`,
    ),
    "",
    `${at.slice(0, 16).replace("T", " ")} UTC, ${seconds} s, load average ${load_before} before and ${load_after} after. Raw: \`${file}\`.`,
  ].join("\n");
  const text = readFileSync(join(ROOT, DOC), "utf8");
  const [begin, end] = [`<!-- bench:${name} -->`, `<!-- /bench:${name} -->`];
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`${DOC} has no place for ${name}: put ${begin} and ${end} where its table belongs.`);
  writeFileSync(join(ROOT, DOC), `${text.slice(0, from + begin.length)}\n${table}\n${text.slice(to)}`);
  return table;
}

export const ms = (value: number): string => `${value.toFixed(value < 10 ? 2 : 0)} ms`;
