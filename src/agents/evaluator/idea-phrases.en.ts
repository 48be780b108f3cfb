import type { Verdict } from "./verdict.ts";

/** To somebody who says in words what a program was asked for: what there is of the idea, and that code is wanted. The item's cue follows. */
export const AS_CODE: Readonly<Record<NonNullable<Verdict["idea"]>, string>> = {
  whole: "The idea is right. Now write it as code.",
  part: "Part of the idea is there. Write as much of it as you can as code.",
};
