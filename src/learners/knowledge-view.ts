import type { EvidenceRow, KnowledgeBody, ReviewsBody, SkillCard, SkillLevel } from "../protocol/knowledge.schema.ts";
import type { Contest, DayDone } from "./learner.store.ts";
import type { ExplainedAnswer } from "./mastery.ts";
import type { SkillState } from "./skill-state.schema.ts";
import type { Seen } from "./told-answer.schema.ts";

/** From these estimates on a skill grows, and is near. Whether it is mastered is the rule's word (`MASTERY`), not a figure's. */
const GROWING_FROM = 0.4;
const NEAR_FROM = 0.75;
/** Reviews a day at the most: a quarter of an hour. */
export const DAILY_CAP = 15;
/** The calendar shows so many days back and ahead. */
const CALENDAR_DAYS = 28;
const DAY_MS = 86_400_000;

/** The calendar day of an instant, in UTC. */
export function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** A skill as its learner sees it. */
export function toCard({ mastery, right, taught, review }: SkillState): SkillCard {
  return {
    skill: mastery.skill,
    name: taught.concept,
    lesson_id: taught.lesson_id,
    lesson_title: taught.lesson_title,
    mastery: mastery.known,
    level: levelOf(mastery),
    answers: mastery.observations,
    right,
    unassisted_answers: mastery.unassisted.of,
    unassisted_right: mastery.unassisted.right,
    last_at: mastery.last_at ?? new Date(0).toISOString(),
    due_at: review?.due_at ?? null,
  };
}

function levelOf({ known, mastered }: SkillState["mastery"]): SkillLevel {
  if (mastered) return "mastered";
  return known >= NEAR_FROM ? "near" : known >= GROWING_FROM ? "growing" : "begun";
}

/** One answer behind a figure. */
export function toRow(line: ExplainedAnswer, seen: Seen, contest: Contest | null): EvidenceRow {
  const { answer, correction, weight, before, after } = line;
  const { verdict: corrected } = correction ?? {};
  return {
    evidence_id: answer.id,
    at: answer.at,
    session_id: answer.session_id,
    lesson_title: seen.lesson_title,
    question: seen.question,
    form: formOf(answer.form.kind),
    verdict: answer.verdict === "n/a" ? "wrong" : answer.verdict,
    quoted: seen.quoted,
    hints: answer.hints,
    weight,
    mastery_before: before,
    mastery_after: after,
    kind: answer.purpose,
    contested: contest && { at: contest.at, reason: contest.reason },
    corrected:
      correction && corrected !== undefined && corrected !== "void" && corrected !== "n/a"
        ? { at: correction.at, verdict: corrected, by: correction.reason }
        : null,
  };
}

function formOf(kind: ExplainedAnswer["answer"]["form"]["kind"]): EvidenceRow["form"] {
  return kind === "short" || kind === "unknown" ? "open" : kind;
}

/** Everything that a learner knows, what is due first, then by name. */
export function viewKnowledge(skills: readonly SkillState[], days: readonly DayDone[], now: number): KnowledgeBody {
  const due = queueOf(skills, now);
  const waiting = new Set(due);
  return {
    skills: [...due, ...skills.filter((skill) => !waiting.has(skill)).sort(byDueThenName)].map(toCard),
    due_now: due.length,
    daily_cap: DAILY_CAP,
    streak_days: streakOf(days, now),
    calendar: calendarOf(skills, days, now),
  };
}

/** What is due, in the order in which it is asked; what is beyond the day's cap comes later. */
export function viewReviews(skills: readonly SkillState[], days: readonly DayDone[], now: number): ReviewsBody {
  const due = queueOf(skills, now);
  const asked = due.slice(0, leftToday(skills, now));
  void days;
  return {
    due: asked.map((state) => ({
      skill: state.mastery.skill,
      name: state.taught.concept,
      lesson_title: state.taught.lesson_title,
      due_at: state.review?.due_at ?? dayOf(now),
      overdue_days: Math.max(0, (now - Date.parse(state.review?.due_at ?? "")) / DAY_MS),
    })),
    later: due.length - asked.length,
  };
}
