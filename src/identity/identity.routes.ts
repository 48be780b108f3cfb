import { type Context, Hono } from "hono";
import type { z } from "zod";
import type { ProtocolError } from "../protocol/errors.ts";
import type { learnerBodySchema } from "../protocol/http.schema.ts";
import type { Principal } from "../protocol/principal.ts";
import { err, ok, type Result } from "../shared/result.ts";
import { type CreateLearnerDeps, createLearner, PUBLIC_TENANT } from "./create-learner.usecase.ts";
import type { IdentityConfig } from "./identity.config.ts";
import { type IdentityEnv, setLearnerCookie, sourceOf } from "./identity.middleware.ts";
import { isSameOrigin } from "./request-origin.ts";

export interface IdentityRoutesDeps extends CreateLearnerDeps {
  readonly config: Pick<IdentityConfig, "profile">;
}

/** POST /v1/learners: an anonymous learner with a bearer token, for API clients. No cookie: our own pages never need this. */
export function createIdentityRoutes(deps: CreateLearnerDeps) {
  return new Hono<IdentityEnv>().post("/v1/learners", async (c) => {
    const { principal, token, expires_at } = await createLearner(deps, PUBLIC_TENANT);
    const body: z.output<typeof learnerBodySchema> = { learner_id: principal.learner_id, token, expires_at };
    return c.json(body, 201);
  });
}

/**
 * Who starts a session: the learner we know, or, from one of our own pages, a new anonymous one. A cookie is set or renewed each time, so that whoever
 * keeps learning never falls off its end. Anyone else has to bring a token.
 */
export async function ensureLearner<E extends IdentityEnv>(
  c: Context<E>,
  deps: IdentityRoutesDeps,
): Promise<Result<Principal, ProtocolError>> {
  const known = c.get("principal");
  if (known && c.get("credential") === "bearer") return ok(known);
  if (known) {
    setLearnerCookie(c, deps.config.profile, (await deps.tokens.signLearner(known)).token);
    return ok(known);
  }
  if (!isSameOrigin(sourceOf(c)))
    return err({ code: "unauthenticated", detail: "Get a token from POST /v1/learners and send it as `Authorization: Bearer`." });
  const created = await createLearner(deps, PUBLIC_TENANT);
  setLearnerCookie(c, deps.config.profile, created.token);
  return ok(created.principal);
}
