const LOCALE = "en";
const number = new Intl.NumberFormat(LOCALE);
const compact = new Intl.NumberFormat(LOCALE, { notation: "compact", maximumSignificantDigits: 3 });
const percent = new Intl.NumberFormat(LOCALE, { style: "percent", maximumFractionDigits: 1 });
const seconds = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 2 });
const plurals = new Intl.PluralRules(LOCALE);
// Instants of the machinery are told in the operator's own time; days of budgets are UTC and say so.
const time = new Intl.DateTimeFormat(LOCALE, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const dateTime = new Intl.DateTimeFormat(LOCALE, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const exact = new Intl.DateTimeFormat(LOCALE, {
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
});
const day = new Intl.DateTimeFormat(LOCALE, { day: "numeric", month: "short" });
const date = new Intl.DateTimeFormat(LOCALE, { dateStyle: "medium" });
const utc = new Intl.DateTimeFormat(LOCALE, {
  day: "numeric",
  month: "long",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
  timeZone: "UTC",
});

const NANO = 1_000_000_000;
const money = [2, 4, 6].map((digits) => ({
  digits,
  format: new Intl.NumberFormat(LOCALE, { style: "currency", currency: "USD", minimumFractionDigits: 2, maximumFractionDigits: digits }),
}));

/** Nano-dollars as dollars: cents from a dollar on, more places below, so that no spend looks like none. */
export function dollars(nanousd: number): string {
  const amount = nanousd / NANO;
  const digits = amount >= 1 || amount === 0 ? 2 : amount >= 0.01 ? 4 : 6;
  if (amount > 0 && amount < 0.000001) return "< $0.000001";
  return (money.find((one) => one.digits === digits) ?? money[0])?.format.format(amount) ?? "";
}

/** Figures in English. */
export const format = {
  number: (n: number) => number.format(n),
  tokens: (n: number) => (n < 10_000 ? number.format(n) : compact.format(n)),
  share: (part: number, whole: number) => percent.format(whole === 0 ? 0 : part / whole),
  duration: (ms: number | null) => (ms === null ? "–" : ms < 1_000 ? `${number.format(ms)} ms` : `${seconds.format(ms / 1_000)} s`),
  dollars,
  /** List prices are told a million tokens. */
  dollars_per_million: (nanousdPerToken: number) => dollars(nanousdPerToken * 1_000_000),
  count: (n: number, one: string, many: string) => `${number.format(n)} ${plurals.select(n) === "one" ? one : many}`,
  time: (iso: string) => time.format(new Date(iso)),
  date_time: (iso: string) => dateTime.format(new Date(iso)),
  exact: (iso: string) => exact.format(new Date(iso)),
  day: (iso: string) => day.format(new Date(iso)),
  date: (iso: string) => date.format(new Date(iso)),
  utc: (iso: string) => `${utc.format(new Date(iso))} UTC`,
};

/** What an operator typed as dollars, in nano-dollars; null for nothing, undefined for what is no amount. */
export function readDollars(text: string): number | null | undefined {
  const typed = text
    .trim()
    .replace(/^\$\s*/, "")
    .replaceAll(",", "");
  if (typed === "") return null;
  return /^\d{1,6}(\.\d{1,9})?$/.test(typed) ? Math.round(Number(typed) * NANO) : undefined;
}

/** What an operator typed as a number of tokens; null for nothing, undefined for what is no whole number. */
export function readTokens(text: string): number | null | undefined {
  const typed = text.trim().replaceAll(/[,_\s]/g, "");
  if (typed === "") return null;
  return /^\d{1,15}$/.test(typed) ? Number(typed) : undefined;
}
