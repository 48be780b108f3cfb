const MAX_CHARS = 200;

/**
 * What a document is called: the last part of a path, without control signs (they would reverse or hide parts of the name) and at most 200 characters.
 *
 * @returns null when nothing is left to call it by
 */
export function tidyName(name: string): string | null {
  const tidy = (name.split(/[\\/]/).at(-1) ?? "")
    .replace(/\s+/g, " ")
    .replace(/[\p{Cc}\p{Cf}]/gu, "")
    .trim()
    .slice(0, MAX_CHARS);
  return tidy === "" ? null : tidy;
}

/** What a page is called until its own title is known: its address without the scheme. */
export function nameOfUrl(url: string): string {
  return url
    .replace(/^https?:\/\//, "")
    .replace(/\/$/, "")
    .slice(0, MAX_CHARS);
}
