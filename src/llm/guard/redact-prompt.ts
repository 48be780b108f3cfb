import type { ModelPrompt } from "../models.port.ts";
import type { Allowed } from "./find-personal-data.ts";
import { placeholderForms } from "./placeholders.ts";
import { redact } from "./redact.ts";
import { SEGMENT } from "./segments.ts";
import type { Vault } from "./vault.ts";

const NOTE =
  "Signs such as ⟦name_1⟧ in the data stand for personal details that were taken out. Where you need one, copy it exactly as it stands; do not guess what it stands for.";

export interface RedactPromptOptions {
  readonly vault: Vault;
  readonly allow: Allowed;
  /** Names of marked parts in which to redact. */
  readonly segments: readonly string[];
}

/**
 * The prompt without personal data in the named parts (`<<<reply … reply>>>`). The system text and the material are left alone, byte for byte; a note on
 * placeholders ends the user text when there are any. Changes the vault.
 */
export function redactPrompt(prompt: ModelPrompt, { vault, allow, segments }: RedactPromptOptions): ModelPrompt {
  const user = prompt.user.replace(SEGMENT, (segment: string, name: string, text: string) =>
    segments.includes(name) ? `<<<${name}\n${redact(text, vault, allow)}\n${name}>>>` : segment,
  );
  if (user === prompt.user || user.includes(NOTE)) return { system: prompt.system, user };
  return { system: prompt.system, user: user.search(placeholderForms(vault).exact) < 0 ? user : `${user}\n\n${NOTE}` };
}
