import type { Answer, Correction, Evidence } from "./evidence.schema.ts";
import { startMastery, takeAnswer } from "./mastery.ts";
import { nextReview } from "./next-review.ts";
import type { ReviewMemory } from "./review-memory.port.ts";
import type { SkillState } from "./skill-state.schema.ts";
import type { Seen } from "./told-answer.schema.ts";

/** Items remembered as asked: more than a skill usually has. */
const ASKED_ITEMS = 12;

/** A skill as the log alone gives it; where it was taught is known by what was seen. */
export type FoldedSkill = Omit<SkillState, "taught">;

/** A skill after one more answer; `state` is null before the first. `correction`: the one in force, if a person or code has made one. */
export function stepSkill(
  fsrs: ReviewMemory,
  state: FoldedSkill | null,
  answer: Answer,
  correction: Correction | null = null,
): FoldedSkill {
  const before = state?.mastery ?? startMastery(answer.skill);
  const mastery = takeAnswer(before, answer, correction);
  const verdict = correction?.verdict ?? answer.verdict;
  const isRight = mastery.observations > before.observations && verdict === "correct";
  const isReview = answer.purpose === "review" && verdict !== "void";
  return {
    mastery: { ...mastery, unassisted: { ...mastery.unassisted } },
    right: (state?.right ?? 0) + (isRight ? 1 : 0),
    asked_item_ids: [...(state?.asked_item_ids ?? []).filter((id) => id !== answer.item_id), answer.item_id].slice(-ASKED_ITEMS),
    reviewed: isReview ? { session_id: answer.session_id, at: answer.at } : (state?.reviewed ?? null),
    review: nextReview(fsrs, state?.review ?? null, answer, verdict),
  };
}

/**
 * Names the way of folding by what it makes of a few answers: where any rule or number of it changes the name does, and what was folded otherwise is folded
 * again. So what is stored is what an explanation comes to, always.
 */
export function nameOfFold(fsrs: ReviewMemory): string {
  const probe = (at: number, change: Partial<Answer>): Answer => ({
    v: 1,
    type: "answer",
    id: `probe:${at}`,
    at: `2026-01-0${at}T00:00:00.000Z`,
    skill: "probe",
    session_id: "ses_probe",
    node_id: "node_probe",
    item_id: `itm_${at}`,
    form: { kind: "open" },
    purpose: "lesson",
    verdict: "correct",
    verified: true,
    hints: 0,
    unassisted: true,
    duration_ms: 30_000,
    difficulty: null,
    ...change,
  });
  const choice: Answer["form"] = { kind: "choice", options: 4 };
  const folded = foldSkill(fsrs, [
    probe(1, { verdict: "wrong", form: choice }),
    probe(2, { hints: 1, unassisted: false }),
    probe(3, { verdict: "partial", duration_ms: 1_000 }),
    probe(4, { form: { kind: "numeric" }, purpose: "review" }),
    probe(5, { form: { kind: "code" }, purpose: "closing_check", difficulty: 0.5 }),
    probe(6, { form: choice, duration_ms: 1_000 }),
    probe(7, { verdict: "n/a" }),
  ]);
  return `1:${JSON.stringify(folded)}`;
}

/** A skill folded from its events, oldest first: what stepping through them as they came gives too. Null where there is no answer. */
export function foldSkill(fsrs: ReviewMemory, events: readonly Evidence[]): FoldedSkill | null {
  const corrections = new Map<string, Correction>();
  for (const event of events) if (event.type === "correction") corrections.set(event.corrects, event);
  return events.reduce<FoldedSkill | null>(
    (state, event) => (event.type === "answer" ? stepSkill(fsrs, state, event, corrections.get(event.id) ?? null) : state),
    null,
  );
}

/** Where a skill was taught, after this answer. Reviews and challenges are no place to come back to. */
export function placeTaught(before: SkillState["taught"] | null, answer: Answer, seen: Seen): SkillState["taught"] {
  if (before && !teaches(answer)) return before;
  const { concept, lesson_id, lesson_title, language, pack } = seen;
  return { concept, lesson_id, lesson_title, language, pack, session_id: answer.session_id, node_id: answer.node_id };
}

/** Whether the answer was given in a lesson. */
export function teaches({ purpose }: Answer): boolean {
  return purpose !== "review" && purpose !== "challenge";
}

/** Whether another session has asked this review since this one began: it then counts once, for whoever answered first. */
export function isAnsweredElsewhere(state: FoldedSkill | null, answer: Answer, seen: Seen): boolean {
  const reviewed = state?.reviewed ?? null;
  return (
    answer.purpose === "review" &&
    reviewed !== null &&
    reviewed.session_id !== answer.session_id &&
    Date.parse(reviewed.at) >= Date.parse(seen.began_at)
  );
}
