import { passageId } from "../agents/tutor/passages.ts";
import type { PackNode } from "../curriculum/pack.schema.ts";

/** As many places as somebody looks up for one message. */
const MAX_CITED = 4;
/** Texts that stand for a whole step are made from where the step is taught. */
const MAX_OF_STEP = 2;

/** The passages of documents, by id, that a message with these citations rests on; none where it rests on what people wrote without documents. */
export function citedPassages(citations: readonly string[], material: PackNode | null): string[] {
  const cited = citations.flatMap((id): readonly string[] => {
    if (id.startsWith("psg_")) return [id];
    if (!material || !id.startsWith(`${material.id}.`)) return [];
    const explanation = material.explanations.find(({ approach }) => id === passageId(material, approach));
    return explanation?.passages ?? material.passages?.slice(0, MAX_OF_STEP) ?? [];
  });
  return [...new Set(cited)].slice(0, MAX_CITED);
}
