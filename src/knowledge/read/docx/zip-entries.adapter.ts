import { Unzip, UnzipInflate, UnzipPassThrough } from "fflate";

/** Together, unpacked: the text of a book of some thousand pages. */
const MAX_UNPACKED_BYTES = 24_000_000;
const MAX_ENTRIES = 20_000;
const PIECE_BYTES = 16_384;

export type Unpacked =
  | { readonly kind: "entries"; readonly names: ReadonlySet<string>; readonly files: ReadonlyMap<string, Uint8Array> }
  | { readonly kind: "too_much" }
  | { readonly kind: "damaged" };

/**
 * Unpacks the wanted files of an archive in small pieces, counting what really comes out: sizes that an archive claims are not believed, so a bomb goes off in a
 * bucket. Files that are not wanted are not unpacked.
 */
export function unpack(bytes: Uint8Array, isWanted: (name: string) => boolean): Unpacked {
  const names = new Set<string>();
  const files = new Map<string, Uint8Array[]>();
  let size = 0;
  let isTooMuch = false;
  let isDamaged = false;
  const unzip = new Unzip((entry) => {
    names.add(entry.name);
    isTooMuch ||= names.size > MAX_ENTRIES;
    if (isTooMuch || !isWanted(entry.name)) return;
    const chunks: Uint8Array[] = [];
    files.set(entry.name, chunks);
    entry.ondata = (error, data) => {
      isDamaged ||= error !== null;
      if (isTooMuch || error !== null) return;
      size += data.length;
      isTooMuch = size > MAX_UNPACKED_BYTES;
      chunks.push(data);
    };
    entry.start();
  });
  unzip.register(UnzipInflate);
  unzip.register(UnzipPassThrough);
  try {
    for (let at = 0; at < bytes.length && !isTooMuch && !isDamaged; at += PIECE_BYTES)
      unzip.push(bytes.subarray(at, at + PIECE_BYTES), at + PIECE_BYTES >= bytes.length);
  } catch {
    isDamaged = true;
  }
  if (isTooMuch) return { kind: "too_much" };
  if (isDamaged || names.size === 0) return { kind: "damaged" };
  return { kind: "entries", names, files: new Map([...files].map(([name, chunks]) => [name, concat(chunks)])) };
}

function concat(chunks: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
