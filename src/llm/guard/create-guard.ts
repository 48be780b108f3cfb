import { type Allowed, allowFrom } from "./find-personal-data.ts";
import type { Guard, Moderator } from "./guard.port.ts";
import { LEARNER_SEGMENTS, redactPrompt } from "./redact-prompt.ts";
import { restoreDeep } from "./restore.ts";
import type { Vault } from "./vault.ts";

export interface GuardOptions {
  /** The session's vault; it grows with every prompt, so the session keeps it after a call. */
  readonly vault: Vault;
  /** Texts of the lesson whose words survive (concepts, glossary, passages, keys), or the words read from them before. */
  readonly allow: readonly string[] | Allowed;
  readonly moderate: Moderator;
  /** Parts of prompts that hold learners' words; those of our agents when left out. */
  readonly segments?: readonly string[];
}

/** The guard of one session. */
export function createGuard({ vault, allow, moderate, segments = LEARNER_SEGMENTS }: GuardOptions): Guard {
  const allowed = "words" in allow ? allow : allowFrom(allow);
  return {
    outbound: (prompt) => redactPrompt(prompt, { vault, allow: allowed, segments }),
    inbound: (output) => restoreDeep(output, vault),
    review: (text, direction) => moderate.review(text, direction),
  };
}

/** Lets everything pass: what an operator has who configured no moderation. */
export const ALLOW_ALL: Moderator = { review: () => Promise.resolve({ allowed: true, reason: null }) };
