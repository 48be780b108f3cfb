import type { SkillLevel } from "../../../src/protocol/knowledge.schema.ts";
import type { StoneState } from "../../ui/stones.ts";

const LEVELS: readonly SkillLevel[] = ["begun", "growing", "near", "mastered"];

/** A skill as a pile: one stone for each level that it has reached; the last one, that of mastery, is moss. */
export function stonesOf(level: SkillLevel): StoneState[] {
  const reached = LEVELS.indexOf(level);
  return LEVELS.map((one, index) => (index > reached ? "to_come" : one === "mastered" ? "current" : "laid"));
}
