import { rememberFor } from "../../shared/remember.ts";
import { type Allowed, allowFrom } from "./find-personal-data.ts";
import type { Guard, Moderator, Review } from "./guard.port.ts";
import { markInjections } from "./mark-injection.ts";
import { redact } from "./redact.ts";
import { redactPrompt } from "./redact-prompt.ts";
import { restore, restoreDeep, restoreGrowing } from "./restore.ts";
import { LEARNER_SEGMENTS, readSegments, SAID_SEGMENTS } from "./segments.ts";
import { keep, type Vault } from "./vault.ts";

export interface GuardOptions {
  /** The session's vault; it grows with every prompt, so the session keeps it after a call. */
  readonly vault: Vault;
  /**
   * Texts of the lesson whose words survive (concepts, glossary, passages, keys), in groups that are never changed: each group is read once, for all who have
   * it. Asked for once a prompt, when something looks personal; most prompts hold nothing that does.
   */
  readonly allow: () => readonly (readonly string[])[];
  readonly moderate: Moderator;
  /** Hears that a prompt has put something into the vault. */
  readonly onKept?: (vault: Vault) => void;
  /** Parts of prompts that hold learners' words; those of our agents when left out. */
  readonly segments?: readonly string[];
}

const NOTHING_SAID: Review = { allowed: true, reason: null };
const REFUSED_BEFORE: Review = { allowed: false, reason: "refused before" };
/** A shorter text could be an ordinary word, which would then be missing everywhere. */
const MIN_REFUSED_CHARS = 8;
/** The agents of one turn ask about the same reply; it is judged once. */
const MAX_REVIEWS = 8;

/** Reading a whole lesson takes longer than the rest of a turn. */
const wordsOf = rememberFor(allowFrom);

/** The guard of one session. */
export function createGuard({ vault, allow, moderate, onKept, segments = LEARNER_SEGMENTS }: GuardOptions): Guard {
  const openAllowed = (): Allowed => {
    let groups: readonly (readonly string[])[] | null = null;
    return { has: (word) => (groups ??= allow()).some((texts) => wordsOf(texts).has(word)) };
  };
  let stored = Object.keys(vault.values).length;
  const store = () => {
    const count = Object.keys(vault.values).length;
    if (count > stored) onKept?.(vault);
    stored = count;
  };
  const reviews = new Map<string, Promise<Review>>();
  return {
    outbound(prompt) {
      const redacted = redactPrompt(markInjections(prompt), { vault, allow: openAllowed(), segments });
      store();
      return redacted;
    },
    inbound: (output) => restoreDeep(output, vault),
    growing: (text) => restoreGrowing(text, vault),
    reviewPrompt({ user }) {
      const parts = readSegments(user, SAID_SEGMENTS);
      const said = parts.join("\n\n");
      if (said === "") return Promise.resolve(NOTHING_SAID);
      if (said.includes("⟦refused_")) return Promise.resolve(REFUSED_BEFORE);
      const review = reviews.get(said) ?? moderate.review(said, "out").then((found) => (found.allowed ? found : refuse(parts, found)));
      const [oldest] = reviews.keys();
      if (reviews.size >= MAX_REVIEWS && oldest !== undefined) reviews.delete(oldest);
      reviews.set(said, review);
      return review;
    },
    reviewOutput(output) {
      const said = stringsIn(output).join("\n\n");
      return said === "" ? Promise.resolve(NOTHING_SAID) : moderate.review(hidden(said), "in");
    },
  };

  /** What may not leave now must not leave later either, as part of the conversation. */
  function refuse(parts: readonly string[], review: Review): Review {
    for (const part of parts) if (part.length >= MIN_REFUSED_CHARS) keep(vault, "refused", restore(part, vault));
    store();
    return review;
  }

  /** A moderator is a provider too: what the session has taken out stays out. */
  function hidden(said: string): string {
    return Object.keys(vault.values).length === 0 ? said : redact(said, { ...vault, values: { ...vault.values } }, openAllowed());
  }
}

/** Lets everything pass: what an operator has who configured no moderation. */
export const ALLOW_ALL: Moderator = { review: () => Promise.resolve({ allowed: true, reason: null }) };

function stringsIn(value: unknown): string[] {
  if (typeof value === "string") return value === "" ? [] : [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}
