import type { Item, PackNode } from "../curriculum/pack.schema.ts";
import { emissionOf, updateKnown } from "./bkt.ts";
import type { Answer } from "./evidence.schema.ts";
import { weighAnswer } from "./mastery.ts";

/**
 * Two probes at most, since a test before a lesson is not a lesson. Who asks to be placed knows it as likely as not. Two right written answers lift that to
 * .78 or more, a written one and a choice of four to .75 at most: choices do not skip. What is skipped is not mastered; the closing check and reviews come all the same.
 */
export const PLACEMENT = { probes: 2, prior: 0.5, sure: 0.76 } as const;

/** Nothing is taught in a probe. */
const NOTHING_LEARNED = { learn: 0 } as const;

/** The questions that a node can be probed with, in the order in which they are asked: written ones, and none of the small steps, which are help. */
export function probesOf({ items }: Pick<PackNode, "items">): Item[] {
  const written = items.filter(({ form, role }) => (form === "open" || form === "code") && role !== "step");
  return [...written.filter(({ role }) => role === "main"), ...written.filter(({ role }) => role !== "main")];
}

/** Whether a node has questions enough for a learner to be placed past it. */
export function canBeProbed(node: Pick<PackNode, "items">): boolean {
  return probesOf(node).length >= PLACEMENT.probes;
}

export interface Placement {
  /** `skip`: go on to the next node. `teach`: begin here. */
  readonly next: "probe" | "skip" | "teach";
  readonly known: number;
}

/** Where a learner stands after the probes of one node, oldest first. A probe that cannot be made good by the next one ends it at once. */
export function placeLearner(answers: readonly Answer[]): Placement {
  const probes = answers.filter(({ purpose, verdict }) => purpose === "placement" && verdict !== "n/a");
  const known = probes.slice(0, PLACEMENT.probes).reduce<number>(afterProbe, PLACEMENT.prior);
  if (probes.length >= PLACEMENT.probes) return { next: known >= PLACEMENT.sure ? "skip" : "teach", known };
  let best = known;
  for (let left = probes.length; left < PLACEMENT.probes; left++) best = afterRight(best);
  return { next: best >= PLACEMENT.sure ? "probe" : "teach", known };
}

function afterRight(known: number): number {
  return updateKnown(known, "correct", 1, emissionOf({ kind: "open" }, 0), NOTHING_LEARNED);
}

function afterProbe(known: number, probe: Answer): number {
  return updateKnown(
    known,
    probe.verdict,
    weighAnswer(probe, probe.verdict).weight,
    emissionOf(probe.form, probe.difficulty ?? 0),
    NOTHING_LEARNED,
  );
}
