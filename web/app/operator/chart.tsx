import type { JSX } from "preact";
import { words } from "./text.en.ts";
import { DataTable } from "./parts.tsx";

/** One line or layer of a chart; null where there is nothing to draw. */
export interface Series {
  readonly name: string;
  readonly values: readonly (number | null)[];
  /** How it looks: a colour and a pattern, so that colour never tells it alone. */
  readonly look: "main" | "second" | "fault";
}

interface Props {
  readonly title: string;
  /** When each step began, for people. */
  readonly steps: readonly string[];
  readonly series: readonly Series[];
  readonly say: (value: number) => string;
  readonly kind: "bars" | "lines";
}

const HEIGHT = 100;
const STEP = 10;

/** A small chart of our own, with its highest value in words and all of them in a table beneath. */
export function Chart({ title, steps, series, say, kind }: Props): JSX.Element {
  const tops = steps.map((_, index) => {
    const values = series.map(({ values: all }) => all[index] ?? 0);
    return kind === "bars" ? values.reduce((sum, value) => sum + value, 0) : Math.max(...values);
  });
  const top = Math.max(...tops, 0);
  const at = steps[tops.indexOf(top)] ?? "";
  const summary = top === 0 ? words.charts.none : words.charts.most(say(top), at);
  return (
    <figure class="chart">
      <figcaption>
        <strong>{title}</strong>
        <span class="note">{summary}</span>
      </figcaption>
      <svg
        viewBox={`0 0 ${steps.length * STEP} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${title}. ${summary}`}
        focusable="false"
      >
        <line class="ground" x1="0" x2={steps.length * STEP} y1={HEIGHT} y2={HEIGHT} />
        {top > 0 && (kind === "bars" ? <Bars series={series} top={top} count={steps.length} /> : <Lines series={series} top={top} />)}
      </svg>
      <p class="axis" aria-hidden="true">
        <span>{steps[0]}</span>
        <span>{steps[Math.floor(steps.length / 2)]}</span>
        <span>{steps.at(-1)}</span>
      </p>
      {series.length > 1 && (
        <ul class="legend">
          {series.map(({ name, look }) => (
            <li key={name}>
              <svg viewBox="0 0 16 8" aria-hidden="true" focusable="false">
                {kind === "bars" ? <rect class={look} width="16" height="8" /> : <line class={look} x1="0" x2="16" y1="4" y2="4" />}
              </svg>
              {name}
            </li>
          ))}
        </ul>
      )}
      <details>
        <summary>{words.table}</summary>
        <DataTable
          caption={title}
          rows={steps.map((step, index) => ({ step, index }))}
          keyOf={({ index }) => `${index}`}
          columns={[
            { title: words.charts.when, cell: ({ step }) => step },
            ...series.map(({ name, values }) => ({
              title: name,
              isFigure: true,
              cell: ({ index }: { index: number }) => {
                const value = values[index];
                return value === null || value === undefined ? "–" : say(value);
              },
            })),
          ]}
        />
      </details>
    </figure>
  );
}

function Bars({ series, top, count }: { series: readonly Series[]; top: number; count: number }): JSX.Element {
  return (
    <>
      {Array.from({ length: count }, (_, index) => {
        let floor = HEIGHT;
        return series.map(({ name, values, look }) => {
          const height = ((values[index] ?? 0) / top) * HEIGHT;
          floor -= height;
          return height === 0 ? null : (
            <rect key={`${name}${index}`} class={look} x={index * STEP + 1.5} y={floor} width={STEP - 3} height={height} />
          );
        });
      })}
    </>
  );
}

function Lines({ series, top }: { series: readonly Series[]; top: number }): JSX.Element {
  return (
    <>
      {series.map(({ name, values, look }) => (
        <g key={name} class={look}>
          {runsOf(values).map((run) => (
            <polyline key={run[0]?.index} points={run.map(({ index, value }) => pointOf(index, value, top)).join(" ")} />
          ))}
        </g>
      ))}
    </>
  );
}

const pointOf = (index: number, value: number, top: number) => `${index * STEP + STEP / 2},${(HEIGHT * (1 - value / top)).toFixed(2)}`;

interface Point {
  readonly index: number;
  readonly value: number;
}

/** The line without its gaps, piece by piece; a lone point becomes a short dash, or it could not be seen. */
function runsOf(values: readonly (number | null)[]): Point[][] {
  const runs: Point[][] = [];
  let run: Point[] = [];
  for (const [index, value] of values.entries()) {
    if (value !== null) run.push({ index, value });
    if ((value === null || index === values.length - 1) && run.length > 0) {
      const [first] = run;
      runs.push(
        run.length === 1 && first
          ? [
              { ...first, index: first.index - 0.3 },
              { ...first, index: first.index + 0.3 },
            ]
          : run,
      );
      run = [];
    }
  }
  return runs;
}
