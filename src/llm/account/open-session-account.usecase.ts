import type { Payer } from "../account.port.ts";
import type { HealthMirror } from "../health/create-health.ts";
import type { LedgerPort } from "../ledger/ledger.port.ts";
import { openPurse, type Purse, type PurseDeps } from "./open-purse.usecase.ts";
import type { PurseStore } from "./purse.store.ts";

export interface SessionAccountDeps<Storage> extends Omit<PurseDeps, "ledger" | "health"> {
  readonly openStore: (storage: Storage) => PurseStore;
  readonly ledgerOf: (tenantId: Payer["tenant_id"]) => LedgerPort;
  readonly healthOf: (tenantId: Payer["tenant_id"]) => HealthMirror;
}

/**
 * Opens the purse of a session in its object's own storage; once in the object's life. The session is the holder, so that after a crash it is the same one.
 * A session that sleeps keeps its allowance only until that expires: then others can have it, and the next reply asks anew, which is one request it waits for.
 */
export function createOpenSessionAccount<Storage>({ openStore, ledgerOf, healthOf, ...deps }: SessionAccountDeps<Storage>) {
  return (storage: Storage, payer: Payer): Purse => {
    const { tenant_id, session_id } = payer;
    if (session_id === null) throw new Error("A session's purse needs the session's id.");
    const purseDeps = { ...deps, ledger: ledgerOf(tenant_id), health: () => healthOf(tenant_id) };
    return openPurse(purseDeps, { payer, holder_id: session_id, store: openStore(storage), is_single_use: false });
  };
}
