import { bootstrap, mean } from "../../scripts/lib/eval-metrics.ts";
import { percentile } from "../lib/stats.ts";
import { DELAYS, type Misjudged, type Played, type PlayedNode } from "./play.ts";

/**
 * Who is declared a master and would sooner miss than meet a usual written question is declared falsely. The other two say how the figure hangs on that
 * choice; who knows in the product's own model is right in four of five.
 */
export const FALSE_BELOW = 0.5;
export const OTHER_LIMITS = [0.4, 0.6] as const;

export interface Figure {
  readonly value: number;
  /** 95 %, by resampling learners; null where nothing was counted. */
  readonly interval: readonly [number, number] | null;
}

/** What a policy did to a population. Gains are differences of P(right) on a usual written question, mean over skills. */
export interface Outcome {
  readonly learners: number;
  readonly skills: number;
  readonly before: number;
  /** After the first lesson, by `DELAYS`. */
  readonly gains: readonly Figure[];
  readonly declared: number;
  /** Of these, in the first lesson. */
  readonly declared_at_once: number;
  readonly falsely: Figure;
  /** The same share below each of `OTHER_LIMITS`. */
  readonly falsely_by_limit: readonly number[];
  readonly set_aside: number;
  /** Of the first lesson, a skill. */
  readonly replies: number;
  readonly seconds: number;
  /** Of those who were declared, all lessons together: the middle one. */
  readonly replies_to_declaration: number;
  readonly seconds_to_declaration: number;
  readonly completed: number;
  readonly misjudged: Misjudged;
}

export function measure(played: readonly Played[]): Outcome {
  const nodes = played.flatMap(({ nodes }) => nodes);
  const groups = played.map(({ nodes }) => nodes);
  const declared = nodes.flatMap(({ declared }) => declared ?? []);
  const share = (rows: readonly PlayedNode[], limit: number): number => {
    const abilities = rows.flatMap(({ declared }) => declared?.ability ?? []);
    return abilities.filter((ability) => ability < limit).length / Math.max(1, abilities.length);
  };
  const figure = (of: (rows: readonly PlayedNode[]) => number): Figure => ({
    value: round(of(nodes)),
    interval: rounded(bootstrap(groups, of, { rounds: 200 })),
  });
  const sum = (key: keyof Misjudged): number => played.reduce((total, { misjudged }) => total + misjudged[key], 0);
  return {
    learners: played.length,
    skills: nodes.length,
    before: round(mean(nodes.map(({ before }) => before))),
    gains: DELAYS.map((_, at) => figure((rows) => mean(rows.map(({ before, after }) => (after[at] ?? Number.NaN) - before)))),
    declared: round(declared.length / nodes.length),
    declared_at_once: round(declared.filter(({ lesson }) => lesson === 0).length / nodes.length),
    falsely: declared.length === 0 ? { value: Number.NaN, interval: null } : figure((rows) => share(rows, FALSE_BELOW)),
    falsely_by_limit: declared.length === 0 ? [] : OTHER_LIMITS.map((limit) => round(share(nodes, limit))),
    set_aside: round(nodes.filter(({ set_aside }) => set_aside).length / nodes.length),
    replies: round(mean(nodes.map(({ replies }) => replies))),
    seconds: Math.round(mean(nodes.map(({ ms }) => ms)) / 1_000),
    replies_to_declaration: percentile(
      declared.map(({ replies }) => replies),
      0.5,
    ),
    seconds_to_declaration: Math.round(
      percentile(
        declared.map(({ ms }) => ms),
        0.5,
      ) / 1_000,
    ),
    completed: round(mean(played.map(({ completed }) => (completed ? 1 : 0)))),
    misjudged: { right: sum("right"), missed: sum("missed"), wrong: sum("wrong"), accepted: sum("accepted") },
  };
}

/** The mean difference of a delayed gain between two policies on the same learners, with its interval. */
export function compareGains(one: readonly Played[], other: readonly Played[], delay: number): Figure {
  const at = DELAYS.findIndex((days) => days === delay);
  const differences = one.map(({ nodes }, learner) =>
    nodes.map(({ after }, node) => (after[at] ?? Number.NaN) - (other[learner]?.nodes[node]?.after[at] ?? Number.NaN)),
  );
  return { value: round(mean(differences.flat())), interval: rounded(bootstrap(differences, mean, { rounds: 200 })) };
}

function rounded([low, high]: readonly [number, number]): readonly [number, number] {
  return [round(low), round(high)];
}

function round(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
