import type { SessionObject } from "./index.ts";

/** The Worker's bindings, as `wrangler types` reads them from wrangler.toml, with the session object's own type. */
export interface WorkerEnv extends Omit<Env, "SESSIONS"> {
  readonly SESSIONS: DurableObjectNamespace<InstanceType<typeof SessionObject>>;
}
