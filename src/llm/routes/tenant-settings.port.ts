import type { TenantId } from "../../shared/ids.ts";

/** A route as a tenant set it. */
export interface StoredRoute {
  /** An agent's name, or `default`. */
  readonly agent: string;
  readonly entries: readonly string[];
}

/** Where tenants' routes are kept. */
export interface TenantRoutes {
  list(tenantId: TenantId): Promise<readonly StoredRoute[]>;
  put(tenantId: TenantId, route: StoredRoute, at: string): Promise<void>;
  remove(tenantId: TenantId, agent: string): Promise<void>;
}
