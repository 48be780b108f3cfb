import type { Verdict } from "./verdict.ts";

/** To somebody who says in words what a program was asked for: what there is of the idea, and that code is wanted. The item's cue follows. */
export const AS_CODE: Readonly<Record<NonNullable<Verdict["idea"]>, string>> = {
  whole: "The idea is right. Now write it as code.",
  part: "Part of the idea is there. Write as much of it as you can as code.",
};

/** To somebody whose number is right but for one last thing; the item's own cue speaks of the way to the number, which lies behind them. */
export const SHORT_OF: Readonly<Record<NonNullable<Verdict["short_of"]>, string>> = {
  result: "The calculation is right. Give the number that it comes to.",
  exactness: "That is a rounded value. Give the exact one.",
  unit: "The number is right. Look at the unit that is asked for.",
  lowest_terms: "The value is right. It can be written with smaller numbers.",
};

/** To somebody who answered a choice in words in which none of its options could be recognised. */
export const WHICH_OPTION = "This could not be matched with one of the options. Choose the one that comes closest to it.";
