import type { MODERATION_ROUTE } from "../llm/guard/guard.port.ts";
import type { Source } from "./state.schema.ts";

const MODERATION: typeof MODERATION_ROUTE = "moderation";

/** What a learner reads above an answer of the embedded tutor when their words were not passed on. It blames nobody: moderators err. */
export const REFUSED_NOTICE =
  "I kept what you wrote to myself this time and answer from the lesson alone. If I took it wrongly, try other words; if something weighs on you, please talk to somebody you trust.";

/** The notice for an answer that the moderator kept from every model; null for all others. */
export function refusedNotice({ attempts }: Pick<Source, "attempts">): string | null {
  return attempts.some(({ route, fault }) => route === MODERATION && fault === "refused") ? REFUSED_NOTICE : null;
}
