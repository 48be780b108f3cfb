import { DurableObject } from "cloudflare:workers";
import { type BreakerRow, type BudgetKey, type BudgetStatus, budgetBodySchema, budgetKeySchema } from "../../protocol/operator.schema.ts";
import type { Clock } from "../../shared/clock.ts";
import type { Logger } from "../../shared/logger.ts";
import { checkInSchema } from "./check-in.schema.ts";
import { createLedger, type Ledger } from "./keep-ledger.usecase.ts";
import type { LedgerObjectPort } from "./ledger-object.port.ts";
import type { Budget, CheckedIn, CheckIn } from "./ledger.port.ts";
import { createLedgerStore } from "./ledger.store.ts";

const keySchema = budgetKeySchema.omit({ tenant: true });

/**
 * Makes the Durable Object class of a tenant's ledger: a shell that checks what comes in. Nothing is awaited between reading and writing, and what was written is
 * on disk before an answer leaves, so the ledger is exact whoever asks at the same time and whenever the process dies.
 */
export function createLedgerObject<Env extends object>(makeDeps: (env: Env) => { readonly clock: Clock; readonly logger: Logger }) {
  return class LedgerObject extends DurableObject<Env> implements LedgerObjectPort {
    readonly #ledger: Ledger;

    constructor(ctx: DurableObjectState, env: Env) {
      super(ctx, env);
      const { clock, logger } = makeDeps(env);
      this.#ledger = createLedger({ clock, logger, store: createLedgerStore(ctx.storage), tenant_id: ctx.id.name ?? "unknown" });
    }

    async checkIn(input: CheckIn): Promise<CheckedIn> {
      return this.#ledger.checkIn(checkInSchema.parse(input));
    }

    async list(): Promise<BudgetStatus[]> {
      return this.#ledger.list();
    }

    async put(budget: Budget): Promise<void> {
      this.#ledger.put(budgetBodySchema.parse(budget));
    }

    async remove(key: BudgetKey): Promise<void> {
      this.#ledger.remove(keySchema.parse(key));
    }

    async breakers(): Promise<BreakerRow[]> {
      return this.#ledger.breakers();
    }
  };
}
