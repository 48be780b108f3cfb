import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import type { BudgetBody, BudgetStatus } from "../../../src/protocol/operator.schema.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { focusHeading } from "../navigation.ts";
import { BudgetForm } from "./budget-form.tsx";
import { describeBudget } from "./budget-draft.ts";
import { EstimateSection } from "./estimate.tsx";
import { BudgetCard } from "./meter.tsx";
import { operatorApi } from "./operator-api.ts";
import { Fetched, ViewHead } from "./parts.tsx";
import { ResultLine } from "./result-line.tsx";
import { words } from "./text.en.ts";
import { useAct } from "./use-act.ts";
import { useLoad } from "./use-load.ts";
import type { ViewProps } from "./view.ts";

const t = words.budgets;

/** What may be spent, what happens when it is, and what it buys. */
export function BudgetsView(props: ViewProps): JSX.Element {
  const { tenant, onSignedOut } = props;
  const loaded = useLoad(tenant, () => operatorApi.overview(tenant, "month"), onSignedOut);
  const [changing, setChanging] = useState<BudgetStatus | null>(null);
  const [removing, setRemoving] = useState<BudgetStatus | null>(null);
  const act = useAct(props);
  const form = useRef<HTMLElement>(null);

  const change = (budget: BudgetStatus) => {
    setChanging(budget);
    form.current?.querySelector<HTMLElement>("h2")?.focus();
  };
  const remove = async (budget: BudgetStatus) => {
    if (await act.run(() => operatorApi.removeBudget(tenant, budget), words.removed)) {
      await loaded.reload();
      requestAnimationFrame(focusHeading);
    }
  };
  const put = async (body: BudgetBody) => {
    await operatorApi.putBudget(tenant, body);
    setChanging(null);
    await loaded.reload();
  };
  return (
    <>
      <ViewHead title={t.title} />
      <Fetched from={loaded}>
        {({ budgets, estimate }) => (
          <>
            {budgets.length === 0 ? (
              <p>
                {t.none} {t.none_about}
              </p>
            ) : (
              <ul class="budgets">
                {budgets.map((budget) => (
                  <BudgetCard
                    key={`${budget.scope} ${budget.scope_id} ${budget.period}`}
                    budget={budget}
                    actions={
                      <p class="actions">
                        <button type="button" class="link" aria-label={t.change(describeBudget(budget))} onClick={() => change(budget)}>
                          {words.change}
                        </button>
                        <button
                          type="button"
                          class="link"
                          aria-label={t.remove(describeBudget(budget))}
                          onClick={() => setRemoving(budget)}
                        >
                          {words.remove}
                        </button>
                      </p>
                    }
                  />
                ))}
              </ul>
            )}
            <ResultLine result={act.result} />
            <section ref={form}>
              <BudgetForm {...props} changing={changing} budgets={budgets} estimate={estimate} onPut={put} />
            </section>
            <section aria-labelledby="ladder">
              <h2 id="ladder">{words.ladder.title}</h2>
              <ol class="ladder">
                {words.ladder.steps.map(([when, what]) => (
                  <li key={when}>
                    <strong>{when}</strong> <span>{what}</span>
                  </li>
                ))}
              </ol>
            </section>
            <EstimateSection estimate={estimate} />
            {removing && (
              <ConfirmDialog
                title={t.remove_title}
                confirm={words.remove}
                keep={t.keep}
                onConfirm={() => void remove(removing)}
                onClose={() => setRemoving(null)}
              >
                {describeBudget(removing)}. {t.remove_about}
              </ConfirmDialog>
            )}
          </>
        )}
      </Fetched>
    </>
  );
}
