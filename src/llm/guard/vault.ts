import type { PersonalType } from "./personal-span.ts";

/** `mark` stands for text that only looks like a placeholder, `refused` for what a moderator would not let pass. */
export type Kept = PersonalType | "mark" | "refused";

/**
 * What a session has taken out of its prompts, and what it wrote instead. Plain data, so that the session can store it. It grows only, so a placeholder
 * means the same for as long as the session lives. It holds personal data: it stays inside the session and is deleted with it.
 */
export interface Vault {
  readonly version: 1;
  /** Letters in every placeholder of this session, so that a learner cannot write one. */
  readonly tag: string;
  /** Placeholder without brackets, e.g. `name_1v`, to what it stands for. */
  readonly values: Record<string, string>;
}

export const DEFAULT_TAG = "v";
const MAX_TAG_CHARS = 6;

/** An empty vault. `tag`: one to six lower-case letters; pass some drawn by chance, other letters are dropped. */
export function createVault(tag: string = DEFAULT_TAG): Vault {
  return {
    version: 1,
    tag:
      tag
        .toLowerCase()
        .replace(/[^a-z]/g, "")
        .slice(0, MAX_TAG_CHARS) || DEFAULT_TAG,
    values: {},
  };
}

/** The placeholder of a value: the one it has in this session, or a new one. Changes the vault. */
export function keep(vault: Vault, type: Kept, value: string): string {
  const prefix = `${type}_`;
  let count = 0;
  for (const [key, known] of Object.entries(vault.values)) {
    if (!key.startsWith(prefix)) continue;
    if (known === value) return bracket(key);
    count++;
  }
  const key = `${prefix}${count + 1}${vault.tag}`;
  vault.values[key] = value;
  return bracket(key);
}

const bracket = (key: string): string => `⟦${key}⟧`;
