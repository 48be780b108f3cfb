import type { KnowledgeBody } from "../../../src/protocol/knowledge.schema.ts";

export type DayCount = KnowledgeBody["calendar"][number];

const DAY_MS = 86_400_000;
const DAYS = 7;

/** The day (`2026-11-27`) of an instant in ms since 1970, in UTC. */
export const dayAt = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/**
 * The calendar in weeks from Monday to Sunday, whole weeks only at the edges where days are known: null stands where the calendar does not reach. A day that is
 * left out in between had nothing.
 */
export function weeksOf(calendar: readonly DayCount[]): (DayCount | null)[][] {
  const days = new Map(calendar.map((count) => [count.day, count]));
  const known = [...days.keys()].sort();
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined) return [];
  const [from, to] = [Date.parse(first), Date.parse(last)];
  const weeks: (DayCount | null)[][] = [];
  for (let monday = from - weekdayOf(from) * DAY_MS; monday <= to; monday += DAYS * DAY_MS) {
    weeks.push(
      Array.from({ length: DAYS }, (_, index) => {
        const at = monday + index * DAY_MS;
        const day = dayAt(at);
        return at < from || at > to ? null : (days.get(day) ?? { day, due: 0, done: 0 });
      }),
    );
  }
  return weeks;
}

/** 0 is Monday. */
const weekdayOf = (ms: number): number => (new Date(ms).getUTCDay() + DAYS - 1) % DAYS;
