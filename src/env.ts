import type { LedgerObject, SessionObject } from "./index.ts";

/** The Worker's bindings, as `wrangler types` reads them from wrangler.toml, with the objects' own types. */
export interface WorkerEnv extends Omit<Env, "SESSIONS" | "LEDGERS"> {
  readonly SESSIONS: DurableObjectNamespace<InstanceType<typeof SessionObject>>;
  readonly LEDGERS: DurableObjectNamespace<InstanceType<typeof LedgerObject>>;
}
