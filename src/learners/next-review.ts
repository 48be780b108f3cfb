import type { Answer, Judgement } from "./evidence.schema.ts";
import type { SkillState } from "./skill-state.schema.ts";

const DAY_MS = 86_400_000;

/** When a skill is to be tried again after this answer; null while it has never been answered right. */
export function nextReview(
  state: Pick<SkillState, "review" | "mastery"> | null,
  answer: Answer,
  verdict: Judgement | "void",
): SkillState["review"] {
  const before = state?.review ?? null;
  if (verdict === "void" || verdict === "n/a" || !answer.verified) return before;
  if (!before && verdict !== "correct") return null;
  const isSameSession = before !== null && state?.mastery.last_at?.slice(0, 10) === answer.at.slice(0, 10);
  if (isSameSession && verdict === "correct") return before;
  const stability = verdict === "wrong" ? 1 : before ? before.stability * 2.2 : 2;
  const at = Date.parse(answer.at);
  return {
    due_at: new Date(at + stability * DAY_MS).toISOString(),
    last_at: answer.at,
    stability,
    difficulty: 5,
    reps: (before?.reps ?? 0) + 1,
    lapses: (before?.lapses ?? 0) + (verdict === "wrong" ? 1 : 0),
    state: 2,
  };
}
