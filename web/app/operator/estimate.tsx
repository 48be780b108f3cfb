import type { JSX } from "preact";
import type { Estimate } from "../../../src/protocol/operator.schema.ts";
import { format } from "./format.en.ts";
import { DataTable } from "./parts.tsx";
import { words } from "./text.en.ts";

const t = words.estimate;
const TURNS = 1_000;

/** The price of turns in one line, and how far a cap in dollars goes. */
export function EstimateLine({ estimate, capNanousd }: { estimate: Estimate; capNanousd: number | null }): JSX.Element {
  const price = estimate.nanousd_per_1000_turns;
  return (
    <p class="price-line">
      {price === 0 ? (
        words.budget_form.free
      ) : (
        <>
          <strong>{format.dollars(price)}</strong> {t.per_1000}.{" "}
          {capNanousd !== null && words.budget_form.enough(Math.floor((capNanousd / price) * TURNS))}
        </>
      )}
    </p>
  );
}

/** How that price comes about, agent by agent. */
export function EstimateSection({ estimate }: { estimate: Estimate }): JSX.Element {
  return (
    <section aria-labelledby="estimate">
      <h2 id="estimate">{t.title}</h2>
      <p>
        {estimate.nanousd_per_1000_turns === 0 ? (
          t.free
        ) : (
          <>
            <strong>{format.dollars(estimate.nanousd_per_1000_turns)}</strong> {t.per_1000}. {t[estimate.basis]}
          </>
        )}
      </p>
      <DataTable
        caption={t.title}
        rows={estimate.agents}
        keyOf={({ agent }) => agent}
        columns={[
          { title: t.agent, cell: ({ agent }) => words.agent(agent) },
          { title: t.asks, cell: ({ route }) => (route === null ? t.nobody : <code>{route}</code>) },
          {
            title: t.tokens,
            isFigure: true,
            cell: ({ route, input_tokens, output_tokens }) =>
              route === null ? "–" : words.figures.pair(format.tokens(input_tokens), format.tokens(output_tokens)),
          },
          {
            title: t.cost,
            isFigure: true,
            cell: ({ nanousd_per_1000_turns, is_price_known }) => (
              <>
                {format.dollars(nanousd_per_1000_turns)}
                {!is_price_known && <span class="note"> {t.guess}</span>}
              </>
            ),
          },
        ]}
      />
    </section>
  );
}
