/** 1 again, 2 hard, 3 good, 4 easy: FSRS's four grades. */
export type Grade = 1 | 2 | 3 | 4;

/** What is remembered of one thing: days until recall falls to 90 %, and how hard it is to keep (1 to 10). */
export interface Memory {
  readonly stability: number;
  readonly difficulty: number;
}

/** The forgetting curve and how reviews change it. No clock and no chance is behind it. */
export interface ReviewMemory {
  /** After a review `days` after the last one; null: never seen before. `days` below 1 is the same day; never below 0. */
  next(memory: Memory | null, days: number, grade: Grade): Memory;
  /** P(recall) `days` after the last review, 0 to 1. */
  recall(memory: Memory, days: number): number;
  /** Whole days, at least 1, until recall has fallen to the retention asked for. */
  intervalDays(memory: Memory): number;
}
