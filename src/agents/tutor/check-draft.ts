import type { Draft, TutorInput } from "../inputs.ts";

/** One finding of the gate. A hard one is never bypassed; a soft one is feedback that the retry limit can overrule. */
export interface Finding {
  readonly check: string;
  readonly hard: boolean;
  /** Feedback for the next draft: what is wrong and what to do. Never quotes the key. */
  readonly detail: string;
}

/** The cheap checks that run before a reviewer is paid. Empty means the draft may go to the reviewer. */
export type CheckDraft = (input: TutorInput, draft: Draft) => Finding[];
