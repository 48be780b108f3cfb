import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { comesFirst, orderNames } from "../../../src/curriculum/concepts/order-names.ts";
import { type Edge, topologicalOrder } from "../../../src/curriculum/concepts/topological.ts";

const inOrder = (...names: string[]): string[] => orderNames([...names].reverse());

describe("the order of concepts whose names are all that is known", () => {
  it.each([
    [["Geometry", "Euclidean geometry"]],
    [["Calculus", "Multivariable calculus"]],
    [["Force", "Momentum", "Quantum mechanics"]],
    [["Number", "Fraction", "Logarithm", "Ergodic theory"]],
    [["Cell", "Mitosis", "Gene expression profiling"]],
  ])("goes from what is met early to what is met late: %s", (names) => {
    expect(inOrder(...names)).toEqual(names);
  });

  it("takes a subject before what is said to be part of it", () => {
    expect(inOrder("Geometry", "Prism (geometry)").at(0)).toBe("Geometry");
  });

  it("keeps every name, also one given twice or in another script", () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (names) => {
        expect([...orderNames(names)].sort()).toEqual([...names].sort());
      }),
    );
  });

  it("leaves names of which it knows no difference as they are given", () => {
    expect(orderNames(["Xylem", "Quagga", "Abacus"])).toEqual(["Xylem", "Quagga", "Abacus"]);
    expect(orderNames(["Abacus", "Xylem", "Quagga"])).toEqual(["Abacus", "Xylem", "Quagga"]);
  });

  it("says how sure it is of a pair, the same from both sides", () => {
    const first = comesFirst(["Number", "Topology"]);
    expect(first("Number", "Topology")).toBeGreaterThan(0.8);
    expect(first("Number", "Topology") + first("Topology", "Number")).toBeCloseTo(1);
  });
});

describe("an order of what builds on what", () => {
  const rank = [0, 1, 2, 3];

  it("breaks a circle at its weakest edge", () => {
    const circle: Edge[] = [
      { before: 0, after: 1, weight: 3 },
      { before: 1, after: 2, weight: 1 },
      { before: 2, after: 0, weight: 2 },
    ];
    expect(topologicalOrder(3, circle, rank)).toEqual([2, 0, 1]);
  });

  it("keeps every node once, and every edge where there is no circle", () => {
    const edge = fc.tuple(fc.nat(9), fc.nat(9)).map(([a, b]) => ({ before: Math.min(a, b), after: Math.max(a, b), weight: 1 }));
    fc.assert(
      fc.property(fc.array(edge), fc.array(fc.nat(), { minLength: 10, maxLength: 10 }), (edges, ranks) => {
        const order = topologicalOrder(10, edges, ranks);
        expect([...order].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
        for (const { before, after } of edges) if (before !== after) expect(order.indexOf(before)).toBeLessThan(order.indexOf(after));
      }),
    );
  });

  it("comes to an end whatever contradicts what", () => {
    const edge = fc.record({ before: fc.nat(7), after: fc.nat(7), weight: fc.nat(5) });
    fc.assert(
      fc.property(fc.array(edge), (edges) => {
        expect(topologicalOrder(8, edges, rank)).toHaveLength(8);
      }),
    );
  });
});
