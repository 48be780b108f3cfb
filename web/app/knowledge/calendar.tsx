import type { JSX } from "preact";
import type { KnowledgeBody } from "../../../src/protocol/knowledge.schema.ts";
import { format } from "../format.en.ts";
import { words } from "./text.en.ts";
import { dayAt, type DayCount, weeksOf } from "./weeks.ts";

/** The days of reviews, four weeks back and four ahead: a table of weeks whose squares say what was done and what is due. */
export function Calendar({ all, now }: { all: KnowledgeBody; now: number }): JSX.Element | null {
  const t = words.calendar;
  const weeks = weeksOf(all.calendar);
  const today = dayAt(now);
  const whole = weeks.find((week) => week.every((day) => day !== null));
  const streak = t.streak(all.streak_days);
  if (!whole) return null;
  return (
    <section class="calendar" aria-labelledby="calendar">
      <h2 id="calendar">{t.title}</h2>
      {streak && <p class="streak">{streak}</p>}
      <table>
        <caption class="visually-hidden">{t.caption}</caption>
        <thead>
          <tr>
            <th scope="col">
              <span class="visually-hidden">{t.week}</span>
            </th>
            {whole.map(
              (day) =>
                day && (
                  <th key={day.day} scope="col" abbr={format.weekday(day.day)}>
                    <span aria-hidden="true">{format.weekday_letter(day.day)}</span>
                    <span class="visually-hidden">{format.weekday(day.day)}</span>
                  </th>
                ),
            )}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => {
            const first = week.find((day) => day !== null);
            return (
              <tr key={first?.day}>
                <th scope="row">{first && format.short_day(first.day)}</th>
                {week.map((day, index) => (
                  <td key={index}>{day && <Square day={day} today={today} />}</td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
      <ul class="calendar-key" aria-hidden="true">
        <li>
          <span class="square done" /> {t.done}
        </li>
        <li>
          <span class="square due" /> {t.due}
        </li>
        <li>
          <span class="square today" /> {t.today}
        </li>
      </ul>
      <p class="note">{t.cap(all.daily_cap)}</p>
    </section>
  );
}

/** What was done counts on days that are over, what is due on those to come; today shows what is left, or what was done when nothing is. */
function Square({ day, today }: { day: DayCount; today: string }): JSX.Element {
  const shown = day.day < today ? (day.done > 0 ? "done" : day.due > 0 ? "due" : null) : day.due > 0 ? "due" : day.done > 0 ? "done" : null;
  return (
    <>
      <span class={`square ${shown ?? ""} ${day.day === today ? "today" : ""}`} aria-hidden="true">
        {shown && format.number(day[shown])}
      </span>
      <span class="visually-hidden">{words.calendar.cell(day, day.day === today)}</span>
    </>
  );
}
