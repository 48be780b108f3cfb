import type { LearnerId, TenantId } from "../shared/ids.ts";

/** Who is asking. Set by the identity middleware, read by routes; ids never come from the client alone. */
export interface Principal {
  readonly tenant_id: TenantId;
  readonly learner_id: LearnerId;
}
