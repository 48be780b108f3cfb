import type { BreakerRow, BudgetKey, BudgetStatus } from "../../protocol/operator.schema.ts";
import type { Budget, CheckedIn, CheckIn } from "./ledger.port.ts";

/** What can be asked of a tenant's ledger object. It rejects when it cannot be reached, or when its storage cannot be written. */
export interface LedgerObjectPort {
  checkIn(input: CheckIn): Promise<CheckedIn>;
  list(): Promise<BudgetStatus[]>;
  put(budget: Budget): Promise<void>;
  remove(key: BudgetKey): Promise<void>;
  breakers(): Promise<BreakerRow[]>;
}
