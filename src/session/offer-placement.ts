import type { Pack } from "../curriculum/pack.schema.ts";
import { canBeProbed } from "../learners/placement.ts";
import type { LessonContext, Path } from "../protocol/lesson.schema.ts";

/**
 * The paths with those nodes marked that a learner may be asked about before they are taught. Never the last one: the closing check is for everybody. None in a
 * review or a challenge, which ask first as it is, and none in a lesson from pasted text, whose questions ask what the text says: nobody knows that beforehand.
 */
export function offerPlacement(
  paths: readonly Path[],
  pack: Pack | null,
  { basis, purpose }: Pick<LessonContext, "basis" | "purpose">,
): Path[] {
  const isOffered = basis === "pack" && purpose === undefined;
  const probed = new Set(isOffered ? pack?.nodes.filter(canBeProbed).map(({ id }) => id) : []);
  return paths.map((path) => ({
    ...path,
    teaching_sequence: path.teaching_sequence.map((node, at, { length }) =>
      at < length - 1 && probed.has(node.id) ? { ...node, can_be_probed: true } : node,
    ),
  }));
}
