import type { DraftPart, ItemCheck } from "../../../src/protocol/course.schema.ts";

/** What the desk shows: what nobody has decided on yet, what a person should look at with care, or everything. */
export const FILTERS = ["to_do", "look", "all"] as const;
export type Filter = (typeof FILTERS)[number];

/** Checks that a person cannot overrule by approving; the server holds the same line. */
const BINDING: ReadonlySet<ItemCheck["check"]> = new Set(["solver", "leak", "grounded"]);

/** Whether the part waits for a decision; what is held back does not: without one it stays out of the lesson. */
export const isToDo = ({ decision }: DraftPart): boolean => decision === "open";

/** Whether nobody has decided yet, and a check did not hold or no source is there to look at. */
export const needsLook = ({ decision, checks, passage_ids }: DraftPart): boolean =>
  decision === "held_back" || (decision === "open" && (passage_ids.length === 0 || checks.some(({ holds }) => !holds)));

/** Whether the part waits for a decision and nothing speaks against it: every check held, and its source stands beside it. */
export const isClean = (part: DraftPart): boolean => isToDo(part) && !needsLook(part);

/** Whether the part can be approved as it stands. */
export const mayApprove = ({ decision, checks }: DraftPart): boolean =>
  decision !== "approved" && decision !== "edited" && !checks.some(({ check, holds }) => !holds && BINDING.has(check));

/** Whether a filter shows the part. */
export const isIn = (filter: Filter, part: DraftPart): boolean => filter === "all" || (filter === "to_do" ? isToDo(part) : needsLook(part));
