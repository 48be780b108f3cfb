import type { Overview, Range } from "../../protocol/operator.schema.ts";
import { type Clock, toIso } from "../../shared/clock.ts";
import type { TenantId } from "../../shared/ids.ts";
import { estimateCost } from "./estimate-cost.ts";
import type { BudgetDesk, CallReports, RouteDesk } from "./operator.port.ts";
import { windowOf } from "./window.ts";

export interface ReadOverviewDeps {
  readonly clock: Clock;
  readonly calls: CallReports;
  readonly budgets: BudgetDesk;
  readonly routes: RouteDesk;
}

/** All that the operator sees at one look: what happened in the range, how budgets and breakers stand now, and what is in force. */
export async function readOverview(
  { clock, calls, budgets, routes }: ReadOverviewDeps,
  { tenant_id, range }: { readonly tenant_id: TenantId; readonly range: Range },
): Promise<Overview> {
  const now = clock.now();
  const window = windowOf(range, now);
  // The estimate goes by the last month, whatever is looked at.
  const month = windowOf("month", now);
  const [figures, monthly, statuses, breakers, inForce] = await Promise.all([
    calls.summarise(tenant_id, window),
    range === "month" ? null : calls.summarise(tenant_id, month),
    budgets.list(tenant_id),
    budgets.breakers(tenant_id),
    routes.list(tenant_id),
  ]);
  return {
    tenant_id,
    range,
    from: toIso(window.from_ms),
    to: toIso(window.to_ms),
    ...figures,
    breakers: [...breakers],
    budgets: [...statuses],
    routes: inForce.routes,
    estimate: estimateCost(inForce.routes, (monthly ?? figures).by_agent, (route) => routes.priceOf(route)),
  };
}
