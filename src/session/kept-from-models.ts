import type { MODERATION_ROUTE } from "../llm/guard/guard.port.ts";
import type { Source } from "./state.schema.ts";

const MODERATION: typeof MODERATION_ROUTE = "moderation";

/** Whether a moderator kept the learner's words from every model, so that the embedded counterpart answered. */
export function wasKeptFromModels({ attempts }: Pick<Source, "attempts">): boolean {
  return attempts.some(({ route, fault }) => route === MODERATION && fault === "refused");
}
