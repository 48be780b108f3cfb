import type { JSX } from "preact";
import type { AgentRoute } from "../../../src/protocol/operator.schema.ts";
import { EstimateSection } from "./estimate.tsx";
import { operatorApi } from "./operator-api.ts";
import { Fetched, ViewHead } from "./parts.tsx";
import { RouteEditor } from "./route-editor.tsx";
import { words } from "./text.en.ts";
import { useLoad } from "./use-load.ts";
import type { ViewProps } from "./view.ts";

const t = words.models;

/** What holds for every agent comes first: most operators need nothing else. */
const firstForAll = (routes: readonly AgentRoute[]): AgentRoute[] =>
  routes.toSorted((a, b) => Number(b.agent === "default") - Number(a.agent === "default"));

/** Which models are asked for which agent, and what that costs. */
export function ModelsView(props: ViewProps): JSX.Element {
  const { tenant, onSignedOut } = props;
  const loaded = useLoad(
    tenant,
    async () => {
      const [routes, overview] = await Promise.all([operatorApi.routes(tenant), operatorApi.overview(tenant, "month")]);
      return { ...routes, estimate: overview.estimate };
    },
    onSignedOut,
  );
  return (
    <>
      <ViewHead title={t.title} />
      <p>{t.about}</p>
      <Fetched from={loaded}>
        {({ routes, providers, estimate }) => (
          <>
            <datalist id="known-models">
              {providers.flatMap(({ id, models }) => models.map((model) => <option key={`${id}:${model}`}>{`${id}:${model}`}</option>))}
            </datalist>
            <div class="routes">
              {firstForAll(routes).map((route) => (
                <RouteEditor key={route.agent} {...props} route={route} onChanged={loaded.reload} />
              ))}
            </div>
            <EstimateSection estimate={estimate} />
          </>
        )}
      </Fetched>
    </>
  );
}
