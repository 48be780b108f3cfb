import { newId } from "../../shared/ids.ts";
import type { Account, Payer } from "../account.port.ts";
import type { LedgerPort } from "../ledger/ledger.port.ts";
import type { HealthMirror } from "../health/create-health.ts";
import { openPurse, type PurseDeps } from "./open-purse.usecase.ts";
import { EMPTY_PURSE, isRecent } from "./purse.ts";
import type { PurseState } from "./purse-state.schema.ts";
import type { PurseStore } from "./purse.store.ts";

export interface ApiAccountDeps extends Omit<PurseDeps, "ledger" | "health"> {
  readonly ledgerOf: (tenantId: Payer["tenant_id"]) => LedgerPort;
  readonly healthOf: (tenantId: Payer["tenant_id"]) => HealthMirror;
}

/** Pauses before what could not be told is told again: within the 30 s that a Worker may go on after its answer. */
const PAUSES_MS = [1_000, 4_000];
/** Holders that an isolate uses again. The ledger remembers each for months, so that a new one for every request would fill it. */
const MAX_FREE_HOLDERS = 1_000;
/** How long one request's word on the tier does for the next of the same tenant in the same isolate. */
const TIER_HOLDS_MS = 10_000;

/**
 * Makes the accounts of API clients: one for each request, whose `checkIn` ends it and belongs into `waitUntil`. It holds an allowance of its own for as long
 * as the request takes and gives the rest back, so that the budget is as exact as for a lesson. It costs two requests to the ledger, one of them waited for.
 *
 * What it cannot do: nothing of it is on disk. When a Worker dies between a request to a model and `checkIn`, what that came to is never told; the ledger
 * keeps the allowance from others until it expires and then counts it as unspent. The same holds when the ledger cannot be reached in three tries; the log
 * then has the sum.
 */
export function createOpenApiAccount({ ledgerOf, healthOf, ...deps }: ApiAccountDeps): (payer: Payer) => Account {
  const tiers = new Map<string, NonNullable<PurseState["answer"]>>();
  /** By payer; those that hold nothing. */
  const freeHolders = new Map<string, string[]>();

  /** Keeps the tier alone, so that a request after a `tight` one begins with the cheapest model. */
  function tierStore(tenantId: string): PurseStore {
    return {
      load() {
        const answer = tiers.get(tenantId);
        return answer && isRecent(answer.at_ms, TIER_HOLDS_MS, deps.clock.now()) ? { ...EMPTY_PURSE, answer } : null;
      },
      save({ answer }) {
        // Whether that request got all it wanted says nothing about the next.
        if (answer) tiers.set(tenantId, { ...answer, is_short: false });
      },
      firstPage: () => null,
      dropPage() {},
    };
  }

  return (payer) => {
    const { tenant_id } = payer;
    const purseDeps = { ...deps, ledger: ledgerOf(tenant_id), health: () => healthOf(tenant_id) };
    const free = freeHolders.get(nameOf(payer)) ?? [];
    freeHolders.set(nameOf(payer), free);
    const holder_id = free.pop() ?? newId("cal", deps.random);
    const purse = openPurse(purseDeps, { payer, holder_id, store: tierStore(tenant_id), is_single_use: true });
    return {
      ...purse,
      async checkIn() {
        await purse.checkIn();
        for (const ms of PAUSES_MS) {
          if (purse.isEven()) break;
          await new Promise<void>((resolve) => deps.timer.after(ms, resolve));
          await purse.checkIn();
        }
        if (!purse.isEven()) deps.logger.error("api_spend_untold", { tenant_id, ...purse.untold() });
        else if (free.length < MAX_FREE_HOLDERS && !free.includes(holder_id)) free.push(holder_id);
      },
    };
  };
}

function nameOf({ tenant_id, course_id, learner_id }: Payer): string {
  return `${tenant_id} ${course_id} ${learner_id}`;
}
