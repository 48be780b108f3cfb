import type { FieldProblem } from "../../protocol/errors.ts";
import type {
  BreakerRow,
  BudgetKey,
  BudgetStatus,
  CallsBody,
  Overview,
  ProviderKeyBody,
  ProviderKeyRow,
  ProviderKeysBody,
  Purged,
  RoutesBody,
} from "../../protocol/operator.schema.ts";
import type { TenantId } from "../../shared/ids.ts";
import type { Result } from "../../shared/result.ts";
import type { Budget } from "../ledger/ledger.port.ts";
import type { TokenPrice } from "../routes/route.port.ts";

/** From (inclusive) to (exclusive), in milliseconds since the Unix epoch, cut into steps of the same length. */
export interface Window {
  readonly from_ms: number;
  readonly to_ms: number;
  readonly step_ms: number;
}

/** What the records of calls say. */
export interface CallReports {
  summarise(tenantId: TenantId, window: Window): Promise<Pick<Overview, "totals" | "series" | "by_agent" | "by_route">>;
  /** Newest first, from the row after `cursor` on. */
  list(tenantId: TenantId, page: { readonly cursor: string | null; readonly limit: number }): Promise<CallsBody>;
}

/** The ledger as the operator sees it. */
export interface BudgetDesk {
  list(tenantId: TenantId): Promise<readonly BudgetStatus[]>;
  /** Sets a budget in place of the one for the same scope and period. */
  put(tenantId: TenantId, budget: Budget): Promise<void>;
  remove(tenantId: TenantId, key: BudgetKey): Promise<void>;
  breakers(tenantId: TenantId): Promise<readonly BreakerRow[]>;
}

/** Which models are asked. `agent` is an agent's name or `default`. */
export interface RouteDesk {
  list(tenantId: TenantId): Promise<RoutesBody>;
  put(tenantId: TenantId, agent: string, entries: readonly string[]): Promise<Result<null, readonly FieldProblem[]>>;
  remove(tenantId: TenantId, agent: string): Promise<void>;
  /** List price of `<provider>:<model>`, or the guess that budgets go by. */
  priceOf(route: string): TokenPrice;
}

export interface KeyDesk {
  list(tenantId: TenantId): Promise<ProviderKeysBody>;
  put(tenantId: TenantId, provider: string, key: ProviderKeyBody): Promise<Result<ProviderKeyRow, readonly FieldProblem[]>>;
  remove(tenantId: TenantId, provider: string): Promise<void>;
}

export interface CacheDesk {
  purge(tenantId: TenantId): Promise<Purged>;
}
