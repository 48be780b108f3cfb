import type { JSX } from "preact";
import type { BudgetStatus } from "../../../src/protocol/operator.schema.ts";
import { format } from "./format.en.ts";
import { words } from "./text.en.ts";

const MARKS = [50, 80, 100] as const;
/** The bar ends a little behind the cap, so that the mark at 100 % can be seen. */
const WIDTH = 105;

/** How much of a cap is gone: a bar with marks at 50, 80 and 100 %, said in words beside it. */
function Meter({ what, spent, cap }: { what: string; spent: number; cap: number }): JSX.Element {
  const share = cap === 0 ? (spent > 0 ? 1 : 0) : spent / cap;
  const level = share >= 1 ? "spent" : share >= 0.8 ? "tight" : "full";
  return (
    <div class="meter">
      <p>
        <span>{what}</span> <span class="note">{format.share(spent, cap)}</span>
      </p>
      <svg viewBox={`0 0 ${WIDTH} 8`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
        <rect class="track" width={WIDTH} height="8" />
        <rect class={level} width={Math.min(WIDTH, share * 100)} height="8" />
        {MARKS.map((mark) => (
          <line key={mark} x1={mark} x2={mark} y1="0" y2="8" class="mark-line" />
        ))}
      </svg>
      <p class="marks" aria-hidden="true">
        {MARKS.map((mark) => (
          <span key={mark}>{mark}</span>
        ))}
      </p>
    </div>
  );
}

/** Whether anything is left that is not set aside; without it new sessions are told `spent`, whatever the tier says. */
function hasRoom({ cap_nanousd, cap_tokens, ...budget }: BudgetStatus): boolean {
  const isMoneyLeft = cap_nanousd === null || budget.spent_nanousd + budget.reserved_nanousd < cap_nanousd;
  const areTokensLeft = cap_tokens === null || budget.spent_tokens + budget.reserved_tokens < cap_tokens;
  return isMoneyLeft && areTokensLeft;
}

/** One budget as it stands: whom it is for, its meters, and what its state means. */
export function BudgetCard({ budget, actions }: { budget: BudgetStatus; actions?: JSX.Element }): JSX.Element {
  const t = words.budgets;
  return (
    <li class="budget">
      <p class="budget-head">
        <strong>
          {t.scope(budget.scope, budget.scope_id)}, {t.period[budget.period]}
        </strong>
        <span class={`tag ${budget.tier}`}>{t.tag[budget.tier]}</span>
      </p>
      {budget.scope_id !== "" && budget.scope_id !== "*" && <p class="note id">{budget.scope_id}</p>}
      {budget.scope_id === "*" && <p class="note id">{budget.subject_id === null ? t.nobody : t.nearest(budget.subject_id)}</p>}
      {budget.cap_nanousd !== null && <Meter what={t.money(budget)} spent={budget.spent_nanousd} cap={budget.cap_nanousd} />}
      {budget.cap_tokens !== null && <Meter what={t.tokens(budget)} spent={budget.spent_tokens} cap={budget.cap_tokens} />}
      <p>{t.tier[budget.tier]}</p>
      {budget.tier !== "spent" && !hasRoom(budget) && <p>{t.no_room}</p>}
      <p class="note">
        {budget.reserved_nanousd > 0 && `${t.reserved(budget)}. `}
        {t.resets(budget.resets_at)}
      </p>
      {budget.alerts.length > 0 && (
        <ul class="alerts" aria-label={t.alerts}>
          {budget.alerts.map(({ percent, at }) => (
            <li key={percent}>{t.alert(percent, at)}</li>
          ))}
        </ul>
      )}
      {actions}
    </li>
  );
}
