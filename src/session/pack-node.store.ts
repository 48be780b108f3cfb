import { type PackNode, packNodeSchema } from "../curriculum/pack.schema.ts";
import { freezeDeep } from "../shared/freeze.ts";
import { createRecent } from "../shared/recent.ts";
import { parseRow, unpackRow } from "./stored-row.ts";

/** A node as a session keeps it: packed, or as text where the session was begun before copies were packed. */
export type StoredNode = string | ArrayBuffer;

/**
 * Nodes that an isolate keeps: those of about ten packs. A session sleeps while its learner thinks, so that nearly every turn reads its node anew, and all
 * sessions of a published version hold the same bytes. What agents work out about a node or an item is remembered with the object, hence shared as well.
 */
const NODES = createRecent<string, PackNode>(64);
/** Larger nodes are read for each session, so that no pack can fill an isolate. Those of the starter packs take 6 to 11 KB packed. */
const MAX_SHARED_BYTES = 16_000;
/** One character a byte, and no two bytes the same one. */
const asKey = new TextDecoder("latin1");

/**
 * Reads a stored node. The same bytes give the same object, whoever asks: it is frozen.
 * @throws DamagedStoreError when it cannot be unpacked or does not fit its schema.
 */
export function readNode(body: StoredNode): PackNode {
  const read = () => freezeDeep(parseRow("pack node", packNodeSchema, unpackRow("pack node", body)));
  const bytes = typeof body === "string" ? body.length : body.byteLength;
  if (bytes > MAX_SHARED_BYTES) return read();
  return NODES.of(typeof body === "string" ? body : asKey.decode(body), read);
}
