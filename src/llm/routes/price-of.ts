import { factsOf, type ModelFacts, PESSIMISTIC_PRICE } from "../providers/model-facts.ts";
import { providerOf } from "../providers/provider-table.ts";
import { type EntryName, readEntry } from "./entry.ts";
import type { TokenPrice } from "./route.port.ts";

/** What is known of an entry's model; a custom server at a known address is the provider whose address it is. */
export function factsOfEntry({ provider, model }: Pick<EntryName, "provider" | "model">, baseUrl: string | null): ModelFacts {
  return factsOf(providerOf(provider.id, baseUrl), model);
}

/** List price of `<provider>:<model>`; null when nobody has looked it up. `customBaseUrl` is the address of the operator's own server. */
export function listPriceOf(route: string, customBaseUrl: string | null): TokenPrice | null {
  const entry = readEntry(route);
  return entry.ok ? factsOfEntry(entry.value, customBaseUrl).price : null;
}

/** The price that budgets go by: the list price, or a high guess. */
export function priceOf(route: string, customBaseUrl: string | null): TokenPrice {
  return listPriceOf(route, customBaseUrl) ?? PESSIMISTIC_PRICE;
}
