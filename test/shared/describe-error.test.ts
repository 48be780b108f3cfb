import { DrizzleQueryError } from "drizzle-orm";
import { expect, it } from "vitest";
import { describeError } from "../../src/shared/describe-error.ts";

it("an operator reads why a query failed, and not the words of a learner that were in it", () => {
  const cause = new Error("D1_ERROR: no such table: sessions: SQLITE_ERROR");
  const failed = new DrizzleQueryError('insert into "sessions" values (?, ?)', ["ses_x", "My lesson about my illness"], cause);
  expect(failed.message).toContain("illness");
  expect(describeError(failed)).toBe("Error: D1_ERROR: no such table: sessions: SQLITE_ERROR");
});

it("an operator reads something whatever was thrown, even an error that is its own cause", () => {
  const circle = new Error("round");
  circle.cause = circle;
  expect([describeError("text"), describeError(null), describeError(circle)]).toEqual(["unknown", "unknown", "Error: round"]);
});
