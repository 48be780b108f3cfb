import type { Outcome, Summary } from "../protocol/lesson.schema.ts";
import type { SessionState } from "./state.schema.ts";

/**
 * Days until a node comes back, the weakest first: FSRS-6's first intervals for "again", "hard" and "good". The learner's own queue goes by every answer to the
 * skill and may say otherwise; a session knows its own.
 */
export const REVISIT_DAYS = { set_aside: 1, with_help: 1, unverified: 2 } as const;
const WEAKEST_FIRST = Object.keys(REVISIT_DAYS);
const DAY_MS = 24 * 60 * 60 * 1000;

/** The summary of a session that has just passed its last node; `atMs` is the time of completion (Unix epoch, ms). */
export function summarise(state: SessionState, atMs: number): Summary {
  const outcomes = state.outcomes.map((outcome) => {
    const node = state.teaching_path.find((candidate) => candidate.id === outcome.node_id);
    return { ...outcome, concept: node?.concept ?? outcome.node_id, goal: node?.goal ?? "" };
  });
  const revisit = outcomes
    .flatMap((outcome) => (isShown(outcome.outcome) ? [] : [{ ...outcome, days: REVISIT_DAYS[outcome.outcome] }]))
    .sort((a, b) => WEAKEST_FIRST.indexOf(a.outcome) - WEAKEST_FIRST.indexOf(b.outcome) || b.failures - a.failures)
    .map(({ node_id, concept, days }) => ({ node_id, concept, due: new Date(atMs + days * DAY_MS).toISOString().slice(0, 10) }));
  const closing = outcomes.at(-1)?.outcome;
  // The closing node is never placed; the type does not know.
  return { outcomes, closing_check: closing === undefined || closing === "placed" ? "set_aside" : closing, revisit };
}

/** Answered right without help, before the teaching or after it: it comes back when its review is due, and no sooner. */
function isShown(outcome: Outcome["outcome"]): outcome is "unassisted" | "placed" {
  return outcome === "unassisted" || outcome === "placed";
}
