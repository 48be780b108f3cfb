import type { Principal } from "../protocol/principal.ts";
import { type Clock, toIso } from "../shared/clock.ts";
import { newId, type TenantId } from "../shared/ids.ts";
import type { Logger } from "../shared/logger.ts";
import type { Random } from "../shared/random.ts";
import type { LearnerRegistry } from "./identity.repository.ts";
import type { Tokens } from "./tokens.port.ts";

/** Everyone who comes without an organisation. */
export const PUBLIC_TENANT: TenantId = "ten_public";

export interface CreateLearnerDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly tokens: Tokens;
  readonly learners: Pick<LearnerRegistry, "addLearner">;
}

export interface CreatedLearner {
  readonly principal: Principal;
  readonly token: string;
  /** ISO 8601, UTC. */
  readonly expires_at: string;
}

/** Makes an anonymous learner: an id, a line in the registry and a token. The token is the truth, so a registry that is down stops nobody. */
export async function createLearner(deps: CreateLearnerDeps, tenantId: TenantId): Promise<CreatedLearner> {
  const principal: Principal = { learner_id: newId("lrn", deps.random), tenant_id: tenantId };
  try {
    await deps.learners.addLearner(principal, toIso(deps.clock.now()));
  } catch {
    deps.logger.error("learner_not_recorded", { learner_id: principal.learner_id });
  }
  return { principal, ...(await deps.tokens.signLearner(principal)) };
}
