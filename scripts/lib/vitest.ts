import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ROOT, runCommand } from "./command.ts";

export interface TestCount {
  readonly passed: number;
  readonly failed: number;
}

/** The parts of vitest's JSON report that are counted. */
interface Report {
  readonly success: boolean;
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly { readonly status: string }[] }[];
}

/** Runs one project of vitest.config.ts, shows what it says (with `isBeside`, at its end, because something else is speaking meanwhile), and counts. */
export async function runTests(project: string, { isBeside = false } = {}): Promise<TestCount> {
  const file = join(ROOT, `.wrangler/tmp/tests-${project}.json`);
  mkdirSync(join(ROOT, ".wrangler/tmp"), { recursive: true });
  rmSync(file, { force: true });
  const { ok, output } = await runCommand(
    "vitest",
    ["run", "--project", project, "--reporter=default", "--reporter=json", `--outputFile.json=${file}`],
    { echo: !isBeside },
  );
  if (isBeside) process.stdout.write(output);
  // No report at all: vitest itself did not get as far as a test.
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  const report: Report = JSON.parse(readFileSync(file, "utf8"));
  return countTests(report, ok);
}

/**
 * Tests that passed and failed. A file that could not be loaded has no failed test in it and still counts as one failure, and so does a run that
 * ends badly without any, for instance by an error that nobody caught.
 */
export function countTests(report: Report, exitedWell: boolean): TestCount {
  const broken = report.testResults.filter(
    (file) => file.status === "failed" && !file.assertionResults.some(({ status }) => status === "failed"),
  );
  const failed = report.numFailedTests + broken.length;
  return { passed: report.numPassedTests, failed: failed === 0 && !(report.success && exitedWell) ? 1 : failed };
}
