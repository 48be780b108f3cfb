import { isWithin, readConceptName } from "./concept-name.ts";
import { NAME_WEIGHTS } from "./name-weights.ts";
import { nameFeatures } from "./name-features.ts";
import { topologicalOrder } from "./topological.ts";

/** How sure the containment of names is beside their scores, which differ by 1 to 3. */
const WITHIN_WEIGHT = 2;

/** How late each of a list of names is taught, as far as names tell: higher is later. Only differences within a list mean anything. */
export function latenessOf(names: readonly string[], weights: readonly number[] = NAME_WEIGHTS): number[] {
  return nameFeatures(names.map(readConceptName)).map((features) =>
    features.reduce((sum, value, at) => sum + value * (weights[at] ?? 0), 0),
  );
}

/** Names in an order in which they can be taught: what is met early first, and "Geometry" before "Euclidean geometry". Each is kept, repeats too. */
export function orderNames(names: readonly string[], weights: readonly number[] = NAME_WEIGHTS): string[] {
  const read = names.map(readConceptName);
  const edges = read.flatMap((part, before) =>
    read.flatMap((whole, after) => (isWithin(part, whole) ? [{ before, after, weight: WITHIN_WEIGHT }] : [])),
  );
  return topologicalOrder(names.length, edges, latenessOf(names, weights)).map((at) => names[at] ?? "");
}

/** How likely the first of a pair is taught before the second, 0 to 1, given the list both are from. */
export function comesFirst(names: readonly string[], weights: readonly number[] = NAME_WEIGHTS): (first: string, second: string) => number {
  const late = new Map(latenessOf(names, weights).map((lateness, at) => [names[at] ?? "", lateness]));
  return (first, second) => 1 / (1 + Math.exp((late.get(first) ?? 0) - (late.get(second) ?? 0)));
}
