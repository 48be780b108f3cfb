const LOCALE = "en";
const number = new Intl.NumberFormat(LOCALE);
const percent = new Intl.NumberFormat(LOCALE, { style: "percent", maximumFractionDigits: 0 });
const plurals = new Intl.PluralRules(LOCALE);
const ago = new Intl.RelativeTimeFormat(LOCALE, { numeric: "auto" });
// Days are calendar days in UTC, the same wherever the learner is.
const UTC = { timeZone: "UTC" } as const;
const day = new Intl.DateTimeFormat(LOCALE, { day: "numeric", month: "long", ...UTC });
const dayAndYear = new Intl.DateTimeFormat(LOCALE, { day: "numeric", month: "long", year: "numeric", ...UTC });
const shortDay = new Intl.DateTimeFormat(LOCALE, { day: "numeric", month: "short", ...UTC });
const weekdayAndDay = new Intl.DateTimeFormat(LOCALE, { weekday: "long", day: "numeric", month: "long", ...UTC });
const weekday = new Intl.DateTimeFormat(LOCALE, { weekday: "long", ...UTC });
const weekdayLetter = new Intl.DateTimeFormat(LOCALE, { weekday: "narrow", ...UTC });

const DAY_MS = 86_400_000;

/** The calendar day of an instant in UTC, in days since 1970. */
const dayOf = (iso: string): number => Math.floor(Date.parse(iso) / DAY_MS);

/** Figures, days and instants in English. `now` is in ms since 1970. */
export const format = {
  number: (n: number) => number.format(n),
  /** Never all or nothing while it is not: neither 0% nor 100% is told of what only rounds to it. */
  share: (share: number) => percent.format(share > 0 && share < 0.01 ? 0.01 : share < 1 && share > 0.99 ? 0.99 : share),
  count: (n: number, one: string, many: string) => `${number.format(n)} ${plurals.select(n) === "one" ? one : many}`,
  /** "today", "tomorrow", "in 5 days", "3 days ago". */
  days_from: (now: number, iso: string) => ago.format(dayOf(iso) - Math.floor(now / DAY_MS), "day"),
  days_between: (now: number, iso: string) => dayOf(iso) - Math.floor(now / DAY_MS),
  day: (iso: string) => day.format(new Date(iso)),
  /** With the year where it is another one than now. */
  date: (now: number, iso: string) =>
    (new Date(iso).getUTCFullYear() === new Date(now).getUTCFullYear() ? day : dayAndYear).format(new Date(iso)),
  short_day: (iso: string) => shortDay.format(new Date(iso)),
  weekday_and_day: (iso: string) => weekdayAndDay.format(new Date(iso)),
  weekday: (iso: string) => weekday.format(new Date(iso)),
  weekday_letter: (iso: string) => weekdayLetter.format(new Date(iso)),
};
