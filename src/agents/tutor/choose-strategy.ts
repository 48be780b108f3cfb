import type { DraftReason, Strategy } from "../../protocol/lesson.schema.ts";

/** The rungs of the ladder, by round: each one helps more than the one before. */
const LADDER: readonly Strategy[] = ["simpler", "other_approach", "worked_example", "smaller_step"];
/** After the ladder is used up: never twice the same in a row. */
const AFTERWARDS: readonly Strategy[] = ["other_approach", "worked_example", "smaller_step"];

/**
 * How to teach next. `remediation_round` counts the replies on this node that did not advance, questions excepted: 1 for the first of them.
 * Rounds 1 to 4 climb the ladder; from round 5 on its last three rungs alternate. A round below 1 counts as 1.
 */
export function chooseStrategy(reason: DraftReason, remediation_round: number): Strategy {
  switch (reason) {
    case "first":
    case "advance":
    case "practise":
    case "probe":
    case "teach":
      return "introduce";
    case "answer_question":
      return "answer_question";
    case "remediate": {
      const rung = Math.max(1, Math.floor(remediation_round)) - 1;
      return LADDER[rung] ?? AFTERWARDS[(rung - LADDER.length) % AFTERWARDS.length] ?? "other_approach";
    }
  }
}
