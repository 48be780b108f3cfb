import type { Block, Reading } from "../reading.schema.ts";

/**
 * The raw parts of one document, in order, as one clean reading: no control signs, no soft hyphens, lines joined.
 *
 * @throws never; no parts give an empty text document
 */
export function cleanReading(parts: readonly Reading[]): Reading {
  const blocks = parts
    .flatMap((part) => part.blocks)
    .flatMap((block): Block[] => {
      const text = block.kind === "code" || block.kind === "table" ? block.text : block.text.replace(/\s+/g, " ").trim();
      return text.trim() === "" ? [] : [{ ...block, text }];
    });
  return {
    title: parts.find(({ title }) => title !== null)?.title ?? null,
    kind: parts[0]?.kind ?? "text",
    pages: parts[0]?.pages ?? null,
    blocks,
    findings: parts.flatMap(({ findings }) => findings),
  };
}
