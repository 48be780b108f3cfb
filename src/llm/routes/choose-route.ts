import type { AgentRoute } from "../../protocol/operator.schema.ts";

/** The name under which a tenant sets a route for all agents that have none of their own. */
export const DEFAULT_AGENT = "default";

/** The deployment's routes, checked when its settings were read. */
export interface DeploymentRoutes {
  readonly default: readonly string[];
  /** By agent. */
  readonly agents: Readonly<Record<string, readonly string[]>>;
}

export interface ChosenRoute extends Pick<AgentRoute, "source"> {
  readonly entries: readonly string[];
  /** The same for all agents that share this route. */
  readonly chosen_by: string;
}

/** Whose route an agent goes by: the tenant's for this agent, the tenant's for all, the deployment's for this agent, the deployment's for all. */
export function chooseRoute(agent: string, tenant: ReadonlyMap<string, readonly string[]>, deployment: DeploymentRoutes): ChosenRoute {
  const own = tenant.get(agent);
  if (own) return { entries: own, source: agent === DEFAULT_AGENT ? "tenant_default" : "tenant", chosen_by: `tenant ${agent}` };
  const shared = tenant.get(DEFAULT_AGENT);
  if (shared) return { entries: shared, source: "tenant_default", chosen_by: `tenant ${DEFAULT_AGENT}` };
  const ours = Object.hasOwn(deployment.agents, agent) ? deployment.agents[agent] : undefined;
  if (ours) return { entries: ours, source: "deployment", chosen_by: `deployment ${agent}` };
  return { entries: deployment.default, source: "deployment", chosen_by: `deployment ${DEFAULT_AGENT}` };
}
