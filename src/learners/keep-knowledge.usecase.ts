import type { ProtocolError } from "../protocol/errors.ts";
import type { EvidenceRow, WhyBody } from "../protocol/knowledge.schema.ts";
import { toIso } from "../shared/clock.ts";
import type { Logger } from "../shared/logger.ts";
import { describeError } from "../shared/describe-error.ts";
import { err, ok, type Result } from "../shared/result.ts";
import { admitEvidence } from "./admit-evidence.ts";
import { standingOf } from "./ability.ts";
import { type Answer, type Correction, EVIDENCE_VERSION, type Evidence, type Standing } from "./evidence.schema.ts";
import { askNow, toCard, toRow, viewKnowledge, viewReviews } from "./knowledge-view.ts";
import type { LearnerObjectPort, RecordOutcome } from "./learner-object.port.ts";
import type { DayDone, LearnerStore } from "./learner.store.ts";
import { explainMastery } from "./mastery.ts";
import type { ReviewMemory } from "./review-memory.port.ts";
import { foldSkill, isAnsweredElsewhere, placeTaught, stepSkill } from "./skill-state.ts";
import type { SkillState } from "./skill-state.schema.ts";
import type { StoredEvidence, ToldAnswer } from "./told-answer.schema.ts";

/** Rows shown behind a figure, the newest: more than anybody reads. */
const SHOWN_ROWS = 100;
const EXPORT_PAGE = 500;
/** A review that was begun so long ago is begun again: what was due then is not what is due now. */
const OPEN_REVIEW_MS = 12 * 60 * 60_000;
/** Lessons that go on side by side tell what they know up to this late; beyond it a clock has gone backwards. */
const ODD_MS = 60_000;

/** The port's acts without the wire: synchronous, so that nothing comes between what is read and what is written. */
type Synchronous<T> = { [K in keyof T]: T[K] extends (...args: infer A) => Promise<infer R> ? (...args: A) => R : never };
export type LearnerModel = Synchronous<Omit<LearnerObjectPort, "erase">>;

export interface LearnerModelDeps {
  readonly store: LearnerStore;
  /** How things are forgotten. */
  readonly fsrs: ReviewMemory;
  readonly logger: Logger;
  /** Whose it is, for the log. */
  readonly name: string;
}

/** One learner's model over its store: takes in evidence, folds it, and says what it comes to and why. */
export function createLearnerModel({ store, fsrs, logger, name }: LearnerModelDeps): LearnerModel {
  /** A skill as it stands; folded again where it was folded by other rules. */
  const stateOf = (skill: string): SkillState | null => store.skill(skill) ?? (store.isStale(skill) ? refold(skill, []) : null);

  function allSkills(): SkillState[] {
    for (const skill of store.staleSkills()) {
      try {
        refold(skill, []);
      } catch (error) {
        // One skill that cannot be read any more hides none of the others.
        logger.error("skill_unreadable", { learner: name, skill, reason: describeError(error) });
      }
    }
    return store.skills();
  }

  function record(told: readonly ToldAnswer[]): RecordOutcome[] {
    return told.map(recordOne);
  }

  function recordOne({ answer, seen }: ToldAnswer): RecordOutcome {
    const known = store.find(answer.id);
    const admitted = admitEvidence({ event: answer, same_id: known, target: null, last_at: store.lastAt(), isKnownSkill: () => true });
    if (!admitted.ok) {
      logger.error("evidence_refused", { learner: name, evidence_id: answer.id, code: admitted.error.code });
      return { id: answer.id, outcome: "refused" };
    }
    if (admitted.value.kind === "repeat") return { id: answer.id, outcome: "repeat" };
    const { event: held, held_ms } = admitted.value;
    if (held.type !== "answer") return { id: answer.id, outcome: "refused" };
    // A session that mastery moves on has told what it went by; others do not look.
    const event: Answer = { ...held, standing: held.standing ?? standingBeside(held.skill) };
    if (held_ms > ODD_MS) logger.warn("evidence_held", { learner: name, evidence_id: event.id, held_ms });
    const before = stateOf(event.skill);
    const twin = isAnsweredElsewhere(before, event, seen) ? voidOf(event) : null;
    const state: SkillState = { ...stepSkill(fsrs, before, event, twin), taught: placeTaught(before?.taught ?? null, event, seen) };
    store.write({
      evidence: [{ event, seen }, ...(twin ? [{ event: twin, seen: null }] : [])],
      skills: [state],
      days: twin ? [] : daysAfter(before, event),
    });
    return { id: event.id, outcome: twin ? "answered_elsewhere" : "counted" };
  }

  /** What the learner's other skills say of them now. */
  const standingBeside = (skill: string): Standing =>
    standingOf(store.skills().flatMap(({ mastery }) => (mastery.skill === skill ? [] : [mastery.ability])));

  /** The day's count, where the skill is the first time practised on it. */
  function daysAfter(before: SkillState | null, { at }: Answer): DayDone[] {
    const day = at.slice(0, 10);
    if (before?.mastery.last_at?.slice(0, 10) === day) return [];
    return [{ day, done: (store.days().find((one) => one.day === day)?.done ?? 0) + 1 }];
  }

  /** A skill folded anew from its whole log and `added`, which is written with it. */
  function refold(skill: string, added: readonly StoredEvidence[]): SkillState | null {
    const events: Evidence[] = [...store.eventsOf(skill), ...added.map(({ event }) => event)];
    const folded = foldSkill(fsrs, events);
    const taught = store.skill(skill)?.taught ?? placeOf(events);
    if (!folded || !taught) return null;
    const state = { ...folded, taught };
    store.write({ evidence: added, skills: [state], days: [] });
    return state;
  }

  /** Where the skill was taught, from what was seen of its newest answers. */
  function placeOf(events: readonly Evidence[]): SkillState["taught"] | null {
    const answers = events.filter((event) => event.type === "answer").slice(-SHOWN_ROWS);
    const seen = store.seen(answers.map(({ id }) => id));
    return answers.reduce<SkillState["taught"] | null>((taught, answer) => {
      const one = seen.get(answer.id);
      return one ? placeTaught(taught, answer, one) : taught;
    }, null);
  }

  function why(skill: string): Result<WhyBody, ProtocolError> {
    const state = stateOf(skill);
    if (!state) return err(UNKNOWN_SKILL);
    const explained = explainMastery(store.eventsOf(skill), skill);
    // What was set aside is no answer, and moves nothing.
    const lines = explained.answers.filter(({ answer }) => answer.verdict !== "n/a").slice(-SHOWN_ROWS);
    const seen = store.seen(lines.map(({ answer }) => answer.id));
    const contests = new Map(store.contests(skill).map((contest) => [contest.evidence_id, contest]));
    const rows = lines.flatMap((line) => {
      const one = seen.get(line.answer.id);
      return one ? [toRow(line, one, contests.get(line.answer.id) ?? null)] : [];
    });
    return ok({ card: toCard(state), prior: lines[0]?.before ?? explained.prior, rows });
  }

  function rowOf(skill: string, evidenceId: string): Result<EvidenceRow, ProtocolError> {
    const explained = why(skill);
    const row = explained.ok ? explained.value.rows.find(({ evidence_id }) => evidence_id === evidenceId) : undefined;
    return row ? ok(row) : err(UNKNOWN_EVIDENCE);
  }

  return {
    record,
    knowledge: (now) => viewKnowledge(allSkills(), store.days(), toIso(now)),
    why,
    contest(skill, evidenceId, reason, now) {
      const found = store.find(evidenceId);
      if (!stateOf(skill)) return err(UNKNOWN_SKILL);
      if (found?.type !== "answer" || found.skill !== skill) return err(UNKNOWN_EVIDENCE);
      store.writeContest({ evidence_id: evidenceId, at: toIso(now), reason }, skill);
      return rowOf(skill, evidenceId);
    },
    correct(evidenceId, { verdict, by }, now) {
      const found = store.find(evidenceId);
      if (found?.type !== "answer") return err(UNKNOWN_EVIDENCE);
      const inForce = store
        .eventsOf(found.skill)
        .findLast((event): event is Correction => event.type === "correction" && event.corrects === evidenceId);
      if (inForce?.verdict !== verdict || inForce.reason !== by) {
        const place = store.eventsOf(found.skill).length;
        const correction: Correction = {
          v: EVIDENCE_VERSION,
          type: "correction",
          id: `${evidenceId}:c${place}`.slice(-128),
          at: later(toIso(now), store.lastAt()),
          skill: found.skill,
          corrects: evidenceId,
          verdict,
          by: "operator",
          reason: by,
        };
        refold(found.skill, [{ event: correction, seen: null }]);
      }
      return rowOf(found.skill, evidenceId);
    },
    reviews: (now) => viewReviews(allSkills(), toIso(now)),
    takeReviews({ session_id, instead_of, now }) {
      const open = store.openReview();
      if (open && open.session_id !== instead_of && now - Date.parse(open.at) < OPEN_REVIEW_MS)
        return ok({ kind: "open", session_id: open.session_id, at: open.at });
      const skills = askNow(allSkills(), toIso(now));
      if (skills.length === 0)
        return err({ code: "nothing_due", detail: "Everything that you have learned is fresh; come back when something is due." });
      store.writeOpenReview({ session_id, at: toIso(now) });
      return ok({ kind: "taken", session_id, skills });
    },
    releaseReviews: (sessionId) => store.removeOpenReview(sessionId),
    skill(skill) {
      const state = stateOf(skill);
      return state ? ok(state) : err(UNKNOWN_SKILL);
    },
    masteries: (skills) => skills.flatMap((skill) => stateOf(skill)?.mastery ?? []),
    contests: () => store.allContests(),
    exportPage(after) {
      const { place, evidence } = store.page(after, EXPORT_PAGE);
      return { evidence, next: evidence.length < EXPORT_PAGE ? null : place };
    },
  };
}

const UNKNOWN_SKILL: ProtocolError = {
  code: "skill_not_found",
  detail: "GET /v1/knowledge lists the skills that you have answered about.",
};
const UNKNOWN_EVIDENCE: ProtocolError = {
  code: "evidence_not_found",
  detail: "GET /v1/knowledge/{skill} lists the answers behind a figure.",
};

/** The answer is kept, and does not count: another device had answered the same review. */
function voidOf({ id, at, skill }: Answer): Correction {
  return {
    v: EVIDENCE_VERSION,
    type: "correction",
    id: `${id}:twin`,
    at,
    skill,
    corrects: id,
    verdict: "void",
    by: "code",
    reason: "Another device had answered this review.",
  };
}

function later(one: string, other: string | null): string {
  return other !== null && Date.parse(other) > Date.parse(one) ? other : one;
}
