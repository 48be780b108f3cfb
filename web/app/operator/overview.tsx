import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Overview, Range } from "../../../src/protocol/operator.schema.ts";
import { CairnPicture } from "../../ui/cairn.tsx";
import { CallTable } from "./call-table.tsx";
import { FigureTable, KeyFigures } from "./figures.tsx";
import { Memory } from "./memory.tsx";
import { BudgetCard } from "./meter.tsx";
import { OverTime } from "./over-time.tsx";
import { operatorApi } from "./operator-api.ts";
import { Fetched, ViewHead } from "./parts.tsx";
import { words } from "./text.en.ts";
import { useLoad } from "./use-load.ts";
import { type ViewProps, viewPath } from "./view.ts";

const RANGES: readonly Range[] = ["hour", "day", "week", "month"];
const NEWEST = 8;

/** What happened, what it cost, and how things stand. */
export function OverviewView(props: ViewProps): JSX.Element {
  const { tenant, onSignedOut, say } = props;
  const [range, setRange] = useState<Range>("day");
  const loaded = useLoad(
    `${tenant} ${range}`,
    async () => {
      const [overview, { calls }] = await Promise.all([operatorApi.overview(tenant, range), operatorApi.calls(tenant, null, NEWEST)]);
      return { overview, calls, at: new Date().toISOString() };
    },
    onSignedOut,
  );
  const refresh = async () => {
    await loaded.reload();
    say(words.updated(new Date().toISOString()));
  };
  return (
    <>
      <ViewHead title={words.title}>
        <fieldset class="ranges">
          <legend class="visually-hidden">{words.range.label}</legend>
          {RANGES.map((one) => (
            <label key={one}>
              <input type="radio" name="range" value={one} checked={range === one} onChange={() => setRange(one)} />
              <span>{words.range.names[one]}</span>
            </label>
          ))}
        </fieldset>
      </ViewHead>
      <Fetched from={loaded}>
        {({ overview, calls, at }) => (
          <>
            <div class="lead">
              <p>{words.lead(overview.totals, range)}</p>
              <p class="note">
                {words.updated(at)}{" "}
                <button type="button" class="link" onClick={() => void refresh()}>
                  {words.refresh}
                </button>
              </p>
            </div>
            {overview.totals.calls + overview.totals.cache_hits === 0 ? (
              <>
                <NothingYet overview={overview} />
                {overview.budgets.length > 0 && <Budgets overview={overview} />}
              </>
            ) : (
              <>
                <Budgets overview={overview} />
                <Happened overview={overview} />
              </>
            )}
            <Health overview={overview} />
            {calls.length > 0 && (
              <section aria-labelledby="newest">
                <h2 id="newest">{words.calls.newest}</h2>
                <CallTable calls={calls} caption={words.calls.newest} />
                <p class="actions">
                  <a href={viewPath("calls")}>{words.calls.all}</a>
                  <a href={operatorApi.csvAddress(tenant, range)} download>
                    {words.calls.csv_of(range)}
                  </a>
                </p>
              </section>
            )}
            <Memory {...props} />
          </>
        )}
      </Fetched>
    </>
  );
}

function Budgets({ overview: { budgets } }: { overview: Overview }): JSX.Element {
  return (
    <section aria-labelledby="budgets">
      <h2 id="budgets">{words.budgets.title}</h2>
      {budgets.length === 0 ? (
        <p>
          {words.budgets.none} <a href={viewPath("budgets")}>{words.budgets.set}</a>
        </p>
      ) : (
        <ul class="budgets">
          {budgets.map((budget) => (
            <BudgetCard key={`${budget.scope} ${budget.scope_id} ${budget.period}`} budget={budget} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Happened({ overview }: { overview: Overview }): JSX.Element {
  return (
    <>
      <KeyFigures totals={overview.totals} />
      <OverTime overview={overview} />
      <FigureTable title={words.tables.agents} first={words.tables.agent} rows={overview.by_agent} nameOf={words.agent} />
      <FigureTable title={words.tables.routes} first={words.tables.route} rows={overview.by_route} nameOf={(name) => name} />
    </>
  );
}

function NothingYet({ overview }: { overview: Overview }): JSX.Element {
  const hasModels = overview.routes.some(({ entries }) => entries.length > 0);
  return (
    <section class="nothing" aria-labelledby="nothing">
      <CairnPicture stones={["to_come", "to_come", "to_come"]} />
      <div>
        <h2 id="nothing">{words.empty.title}</h2>
        <p>{hasModels ? words.empty.about : words.empty.no_route}</p>
        <p class="actions">
          {!hasModels && <a href={viewPath("keys")}>{words.empty.to_keys}</a>}
          <a href={viewPath("models")}>{words.empty.to_models}</a>
          {overview.budgets.length === 0 && <a href={viewPath("budgets")}>{words.empty.to_budgets}</a>}
        </p>
      </div>
    </section>
  );
}

function Health({ overview: { breakers } }: { overview: Overview }): JSX.Element {
  const troubled = breakers.filter(({ state }) => state !== "closed");
  return (
    <section aria-labelledby="health">
      <h2 id="health">{words.breakers.title}</h2>
      {troubled.length === 0 && <p>{breakers.length === 0 ? words.breakers.none : words.breakers.all_well}</p>}
      {breakers.length > 0 && (
        <ul class="breakers">
          {breakers.map((breaker) => (
            <li key={breaker.route} class={breaker.state}>
              <code>{breaker.route}</code> <span>{words.breakers.state(breaker)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
