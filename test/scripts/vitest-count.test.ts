import { describe, expect, it } from "vitest";
import { countTests } from "../../scripts/lib/vitest.ts";

const file = (status: string, ...tests: string[]) => ({ status, assertionResults: tests.map((result) => ({ status: result })) });
const report = (success: boolean, passed: number, failed: number, ...testResults: ReturnType<typeof file>[]) => ({
  success,
  numPassedTests: passed,
  numFailedTests: failed,
  testResults,
});

describe("a contributor who reads the last line of `npm test`", () => {
  it("sees what passed and what failed", () => {
    expect(countTests(report(true, 2, 0, file("passed", "passed", "passed")), true)).toEqual({ passed: 2, failed: 0 });
    expect(countTests(report(false, 1, 1, file("failed", "passed", "failed")), false)).toEqual({ passed: 1, failed: 1 });
  });

  it("sees a file that could not be loaded as a failure, although no test in it failed", () => {
    expect(countTests(report(false, 1, 0, file("passed", "passed"), file("failed")), false)).toEqual({ passed: 1, failed: 1 });
    expect(countTests(report(false, 1, 1, file("failed", "passed", "failed"), file("failed")), false)).toEqual({ passed: 1, failed: 2 });
  });

  it("sees a run that ended badly without a failing test as a failure: an error that nobody caught, or no tests at all", () => {
    expect(countTests(report(true, 3, 0, file("passed", "passed")), false)).toEqual({ passed: 3, failed: 1 });
    expect(countTests(report(false, 0, 0), false)).toEqual({ passed: 0, failed: 1 });
  });
});
