import type { Pack } from "../curriculum/pack.schema.ts";
import { canBeProbed } from "../learners/placement.ts";
import type { Path } from "../protocol/lesson.schema.ts";

/**
 * The paths with their nodes marked that a learner may be asked about before they are taught. Never the last one: the closing check is for everybody. Where
 * there is no pack, nothing is marked.
 */
export function offerPlacement(paths: readonly Path[], pack: Pack | null): Path[] {
  const probed = new Set(pack?.nodes.filter(canBeProbed).map(({ id }) => id));
  return paths.map((path) => ({
    ...path,
    teaching_sequence: path.teaching_sequence.map((node, at, { length }) =>
      at < length - 1 && probed.has(node.id) ? { ...node, can_be_probed: true } : node,
    ),
  }));
}
