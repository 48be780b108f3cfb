const KEY_BYTES = 32;

/** The 32 bytes that a text is the base64 (or base64url) of; null when it is not. */
export function readEncryptionKey(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[\w+/-]{43}=?$/.test(text)) return null;
  const bytes = Uint8Array.from(atob(text.replace("=", "").replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));
  return bytes.length === KEY_BYTES ? bytes : null;
}
