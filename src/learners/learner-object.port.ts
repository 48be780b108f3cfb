import type { ProtocolError } from "../protocol/errors.ts";
import type { EvidenceRow, KnowledgeBody, ReviewsBody, WhyBody } from "../protocol/knowledge.schema.ts";
import type { Result } from "../shared/result.ts";
import type { Contest } from "./learner.store.ts";
import type { SkillMastery } from "./mastery.ts";
import type { SkillState } from "./skill-state.schema.ts";
import type { ToldAnswer } from "./told-answer.schema.ts";

/**
 * What became of an answer that was told. `repeat`: it was known already. `answered_elsewhere`: another device had answered the same review; it is kept and
 * does not count. `refused`: it does not fit, and telling it again will not help.
 */
export interface RecordOutcome {
  readonly id: string;
  readonly outcome: "counted" | "repeat" | "answered_elsewhere" | "refused";
}

/** A person's judgement of an answer. */
export interface CorrectionInput {
  readonly verdict: EvidenceRow["verdict"];
  /** Who it was, in words. */
  readonly by: string;
}

/** What to ask now: `open` where another device has begun already. */
export type TakenReviews =
  | { readonly kind: "open"; readonly session_id: string; readonly at: string }
  | { readonly kind: "taken"; readonly session_id: string; readonly skills: SkillState[] };

/** A page of the whole log, each event as JSON (`{event, seen}`); `next` is null at its end. */
export interface EvidencePage {
  readonly evidence: string[];
  readonly next: number | null;
}

/**
 * What can be asked of a learner's object. It rejects when it cannot be reached or its storage cannot be written. `now` is in ms since the epoch. Whoever asks
 * has made sure who the learner is: the object's name says whose it is.
 */
export interface LearnerObjectPort {
  /** Takes in answers, in their order. Each counts once, however often it is told. */
  record(told: readonly ToldAnswer[]): Promise<RecordOutcome[]>;
  knowledge(now: number): Promise<KnowledgeBody>;
  why(skill: string): Promise<Result<WhyBody, ProtocolError>>;
  /** The learner thinks that a verdict is wrong. The estimate stays until a person has looked. */
  contest(skill: string, evidenceId: string, reason: string, now: number): Promise<Result<EvidenceRow, ProtocolError>>;
  /** A person's judgement takes the place of ours; the estimate goes by it from then on. */
  correct(evidenceId: string, correction: CorrectionInput, now: number): Promise<Result<EvidenceRow, ProtocolError>>;
  reviews(now: number): Promise<ReviewsBody>;
  /**
   * Gives the due skills to the session `session_id`, unless one has them already; `instead_of` names the one that is over.
   * Error: `nothing_due`.
   */
  takeReviews(input: {
    readonly session_id: string;
    readonly instead_of: string | null;
    readonly now: number;
  }): Promise<Result<TakenReviews, ProtocolError>>;
  /** Gives back what a session took that never began; what another one has stays its own. */
  releaseReviews(sessionId: string): Promise<void>;
  /** A skill as it stands. Error: `skill_not_found`. */
  skill(skill: string): Promise<Result<SkillState, ProtocolError>>;
  /** What is known of these skills; those never met are not in it. */
  masteries(skills: readonly string[]): Promise<SkillMastery[]>;
  /** What the learner has contested, oldest first. */
  contests(): Promise<Contest[]>;
  exportPage(after: number): Promise<EvidencePage>;
  /** Erases everything that is known of the learner. */
  erase(): Promise<void>;
}
