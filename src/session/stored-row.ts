import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { z } from "zod";
import { err, ok, type Result } from "../shared/result.ts";
import { exceedsBytes } from "../shared/utf8.ts";

/** A value above this is refused by the platform in production and nowhere else, so we refuse it here: 2 MB a row or value, with room to spare. */
const MAX_ROW_BYTES = 1_900_000;
/** Quick rather than small: a session is made while its learner waits. */
const PACKING_LEVEL = 1;

/** A stored row that no longer fits its schema: named, so that an operator can find it. */
export class DamagedStoreError extends Error {
  override readonly name = "DamagedStoreError";
}

/**
 * A value as the text of a row.
 * @throws RangeError when it is larger than the platform takes.
 */
export function toRow(value: unknown): string {
  const body = JSON.stringify(value);
  if (exceedsBytes(body, MAX_ROW_BYTES)) throw new RangeError(`A row of ${body.length} characters is larger than the store takes.`);
  return body;
}

/**
 * A value as a packed row, less than half the size: for what is large, written once and kept as long as the session.
 * @throws RangeError when it is larger than the platform takes.
 */
export function toPackedRow(value: unknown): Uint8Array {
  return deflateRawSync(toRow(value), { level: PACKING_LEVEL });
}

/**
 * The text of a packed row, or of one that was written before rows were packed.
 * @throws DamagedStoreError when it cannot be unpacked; `what` names it.
 */
export function unpackRow(what: string, body: string | ArrayBuffer | Uint8Array): string {
  if (typeof body === "string") return body;
  try {
    const bytes = body instanceof Uint8Array ? body : new Uint8Array(body);
    return inflateRawSync(bytes, { maxOutputLength: MAX_ROW_BYTES }).toString();
  } catch {
    throw new DamagedStoreError(`A stored ${what} cannot be unpacked.`);
  }
}

/**
 * A stored row that must fit.
 * @throws DamagedStoreError when it does not; `what` names it.
 */
export function parseRow<T>(what: string, schema: z.ZodType<T>, body: string): T {
  const row = readRow(schema, body);
  if (!row.ok) throw new DamagedStoreError(`A stored ${what} does not fit its schema: ${row.error}`);
  return row.value;
}

/** A stored row, or why it no longer fits its schema. What was written is returned as it was written, so that replaying gives the same bytes. */
export function readRow<T>(schema: z.ZodType<T>, body: string): Result<T, string> {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    // The parser's own words quote the text, which may be a learner's.
    return err("it is not JSON");
  }
  const parsed = schema.safeParse(value);
  return parsed.success ? ok(value as T) : err(parsed.error.message);
}
