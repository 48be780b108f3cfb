import type { Pack } from "../curriculum/pack.schema.ts";
import { rememberFor } from "../shared/remember.ts";
import { toPackedRow, toRow } from "./stored-row.ts";

/** A pack as a session stores it: rows, ready to be written. Holds keys: for our own code only. */
export interface PackCopy {
  /** Everything but the nodes, as JSON. */
  readonly outline: string;
  /** In the pack's order, each packed. */
  readonly nodes: readonly { readonly node_id: string; readonly body: Uint8Array }[];
}

/**
 * The copy of a pack that a session keeps. Made once for as long as the pack lives, so that of a pack that many begin only bytes are handed on.
 * @throws RangeError when a part is larger than a row may be.
 */
export const copyPack = rememberFor(
  ({ nodes, ...outline }: Pack): PackCopy => ({
    outline: toRow(outline),
    nodes: nodes.map((node) => ({ node_id: node.id, body: toPackedRow(node) })),
  }),
);
