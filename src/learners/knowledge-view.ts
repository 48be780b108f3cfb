import type { EvidenceRow, KnowledgeBody, ReviewsBody, SkillCard, SkillLevel } from "../protocol/knowledge.schema.ts";
import type { Contest, DayDone } from "./learner.store.ts";
import type { ExplainedAnswer } from "./mastery.ts";
import { buildCalendar, buildQueue, countStreak, DAILY_CAP, dayOf, type QueueInput } from "./review-queue.ts";
import { daysBetween } from "./review-schedule.ts";
import type { SkillState } from "./skill-state.schema.ts";
import type { Seen } from "./told-answer.schema.ts";

/** From these estimates on a skill grows, and is near. Whether it is mastered is the rule's word (`MASTERY`), not a figure's. */
const GROWING_FROM = 0.4;
const NEAR_FROM = 0.75;
/** The calendar shows so many days back and ahead. */
const CALENDAR_DAYS = 28;

/** A skill as its learner sees it. */
export function toCard({ mastery, right, taught, review }: SkillState): SkillCard {
  return {
    skill: mastery.skill,
    name: taught.concept,
    lesson_id: taught.lesson_id,
    lesson_title: taught.lesson_title,
    language: taught.language,
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
    language: seen.language,
    question: seen.question,
    form: formOf(answer.form.kind),
    // What is no answer is not shown; the border has no word for it.
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

/** Everything that a learner knows, what is due first, then by when it will be. */
export function viewKnowledge(skills: readonly SkillState[], days: readonly DayDone[], now: string): KnowledgeBody {
  const due = askNow(skills, now);
  const asked = new Set(due);
  const input = queueInput(skills, now);
  return {
    skills: [...due, ...skills.filter((skill) => !asked.has(skill)).sort(byDueThenName)].map(toCard),
    due_now: due.length,
    daily_cap: DAILY_CAP,
    streak_days: countStreak(new Set(days.map(({ day }) => day)), new Set(), now).days,
    calendar: [
      ...Array.from({ length: CALENDAR_DAYS }, (_, at) => ({ day: dayOf(now, at - CALENDAR_DAYS), due: 0, done: 0 })),
      ...buildCalendar(input, CALENDAR_DAYS + 1).map(({ day, reviews }) => ({ day, due: reviews, done: 0 })),
    ].map((one) => ({ ...one, done: days.find(({ day }) => day === one.day)?.done ?? 0 })),
  };
}

/** What is due, in the order in which it is asked; what is beyond the day's cap comes later. */
export function viewReviews(skills: readonly SkillState[], now: string): ReviewsBody {
  const { today, waiting, spread } = buildQueue(queueInput(skills, now));
  const taught = new Map(skills.map((state) => [state.mastery.skill, state.taught]));
  return {
    due: today.flatMap(({ card: { skill, due_at } }) => {
      const from = taught.get(skill);
      if (!from) return [];
      const { concept, lesson_title, language } = from;
      return [{ skill, name: concept, lesson_title, language, due_at, overdue_days: daysBetween(due_at, now) }];
    }),
    later: waiting + spread.length,
  };
}

/** The skills to ask now, in this order: what is due and fits under the day's cap, of which today's reviews have taken their part. */
export function askNow(skills: readonly SkillState[], now: string): SkillState[] {
  const bySkill = new Map(skills.map((state) => [state.mastery.skill, state]));
  return buildQueue(queueInput(skills, now)).today.flatMap(({ card }) => bySkill.get(card.skill) ?? []);
}

function queueInput(skills: readonly SkillState[], now: string): QueueInput {
  const today = dayOf(now, 0);
  return {
    cards: skills.flatMap(({ review }) => review ?? []),
    now,
    confusable: siblingsOf(skills.filter(({ review }) => review !== null && review.due_at <= now)),
    done_today: skills.filter(({ reviewed }) => reviewed?.at.slice(0, 10) === today).length,
  };
}

/** Pairs of skills that one lesson taught: those are most easily taken for each other, so they are asked side by side. */
function siblingsOf(skills: readonly SkillState[]): [string, string][] {
  return [...Map.groupBy(skills, ({ taught }) => taught.lesson_id).values()].flatMap((siblings) =>
    siblings.flatMap((one, at) => siblings.slice(at + 1).map((other): [string, string] => [one.mastery.skill, other.mastery.skill])),
  );
}

function byDueThenName(a: SkillState, b: SkillState): number {
  const due = ({ review }: SkillState): string => review?.due_at ?? "9999";
  const key = (state: SkillState): string => `${due(state)} ${state.mastery.skill}`;
  return key(a) < key(b) ? -1 : 1;
}
