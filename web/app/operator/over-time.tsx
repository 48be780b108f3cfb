import type { JSX } from "preact";
import type { Overview } from "../../../src/protocol/operator.schema.ts";
import { Chart } from "./chart.tsx";
import { format } from "./format.en.ts";
import { words } from "./text.en.ts";

/** Spend, calls, time and tokens, step by step. */
export function OverTime({ overview: { series, range } }: { overview: Overview }): JSX.Element {
  const t = words.charts;
  const step = words.range.step[range];
  const steps = series.map(({ at }) => words.range.at(range, at));
  return (
    <section aria-labelledby="over-time">
      <h2 id="over-time">{t.title}</h2>
      <div class="charts">
        <Chart
          kind="bars"
          title={t.spend(step)}
          steps={steps}
          say={format.dollars}
          series={[{ name: words.figures.spend, look: "main", values: series.map(({ spend_nanousd }) => spend_nanousd) }]}
        />
        <Chart
          kind="bars"
          title={t.calls(step)}
          steps={steps}
          say={format.number}
          series={[
            { name: t.legend.calls, look: "main", values: series.map(({ calls, errors }) => calls - errors) },
            { name: t.legend.errors, look: "fault", values: series.map(({ errors }) => errors) },
          ]}
        />
        <Chart
          kind="lines"
          title={t.latency(step)}
          steps={steps}
          say={format.duration}
          series={[
            { name: t.legend.p50, look: "main", values: series.map(({ total_p50_ms }) => total_p50_ms) },
            { name: t.legend.p95, look: "second", values: series.map(({ total_p95_ms }) => total_p95_ms) },
          ]}
        />
        <Chart
          kind="bars"
          title={t.tokens(step)}
          steps={steps}
          say={format.tokens}
          series={[
            { name: t.legend.tokens_in, look: "main", values: series.map(({ input_tokens }) => input_tokens) },
            { name: t.legend.tokens_out, look: "second", values: series.map(({ output_tokens }) => output_tokens) },
          ]}
        />
      </div>
    </section>
  );
}
