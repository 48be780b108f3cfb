import type { LearnerObject, LedgerObject, SessionObject } from "./index.ts";

/** The Worker's bindings, as `wrangler types` reads them from wrangler.toml, with the objects' own types. */
export interface WorkerEnv extends Omit<Env, "SESSIONS" | "LEDGERS" | "LEARNERS"> {
  readonly SESSIONS: DurableObjectNamespace<InstanceType<typeof SessionObject>>;
  readonly LEARNERS: DurableObjectNamespace<InstanceType<typeof LearnerObject>>;
  readonly LEDGERS: DurableObjectNamespace<InstanceType<typeof LedgerObject>>;
}
