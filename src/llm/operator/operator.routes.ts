import { Hono } from "hono";
import { authoriseOperator, requireTenant, type AuthoriseOperatorDeps, type OperatorEnv } from "../../identity/operator.middleware.ts";
import { createOperatorIdentityRoutes, createOperatorLoginRoutes, type OperatorIdentityDeps } from "../../identity/operator.routes.ts";
import { createOperatorSettingsRoutes, type OperatorSettingsDeps } from "./operator-settings.routes.ts";
import { createOperatorViewRoutes, type OperatorViewDeps } from "./operator-view.routes.ts";

export interface OperatorRoutesDeps extends AuthoriseOperatorDeps, OperatorIdentityDeps {
  readonly desks: OperatorViewDeps & OperatorSettingsDeps;
}

/** Everything under /v1/operator. Whoever is not an operator gets no further than the sign-in; learners' tokens and cookies are not looked at here. */
export function createOperatorRoutes(deps: OperatorRoutesDeps) {
  return new Hono<OperatorEnv>()
    .route("/", createOperatorLoginRoutes(deps))
    .use("/v1/operator/*", authoriseOperator(deps), requireTenant(deps.tenant_list))
    .route("/", createOperatorIdentityRoutes(deps))
    .route("/", createOperatorViewRoutes(deps.desks))
    .route("/", createOperatorSettingsRoutes(deps.desks));
}
