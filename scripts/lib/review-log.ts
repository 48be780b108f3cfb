// Review logs as ../shared/data/srs_revlog has them, read through the product's own schedule, and what others would have predicted.
import { openRecallLog, predictRecall, takeRecall } from "../../src/learners/recall.ts";
import type { Grade, Memory, ReviewMemory } from "../../src/learners/review-memory.port.ts";
import type { Row } from "./eval-files.ts";

export interface LoggedReview {
  readonly id: string;
  readonly card: string;
  readonly grade: Grade;
  /** Since the card's last review; 0 at its first, and where a clock went backwards. */
  readonly days: number;
  /** Whether it was asked again after at least a day, which is what is predicted. */
  readonly counts: boolean;
}

/**
 * Takes the columns `id, card_id, rating`, and `elapsed_days` or `t` (seconds); what cannot be used is named. Rows are taken in the order of the file. A
 * log of several people has `user_id` too: their cards are kept apart.
 */
export function readReviews(rows: readonly Row[]): { readonly log: LoggedReview[]; readonly unused: string[] } {
  const log: LoggedReview[] = [];
  const unused: string[] = [];
  const lastAt = new Map<string, number>();
  const seen = new Set<string>();
  const text = (value: unknown): string => (typeof value === "string" || typeof value === "number" ? String(value).trim() : "");
  for (const { line, value } of rows) {
    const id = text(value["id"]) || String(line - 2);
    const name = text(value["card_id"]);
    const card = `${text(value["user_id"])} ${name}`;
    const grade = gradeOf(text(value["rating"]));
    const t = text(value["t"]) === "" ? Number.NaN : Number(text(value["t"]));
    const said = text(value["elapsed_days"]) === "" ? Number.NaN : Number(text(value["elapsed_days"]));
    const before = lastAt.get(card);
    const isFirst = !lastAt.has(card);
    const elapsed = isFirst ? 0 : Number.isFinite(said) ? said : (t - (before ?? Number.NaN)) / 86_400;
    if (!name) unused.push(`line ${line}: no card_id`);
    else if (grade === null) unused.push(`line ${line}: rating is “${text(value["rating"]).slice(0, 20)}”, not 1 to 4`);
    else if (seen.has(id)) unused.push(`line ${line}: the id ${id} stood before`);
    else if (!Number.isFinite(elapsed)) unused.push(`line ${line}: neither elapsed_days nor t says when`);
    else {
      seen.add(id);
      if (!isFirst && Number.isFinite(t) && before !== undefined && t < before)
        unused.push(`line ${line}: t goes backwards; taken as the same moment`);
      lastAt.set(card, Number.isFinite(t) ? Math.max(t, before ?? t) : (before ?? Number.NaN));
      const days = Math.max(0, elapsed);
      const marked = text(value["eval"]);
      log.push({ id, card, grade, days, counts: !isFirst && (marked === "" ? days >= 1 : marked === "1") });
    }
  }
  return { log, unused };
}

function gradeOf(text: string): Grade | null {
  return text === "1" ? 1 : text === "2" ? 2 : text === "3" ? 3 : text === "4" ? 4 : null;
}

/** P(recall) of every row that counts, each from the rows before it alone; null where a card is new. */
export function followReviews(fsrs: ReviewMemory, rows: readonly LoggedReview[]): (number | null)[] {
  const log = openRecallLog();
  return rows.map((row) => {
    const p = row.counts ? predictRecall(fsrs, log, row) : null;
    takeRecall(fsrs, log, row);
    return p;
  });
}

/** FSRS alone, with its default weights. */
export function followPlain(fsrs: ReviewMemory, rows: readonly LoggedReview[]): (number | null)[] {
  const cards = new Map<string, Memory>();
  return rows.map(({ card, days, grade, counts }) => {
    const memory = cards.get(card) ?? null;
    cards.set(card, fsrs.next(memory, days, grade));
    return memory && counts ? fsrs.recall(memory, days) : null;
  });
}

/** SM-2 (Wozniak 1990) with recall 0.9 at the end of its interval, as the baseline script of the data has it. */
export function followSm2(rows: readonly LoggedReview[]): (number | null)[] {
  const cards = new Map<string, { ease: number; row: number; interval: number }>();
  return rows.map(({ card, days, grade, counts }) => {
    const before = cards.get(card);
    const { ease, row, interval } = before ?? { ease: 2.5, row: 0, interval: 0 };
    const p = before && counts ? 0.9 ** (days / Math.max(interval, 0.5)) : null;
    if (before && days < 1 && grade > 1) return p;
    const quality = [1, 1, 3, 4, 5][grade] ?? 4;
    const inRow = grade === 1 ? 0 : row + 1;
    cards.set(card, {
      ease: Math.max(1.3, ease + 0.1 - (5 - quality) * (0.08 + (5 - quality) * 0.02)),
      row: inRow,
      interval: grade === 1 ? 1 : inRow === 1 ? 1 : inRow === 2 ? 6 : interval * ease,
    });
    return p;
  });
}
