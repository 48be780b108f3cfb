import { placeholderForms } from "./placeholders.ts";
import type { Vault } from "./vault.ts";

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

/** `restore` for every string inside a model's parsed output: quotations come back word for word. Keys and other values stay. */
export function restoreDeep<T>(value: T, vault: Vault): T;
export function restoreDeep(value: unknown, vault: Vault): unknown {
  if (typeof value === "string") return restore(value, vault);
  if (Array.isArray(value)) return value.map((item: unknown) => restoreDeep(item, vault));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]: [string, unknown]) => [key, restoreDeep(item, vault)]));
}
