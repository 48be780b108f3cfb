import { DAY_MS, daysBetween, type ReviewCard } from "./review-schedule.ts";

/** Reviews a day, over all lessons: about ten minutes. */
export const DAILY_CAP = 20;
/** Who was away is asked for at most this many days' worth before the calendar is even again; the rest is laid on later days. */
export const BACKLOG_CAPS = 2;

export interface DueReview {
  readonly card: ReviewCard;
  /** Days since it was due as a share of its interval: 1 is twice as late as planned. What is forgotten fastest comes first. */
  readonly overdueness: number;
}

export interface QueueInput {
  readonly cards: readonly ReviewCard[];
  readonly now: string;
  /** Reviews already done today. */
  readonly done_today: number;
  readonly cap?: number;
  /** Skills that are easily taken for each other; asked next to each other, so that telling them apart is practised. */
  readonly confusable?: readonly (readonly [string, string])[];
}

export interface ReviewQueue {
  /** What to ask now, in this order: never more than the cap leaves for today. */
  readonly today: readonly DueReview[];
  /** What else is due and waits within `BACKLOG_CAPS` caps: the number a learner is shown as "waiting". */
  readonly waiting: number;
  /** What was laid on later days, so that nobody comes back to a mountain. */
  readonly spread: readonly { readonly card: ReviewCard; readonly day: string }[];
}

/** How late a card is, as a share of its interval; below 0 when it is not due. */
export function overduenessOf(card: ReviewCard, now: string): number {
  const interval = Math.max(1, daysBetween(card.last_at, card.due_at));
  return (Date.parse(now) - Date.parse(card.due_at)) / DAY_MS / interval;
}

/** One queue across lessons: relative overdueness first, within the cap, neighbours of other skills; two caps at most in sight. */
export function buildQueue({ cards, now, done_today, cap = DAILY_CAP, confusable = [] }: QueueInput): ReviewQueue {
  const due = cards
    .filter(({ due_at }) => Date.parse(due_at) <= Date.parse(now))
    .map((card) => ({ card, overdueness: overduenessOf(card, now) }))
    .sort((a, b) => b.overdueness - a.overdueness || (a.card.skill < b.card.skill ? -1 : 1));
  const room = Math.max(0, cap - done_today);
  const inSight = due.slice(0, room + cap * (BACKLOG_CAPS - 1));
  const spread = due.slice(inSight.length).map(({ card }, at) => ({ card, day: dayOf(now, BACKLOG_CAPS + Math.floor(at / cap)) }));
  return { today: interleave(inSight.slice(0, room), confusable), waiting: Math.max(0, inSight.length - room), spread };
}

/** Puts what is confusable side by side (Rohrer 2012), and keeps the order otherwise. Nothing is added and nothing is lost. */
export function interleave(due: readonly DueReview[], confusable: readonly (readonly [string, string])[]): DueReview[] {
  const rest = [...due];
  const ordered: DueReview[] = [];
  while (rest.length > 0) {
    const last = ordered.at(-1)?.card.skill;
    const beside = confusable.flatMap(([one, other]) => (last === one ? [other] : last === other ? [one] : []));
    const at = rest.findIndex(({ card }) => beside.includes(card.skill));
    ordered.push(...rest.splice(Math.max(0, at), 1));
  }
  return ordered;
}

/** How many reviews fall on each of the coming days (`YYYY-MM-DD`, UTC), today first; what is over a day's cap moves to the next day with room. */
export function buildCalendar(
  { cards, now, done_today, cap = DAILY_CAP }: QueueInput,
  days: number,
): { readonly day: string; readonly reviews: number }[] {
  const planned = Array.from({ length: days }, (_, at) => ({ day: dayOf(now, at), reviews: 0 }));
  for (const { due_at } of [...cards].sort((a, b) => Date.parse(a.due_at) - Date.parse(b.due_at))) {
    const wanted = Date.parse(due_at) < Date.parse(now) ? dayOf(now, 0) : due_at.slice(0, 10);
    const slot = planned.find(({ day, reviews }, at) => day >= wanted && reviews < (at === 0 ? Math.max(0, cap - done_today) : cap));
    if (slot) slot.reviews += 1;
  }
  return planned;
}

export interface Streak {
  /** Days in a row, today or yesterday the last, on which something was reviewed or nothing was due. */
  readonly days: number;
  /** Whether today counts already. */
  readonly today: boolean;
}

/**
 * Days in a row. A day with nothing due is no gap, and one day off in seven is forgiven: a streak is there to encourage, never to be lost by an illness
 * or a holiday of the school.
 * @param reviewed_days days (`YYYY-MM-DD`) on which a review was done
 * @param free_days days on which nothing was due
 */
export function countStreak(reviewed_days: ReadonlySet<string>, free_days: ReadonlySet<string>, now: string): Streak {
  const today = reviewed_days.has(dayOf(now, 0));
  let days = today ? 1 : 0;
  let sinceGap = Number.POSITIVE_INFINITY;
  for (let back = 1; back <= MOST_DAYS; back++) {
    const day = dayOf(now, -back);
    if (reviewed_days.has(day)) days += 1;
    else if (!free_days.has(day)) {
      if (sinceGap < FORGIVEN_EVERY_DAYS) break;
      sinceGap = 0;
    }
    sinceGap += 1;
  }
  return { days, today };
}
const FORGIVEN_EVERY_DAYS = 7;
const MOST_DAYS = 3_650;

/** The day (`YYYY-MM-DD`, UTC) so many days after an instant. */
export function dayOf(now: string, after: number): string {
  return new Date(Date.parse(now) + after * DAY_MS).toISOString().slice(0, 10);
}
