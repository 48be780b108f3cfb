/** `before` should come before `after`; of two that contradict each other the weaker gives way. */
export interface Edge {
  readonly before: number;
  readonly after: number;
  readonly weight: number;
}

/**
 * Numbers 0 to `count - 1` in an order that respects the edges; where they leave a choice the lower rank goes first. A circle is opened at its weakest
 * edge. An edge of a node to itself is ignored.
 */
export function topologicalOrder(count: number, edges: readonly Edge[], rank: readonly number[]): number[] {
  const waiting = new Set(Array.from({ length: count }, (_, node) => node));
  const incoming = new Map<number, Edge[]>();
  for (const edge of edges) if (edge.before !== edge.after) incoming.set(edge.after, [...(incoming.get(edge.after) ?? []), edge]);
  const rankOf = (node: number) => rank[node] ?? node;
  const sorted = [...waiting].sort((a, b) => rankOf(a) - rankOf(b) || a - b);
  const ordered: number[] = [];
  const blockers = (node: number) => (incoming.get(node) ?? []).filter(({ before }) => waiting.has(before));
  while (waiting.size > 0) {
    const free = sorted.find((node) => waiting.has(node) && blockers(node).length === 0);
    if (free === undefined) {
      const weakest = weakestOfCircle(sorted.find((node) => waiting.has(node)) ?? 0, blockers);
      if (!weakest) break;
      incoming.set(
        weakest.after,
        (incoming.get(weakest.after) ?? []).filter((edge) => edge !== weakest),
      );
      continue;
    }
    waiting.delete(free);
    ordered.push(free);
  }
  return ordered;
}

/** Walks back from a node that is never free until a node comes again. */
function weakestOfCircle(from: number, blockers: (node: number) => readonly Edge[]): Edge | undefined {
  const walked: Edge[] = [];
  let node = from;
  for (;;) {
    const [edge] = blockers(node);
    if (!edge) return undefined;
    const again = walked.findIndex(({ after }) => after === node);
    if (again >= 0) return walked.slice(again).reduce((weakest, each) => (each.weight < weakest.weight ? each : weakest));
    walked.push(edge);
    node = edge.before;
  }
}
