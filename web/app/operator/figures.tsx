import type { JSX } from "preact";
import type { FigureRow, Overview } from "../../../src/protocol/operator.schema.ts";
import { format } from "./format.en.ts";
import { DataTable } from "./parts.tsx";
import { words } from "./text.en.ts";

const t = words.figures;

/** The sums of the range, each with what makes it readable. */
export function KeyFigures({ totals }: { totals: Overview["totals"] }): JSX.Element {
  const all: readonly (readonly [name: string, value: string, note?: string])[] = [
    [t.spend, format.dollars(totals.spend_nanousd)],
    [t.calls, format.number(totals.calls)],
    [t.total, t.latency(totals)],
    [t.first, t.first_token(totals)],
    [t.tokens, t.pair(format.tokens(totals.input_tokens), format.tokens(totals.output_tokens))],
    [t.errors, format.number(totals.errors), t.of_calls(totals, totals.errors)],
    [t.fallbacks, format.number(totals.fallbacks), t.of_calls(totals, totals.fallbacks)],
    [t.hits, format.number(totals.cache_hits), t.hits_note(totals)],
    [t.ahead, format.dollars(totals.speculation_nanousd), t.ahead_note(totals)],
  ];
  return (
    <section aria-labelledby="figures">
      <h2 id="figures">{t.title}</h2>
      <dl class="figures">
        {all.map(([name, value, note]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {value}
              {note && <span class="note">{note}</span>}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** The same sums for each agent, or each model. */
export function FigureTable({
  title,
  first,
  rows,
  nameOf,
}: {
  title: string;
  first: string;
  rows: readonly FigureRow[];
  nameOf: (name: string) => string;
}): JSX.Element {
  const c = words.tables;
  return (
    <section>
      <h2>{title}</h2>
      <DataTable
        caption={title}
        rows={rows}
        keyOf={({ name }) => name}
        columns={[
          { title: first, cell: ({ name }) => nameOf(name) },
          { title: c.calls, isFigure: true, cell: ({ calls }) => format.number(calls) },
          { title: c.spend, isFigure: true, cell: ({ spend_nanousd }) => format.dollars(spend_nanousd) },
          { title: c.total, isFigure: true, cell: (row) => t.latency(row) },
          { title: c.first, isFigure: true, cell: (row) => t.first_token(row) },
          { title: c.tokens, isFigure: true, cell: (row) => t.pair(format.tokens(row.input_tokens), format.tokens(row.output_tokens)) },
          { title: c.errors, isFigure: true, cell: ({ errors, calls }) => format.share(errors, calls) },
          { title: c.fallbacks, isFigure: true, cell: ({ fallbacks, calls }) => format.share(fallbacks, calls) },
          { title: c.hits, isFigure: true, cell: ({ cache_hits }) => format.number(cache_hits) },
        ]}
      />
    </section>
  );
}
