import { logitOf } from "./belief.ts";
import { learnLogistic, type OnlineLogistic, predictLogistic, startLogistic } from "./online-logistic.ts";
import type { Grade, Memory, ReviewMemory } from "./review-memory.port.ts";

/** What one learner's reviews so far say of one thing. */
interface CardTrace {
  readonly memory: Memory;
  readonly recalled: number;
  readonly forgotten: number;
  /** 1 recalled, −1 forgotten: last time, and last time after at least a day. */
  readonly last: number;
  readonly last_delayed: number;
  /** Reviews again on the same day, a quarter each, at most 1. */
  readonly same_day: number;
}

/** FSRS as it was fitted to many people, set right for one learner by what that learner's own reviews have shown. Grown in place. */
export interface RecallLog {
  readonly cards: Map<string, CardTrace>;
  readonly person: OnlineLogistic;
  surprise: number;
}

export interface Recalled {
  readonly card: string;
  /** Days since the card's last review; 0 at its first. */
  readonly days: number;
}

/** How far a learner may differ from the many, per feature, in logits. */
const PERSON_VARIANCE = 0.3;
/** FSRS's own word counts in full, everything else not at all, until reviews say otherwise. */
const START = [0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0];
/** Where a forgetting curve's value is held, so that its logit is finite. */
const LEAST = 1e-4;

export function openRecallLog(): RecallLog {
  return { cards: new Map(), person: startLogistic(START, PERSON_VARIANCE), surprise: 0 };
}

/** P(recall) before the review, from earlier reviews alone; null: this card was never seen. Meant for reviews a day or more after the last one. */
export function predictRecall(fsrs: ReviewMemory, log: RecallLog, { card, days }: Recalled): number | null {
  const trace = log.cards.get(card);
  return trace ? predictLogistic(log.person, featuresOf(fsrs, log, trace, days)) : null;
}

/** Takes in a review. Reviews on the same day change the card, and teach nothing about forgetting. */
export function takeRecall(fsrs: ReviewMemory, log: RecallLog, { card, days, grade }: Recalled & { readonly grade: Grade }): void {
  const trace = log.cards.get(card);
  const recalled = grade > 1;
  const sign = recalled ? 1 : -1;
  const isDelayed = days >= 1;
  if (trace && isDelayed) {
    learnLogistic(log.person, featuresOf(fsrs, log, trace, days), recalled);
    log.surprise = 0.95 * log.surprise + 0.25 * ((recalled ? 1 : 0) - fsrs.recall(trace.memory, days));
  }
  log.cards.set(card, {
    memory: fsrs.next(trace?.memory ?? null, days, grade),
    recalled: (trace?.recalled ?? 0) + (recalled ? 1 : 0),
    forgotten: (trace?.forgotten ?? 0) + (recalled ? 0 : 1),
    last: sign,
    last_delayed: isDelayed || !trace ? sign : trace.last_delayed,
    same_day: isDelayed || !trace ? 0 : Math.min(1, trace.same_day + 0.25),
  });
}

function featuresOf(fsrs: ReviewMemory, { surprise }: RecallLog, trace: CardTrace, days: number): number[] {
  const recall = Math.min(1 - LEAST, Math.max(LEAST, fsrs.recall(trace.memory, days)));
  return [
    1,
    logitOf(recall),
    (trace.memory.difficulty - 5) / 3,
    Math.log1p(trace.recalled),
    Math.log1p(trace.forgotten),
    trace.last,
    Math.log(Math.max(1, days)) / 3,
    trace.same_day,
    trace.last_delayed,
    surprise,
    Math.log(trace.memory.stability) / 4,
  ];
}
