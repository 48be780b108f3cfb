import type { BudgetBody, BudgetStatus } from "../../../src/protocol/operator.schema.ts";
import { format, readDollars, readTokens } from "./format.en.ts";
import { words } from "./text.en.ts";

/** Whom a budget is for, as the form asks it. */
export type Who = keyof typeof words.budget_form.choices;

/** What stands in the form. */
export interface BudgetDraft {
  readonly who: Who;
  readonly id: string;
  readonly period: "day" | "month";
  readonly dollars: string;
  readonly tokens: string;
}

export type DraftFaults = Partial<Record<"id" | "dollars" | "tokens", string>>;

const NANO = 1_000_000_000;
const t = words.budget_form;

/** An empty form, or one with what is to be changed. */
export function draftOf(budget: BudgetStatus | null): BudgetDraft {
  if (!budget) return { who: "tenant", id: "", period: "day", dollars: "", tokens: "" };
  return {
    who: budget.scope === "tenant" ? "tenant" : budget.scope_id === "*" ? `each_${budget.scope}` : budget.scope,
    id: budget.scope_id === "*" ? "" : budget.scope_id,
    period: budget.period,
    dollars: budget.cap_nanousd === null ? "" : `${budget.cap_nanousd / NANO}`,
    tokens: budget.cap_tokens === null ? "" : `${budget.cap_tokens}`,
  };
}

/** Which budget the form speaks of. */
export function keyOf({ who, id, period }: BudgetDraft): Pick<BudgetBody, "scope" | "scope_id" | "period"> {
  if (who === "tenant") return { scope: "tenant", scope_id: "", period };
  if (who === "each_course") return { scope: "course", scope_id: "*", period };
  if (who === "each_learner") return { scope: "learner", scope_id: "*", period };
  return { scope: who, scope_id: id.trim(), period };
}

/** The budget that the form means, or what is wrong with which field. */
export function readDraft(draft: BudgetDraft): { readonly budget: BudgetBody } | { readonly faults: DraftFaults } {
  const key = keyOf(draft);
  const dollars = readDollars(draft.dollars);
  const tokens = readTokens(draft.tokens);
  const faults: DraftFaults = {
    ...(key.scope !== "tenant" && key.scope_id === "" ? { id: t.need_id } : {}),
    ...(dollars === undefined ? { dollars: t.bad_dollars } : dollars === null && tokens === null ? { dollars: t.need_cap } : {}),
    ...(tokens === undefined ? { tokens: t.bad_tokens } : {}),
  };
  if (Object.keys(faults).length > 0 || dollars === undefined || tokens === undefined) return { faults };
  return { budget: { ...key, cap_nanousd: dollars, cap_tokens: tokens } };
}

/** A budget in one line. */
export function describeBudget({ scope, scope_id, period, cap_nanousd, cap_tokens }: BudgetBody): string {
  const caps = [
    ...(cap_nanousd === null ? [] : [format.dollars(cap_nanousd)]),
    ...(cap_tokens === null ? [] : [format.count(cap_tokens, "token", "tokens")]),
  ];
  const named = scope_id === "" || scope_id === "*" ? "" : ` (${scope_id})`;
  return `${t.describe(words.budgets.scope(scope, scope_id), caps, period)}${named}`;
}
