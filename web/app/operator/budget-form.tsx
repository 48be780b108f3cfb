import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { BudgetBody, BudgetStatus, Estimate } from "../../../src/protocol/operator.schema.ts";
import { type BudgetDraft, describeBudget, type DraftFaults, draftOf, keyOf, readDraft, type Who } from "./budget-draft.ts";
import { EstimateLine } from "./estimate.tsx";
import { readDollars } from "./format.en.ts";
import { Field } from "./parts.tsx";
import { ResultLine } from "./result-line.tsx";
import { words } from "./text.en.ts";
import { useAct } from "./use-act.ts";
import type { ViewProps } from "./view.ts";

const t = words.budget_form;
const CHOICES: readonly Who[] = ["tenant", "each_course", "each_learner", "course", "learner"];
const FIELDS: ReadonlySet<string> = new Set(["scope_id", "cap_nanousd", "cap_tokens"]);

interface Props extends ViewProps {
  readonly changing: BudgetStatus | null;
  readonly budgets: readonly BudgetStatus[];
  readonly estimate: Estimate;
  readonly onPut: (budget: BudgetBody) => Promise<void>;
}

/** Sets a budget. What lessons cost stands in it, so that nobody sets one blindly. */
export function BudgetForm({ changing, budgets, estimate, onPut, ...props }: Props): JSX.Element {
  const [draft, setDraft] = useState<BudgetDraft>(() => draftOf(changing));
  const [faults, setFaults] = useState<DraftFaults>({});
  const act = useAct(props, (field) => FIELDS.has(field));
  useEffect(() => {
    if (changing) setDraft(draftOf(changing));
  }, [changing]);
  const set = (part: Partial<BudgetDraft>) => setDraft({ ...draft, ...part });

  const submit = async (event: Event) => {
    event.preventDefault();
    const read = readDraft(draft);
    setFaults("faults" in read ? read.faults : {});
    if ("faults" in read) return act.clear();
    if (await act.run(() => onPut(read.budget), t.done(describeBudget(read.budget)))) setDraft(draftOf(null));
  };
  const key = keyOf(draft);
  const old = budgets.find((one) => one.scope === key.scope && one.scope_id === key.scope_id && one.period === key.period);
  const one = draft.who === "course" || draft.who === "learner" ? draft.who : null;
  return (
    <form class="panel" onSubmit={(event) => void submit(event)} noValidate aria-labelledby="budget-form">
      <h2 id="budget-form" tabIndex={-1}>
        {changing ? t.title_change : t.title}
      </h2>
      <EstimateLine estimate={estimate} capNanousd={readDollars(draft.dollars) ?? null} />
      <div class="form-grid">
        <div class="field">
          <label for="budget-who">{t.who}</label>
          <select id="budget-who" value={draft.who} onChange={(change) => set({ who: whoOf(change.currentTarget.value) })}>
            {CHOICES.map((who) => (
              <option key={who} value={who}>
                {t.choices[who]}
              </option>
            ))}
          </select>
        </div>
        {one && (
          <Field
            id="budget-id"
            label={t.id[one]}
            value={draft.id}
            placeholder={t.id_example[one]}
            fault={faults.id ?? act.faultAt("scope_id")}
            onInput={(id) => set({ id })}
          />
        )}
        <fieldset class="field">
          <legend>{t.period}</legend>
          <div class="ranges">
            {(["day", "month"] as const).map((period) => (
              <label key={period}>
                <input
                  type="radio"
                  name="budget-period"
                  value={period}
                  checked={draft.period === period}
                  onChange={() => set({ period })}
                />
                <span>{t.periods[period]}</span>
              </label>
            ))}
          </div>
        </fieldset>
        <Field
          id="budget-dollars"
          label={t.dollars}
          inputMode="decimal"
          value={draft.dollars}
          fault={faults.dollars ?? act.faultAt("cap_nanousd")}
          onInput={(dollars) => set({ dollars })}
        />
        <Field
          id="budget-tokens"
          label={t.tokens}
          inputMode="numeric"
          value={draft.tokens}
          fault={faults.tokens ?? act.faultAt("cap_tokens")}
          onInput={(tokens) => set({ tokens })}
        />
      </div>
      <p class="note">{t.caps_note}</p>
      {old && <p class="note">{t.replaces(describeBudget(old))}</p>}
      <p class="actions">
        <button type="submit" class="button" aria-disabled={act.isBusy}>
          {t.submit}
        </button>
      </p>
      <ResultLine result={act.result} />
    </form>
  );
}

const whoOf = (value: string): Who => CHOICES.find((who) => who === value) ?? "tenant";
