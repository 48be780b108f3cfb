import { placeholderForms } from "./placeholders.ts";
import type { Vault } from "./vault.ts";

/** Two brackets and spaces on each side, the longest type, six digits, six letters, and an escaped bracket that has just begun. */
const MAX_PLACEHOLDER_CHARS = 48;

/**
 * The text with this session's values put back. Placeholders are also read in capitals, with a space or hyphen in them, in square brackets or in none, since
 * models write them so; one that the vault does not know stays as it is.
 */
export function restore(text: string, vault: Vault): string {
  const { hint, tolerant } = placeholderForms(vault);
  if (!hint.test(text)) return text;
  return text.replace(tolerant, (found: string, type: string, count: string) => {
    return vault.values[`${type.toLowerCase()}_${Number(count)}${vault.tag}`] ?? found;
  });
}

/**
 * A raw answer as far as it has come: JSON in the making, with the session's values put back as JSON writes them. What may be the beginning of a
 * placeholder is held back from its end, so that each text begins with the one before it and nobody ever reads half a placeholder.
 */
export function restoreGrowing(text: string, vault: Vault): string {
  const { growing, tolerant } = placeholderForms(vault);
  if (Object.keys(vault.values).length === 0) return text;
  const shown = text.replace(/\\u27e6/gi, "⟦").replace(/\\u27e7/gi, "⟧");
  const tail = Math.max(0, shown.length - MAX_PLACEHOLDER_CHARS);
  const held = tail + shown.slice(tail).search(growing);
  return shown.slice(0, held).replace(tolerant, (found: string, type: string, count: string) => {
    const value = vault.values[`${type.toLowerCase()}_${Number(count)}${vault.tag}`];
    return value === undefined ? found : JSON.stringify(value).slice(1, -1);
  });
}

/** `restore` for every string inside a model's parsed output: quotations come back word for word. Keys and other values stay. */
export function restoreDeep<T>(value: T, vault: Vault): T;
export function restoreDeep(value: unknown, vault: Vault): unknown {
  if (typeof value === "string") return restore(value, vault);
  if (Array.isArray(value)) return value.map((item: unknown) => restoreDeep(item, vault));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]: [string, unknown]) => [key, restoreDeep(item, vault)]));
}
