import { randomInt } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../scripts/lib/command.ts";
import { type CrashReport, type CrashRun, runCrashes } from "./run-crashes.ts";
import { resumeByWatchdog } from "./watchdog.ts";

const KEPT = join(ROOT, "test/crash/kept-seeds.json");

export interface Campaign {
  readonly reports: readonly CrashReport[];
  readonly violations: readonly string[];
  /** Ms from the restart until the watchdog alone had gone on with a killed session. */
  readonly watchdog_ms: number | null;
}

/**
 * Runs the seeds that once failed, then `seed` (or one drawn now) with this many kills, then the watchdog's case. A seed that fails is added to
 * `kept-seeds.json`, to be committed with what mends it.
 */
export async function runCampaign({
  kills,
  seed = randomInt(2 ** 31),
  say,
}: {
  kills: number;
  seed?: number;
  say: (line: string) => void;
}): Promise<Campaign> {
  const kept = readKept();
  const reports: CrashReport[] = [];
  for (const run of [...kept, { seed, kills }]) {
    say(`Seed ${run.seed}: ${run.kills} kills …`);
    const report = await runCrashes(run);
    reports.push(report);
    say(describe(report));
  }
  const failed = reports.filter(({ violations }) => violations.length > 0);
  const fresh = failed
    .filter((report) => !kept.some((run) => run.seed === report.seed))
    .map((report): CrashRun => ({ seed: report.seed, kills: report.kills }));
  if (fresh.length > 0) writeFileSync(KEPT, `${JSON.stringify([...kept, ...fresh])}\n`);

  const watchdog_ms = await resumeByWatchdog();
  say(
    watchdog_ms === null
      ? "The watchdog alone did not go on within 5 s."
      : `The watchdog alone went on ${watchdog_ms} ms after the restart.`,
  );
  const violations = reports.flatMap((report) => report.violations.map((violation) => `seed ${report.seed}: ${violation}`));
  if (watchdog_ms === null) violations.push("the watchdog alone did not go on within 5 s");
  const cases = reports.reduce((sum, report) => sum + report.cases, 1);
  say(`${cases} generated cases, ${violations.length} violations`);
  return { reports, violations, watchdog_ms };
}

function readKept(): CrashRun[] {
  return JSON.parse(readFileSync(KEPT, "utf8")) as CrashRun[];
}

function describe(report: CrashReport): string {
  const resumed = report.falls.flatMap(({ resumed_ms }) => (resumed_ms === null ? [] : [resumed_ms]));
  const rows = [...Map.groupBy(report.falls, ({ phase }) => phase)]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([phase, falls]) => `  ${phase.padEnd(16)} ${String(falls.length).padStart(5)}`);
  const summary = [
    ["sessions", report.sessions],
    ["connections", report.connections],
    ["acknowledgements", report.acks],
    ["model requests", report.model_requests],
    ["restart p50, ms", median(report.restarts_ms)],
    ["restart max, ms", Math.max(...report.restarts_ms)],
    ["resumed p50, ms", median(resumed)],
    ["resumed max, ms", Math.max(0, ...resumed)],
  ].map(([what, value]) => `  ${String(what).padEnd(16)} ${String(value).padStart(5)}`);
  const bad = report.violations.map((violation) => `  ✗ ${violation}`);
  if (report.state_path) bad.push(`  What was stored lies in ${report.state_path}`);
  return ["  killed while in", ...rows, ...summary, ...bad].join("\n");
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
