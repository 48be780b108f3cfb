import type { Answer } from "./evidence.schema.ts";

/**
 * Below these times nobody has read the item and thought: an answer so fast is a guess. Three seconds is the usual threshold for choices (Kong, Wise and
 * Bhola 2007); a written answer takes longer to type than to guess, two seconds is less than any of them needs.
 */
export const FAST_GUESS_MS = { choice: 3_000, produced: 2_000 } as const;
/** All hints opened and an answer given within this time: they were opened for the last one, not read (Aleven et al. 2006: under a second a hint; ours is per item). */
export const HINT_RUSH_MS = 8_000;
/** How much of a fast guess counts, right or wrong: it says little either way, and it does not say nothing. */
export const FAST_GUESS_SHARE = 0.25;
/** A habit is seen in this many of the last answers: one quick answer is no habit (Baker et al. 2004 look at runs of actions, not at single ones). */
export const HABIT = { seen: 3, of_last: 5 } as const;
const ALL_HINTS = 3;

export const HASTES = ["fast_guess", "hint_rush"] as const;
export type Haste = (typeof HASTES)[number];

/** What of an answer its haste is told by. */
export type HasteInput = Pick<Answer, "duration_ms" | "form" | "hints" | "purpose" | "verdict">;

/** What one answer's own time says; null when nobody measured it or it was long enough. Reviews of something known may be quick when they are right. */
export function readHaste({ duration_ms, form, hints, purpose, verdict }: HasteInput): Haste | null {
  if (duration_ms === null || verdict === "n/a") return null;
  if (hints >= ALL_HINTS) return duration_ms < HINT_RUSH_MS ? "hint_rush" : null;
  if (purpose === "review" && verdict === "correct" && form.kind !== "choice") return null;
  return duration_ms < FAST_GUESS_MS[form.kind === "choice" ? "choice" : "produced"] ? "fast_guess" : null;
}

/** What a teacher of flesh would do about a habit: never a reproach, never a lock. */
export interface GamingAdvice {
  readonly habit: Haste;
  /** The next item is to be written, not chosen. */
  readonly ask_produced: boolean;
  /** The next message begins with a smaller step, since who rushes is often lost or bored. */
  readonly smaller_step: boolean;
}

/** Looks at the haste of the last answers, oldest first; null while there is no habit. */
export function noticeGaming(hastes: readonly (Haste | null)[]): GamingAdvice | null {
  const recent = hastes.slice(-HABIT.of_last);
  for (const habit of HASTES)
    if (recent.filter((haste) => haste === habit).length >= HABIT.seen)
      return { habit, ask_produced: habit === "fast_guess", smaller_step: habit === "hint_rush" };
  return null;
}
