/** Whether a setting is an address that paths can be added to: http or https, without user, query or fragment. */
export function isBaseUrl(text: string): boolean {
  if (!URL.canParse(text) || /[?#]/.test(text)) return false;
  const url = new URL(text);
  return /^https?:$/.test(url.protocol) && url.username === "" && url.password === "";
}

/** Whether a key can be sent in a header: a line break or a typographic quote from a careless paste makes every request throw. */
export function isHeaderText(text: string): boolean {
  return /^[\x21-\x7e]*$/.test(text);
}
