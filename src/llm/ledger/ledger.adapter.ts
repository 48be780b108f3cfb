import type { TenantId } from "../../shared/ids.ts";
import type { BudgetDesk } from "../operator/operator.port.ts";
import type { LedgerObjectPort } from "./ledger-object.port.ts";
import type { LedgerPort } from "./ledger.port.ts";

/** The namespace of ledger objects, as far as it is needed: one object a tenant, by the tenant's id. */
export interface LedgerNamespace {
  getByName(tenantId: string): LedgerObjectPort;
}

/** Reaches the ledgers of all tenants. What an object rejects with is passed on: whoever keeps a purse knows what to do without a ledger. */
export function createLedgers(namespace: LedgerNamespace): {
  readonly of: (tenantId: TenantId) => LedgerPort;
  readonly desk: BudgetDesk;
} {
  // A stub that has failed stays broken, so each call takes a new one; it costs nothing before it is used.
  return {
    of: (tenantId) => ({ checkIn: (input) => namespace.getByName(tenantId).checkIn(input) }),
    desk: {
      list: (tenantId) => namespace.getByName(tenantId).list(),
      put: (tenantId, budget) => namespace.getByName(tenantId).put(budget),
      remove: (tenantId, key) => namespace.getByName(tenantId).remove(key),
      breakers: (tenantId) => namespace.getByName(tenantId).breakers(),
    },
  };
}
