import type { Account, Payer } from "../account.port.ts";

/** A tenant's own software, known by its key. */
export interface ApiCaller {
  readonly tenant_id: `ten_${string}`;
  readonly key_id: string;
}

/** The purse of one API client. `key_id` tells clients of a tenant apart; budgets go by the tenant. */
export type OpenApiAccount = (payer: Payer, keyId: string) => Account | Promise<Account>;
