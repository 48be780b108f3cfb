/** Where HTML says how it is encoded. */
const CHARSET = /<meta[^>]{0,200}?charset\s*=\s*["']?([\w-]{2,40})|<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w-]{2,40})/i;
const HEAD_BYTES = 2_048;

/** Bytes as text. `replaced` counts the signs that could not be read. */
export interface Decoded {
  readonly text: string;
  readonly replaced: number;
}

/** Decodes by byte order mark, by what HTML says, as UTF-8, else as Windows-1252, in which nothing is invalid. Never throws. */
export function decodeText(bytes: Uint8Array): Decoded {
  const marked = byMark(bytes) ?? named(bytes);
  if (marked !== null) return count(decode(bytes, marked, false) ?? "");
  const utf8 = decode(bytes, "utf-8", true);
  if (utf8 !== null) return { text: utf8, replaced: 0 };
  // A few bad bytes in UTF-8 are damage; many are another encoding.
  const lenient = count(decode(bytes, "utf-8", false) ?? "");
  const other = decode(bytes, "windows-1252", false);
  return other === null || lenient.replaced * 200 < lenient.text.length ? lenient : { text: other, replaced: 0 };
}

function byMark(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? "utf-8" : null;
}

function named(bytes: Uint8Array): string | null {
  const head = new TextDecoder("utf-8").decode(bytes.subarray(0, HEAD_BYTES));
  const match = CHARSET.exec(head);
  const label = match?.[1] ?? match?.[2] ?? null;
  return label !== null && label.toLowerCase() !== "utf-8" && decode(new Uint8Array(), label, false) !== null ? label : null;
}

/** Null when the encoding is unknown here, or bytes are invalid and `fatal`. */
function decode(bytes: Uint8Array, label: string, fatal: boolean): string | null {
  try {
    return new TextDecoder(label, { fatal, ignoreBOM: false }).decode(bytes);
  } catch {
    return null;
  }
}

function count(text: string): Decoded {
  let replaced = 0;
  for (let at = text.indexOf("\uFFFD"); at >= 0; at = text.indexOf("\uFFFD", at + 1)) replaced += 1;
  return { text, replaced };
}
