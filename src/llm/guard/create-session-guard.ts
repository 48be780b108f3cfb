import type { Random } from "../../shared/random.ts";
import { createGuard, type GuardOptions } from "./create-guard.ts";
import type { Guard } from "./guard.port.ts";
import { createVault, type Vault } from "./vault.ts";

const TAG_LETTERS = 4;
const ALPHABET = 26;
/** The largest multiple of 26 in a byte: letters come out even. */
const EVEN = 234;

export interface SessionGuardOptions extends Omit<GuardOptions, "vault" | "moderate"> {
  /** What the session kept before; null when it has kept nothing yet. */
  readonly kept: Vault | null;
}

/** Makes the guard of a session that wakes: with its own vault, or with an empty one whose tag nobody can guess. */
export function createSessionGuards({ random, moderate }: { readonly random: Random } & Pick<GuardOptions, "moderate">) {
  return ({ kept, ...options }: SessionGuardOptions): Guard =>
    createGuard({ ...options, moderate, vault: kept ?? createVault(drawTag(random)) });
}

/** Letters that a learner would have to guess (1 in 456,976) to write a placeholder of this session. */
function drawTag(random: Random): string {
  let tag = "";
  while (tag.length < TAG_LETTERS)
    for (const byte of random.bytes(TAG_LETTERS * 2))
      if (byte < EVEN && tag.length < TAG_LETTERS) tag += String.fromCharCode("a".charCodeAt(0) + (byte % ALPHABET));
  return tag;
}
