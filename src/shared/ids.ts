import type { Random } from "./random.ts";

/** What an id names; the prefix is part of the id and is checked at every border. */
export type IdPrefix = "ses" | "lrn" | "les" | "crs" | "itm" | "ten" | "tkt" | "cal" | "key" | "als" | "doc" | "dft";

export type Id<P extends IdPrefix> = `${P}_${string}`;
export type SessionId = Id<"ses">;
export type LearnerId = Id<"lrn">;
export type TenantId = Id<"ten">;
export type CourseId = Id<"crs">;
export type DocumentId = Id<"doc">;
export type DraftId = Id<"dft">;

// No vowels and no look-alikes: ids are read aloud in support calls and must not spell words.
const ALPHABET = "0123456789bcdfghjkmnpqrstvwxyz";
const ID_LENGTH = 20;

/** A new unguessable id: 20 characters of a 30-letter alphabet, about 98 bits. */
export function newId<P extends IdPrefix>(prefix: P, random: Random): Id<P> {
  let body = "";
  while (body.length < ID_LENGTH) {
    for (const byte of random.bytes(ID_LENGTH)) {
      // 240 is the largest multiple of 30 in a byte: rejecting the rest keeps every letter equally likely.
      if (byte < 240 && body.length < ID_LENGTH) body += ALPHABET[byte % ALPHABET.length];
    }
  }
  return `${prefix}_${body}`;
}

/** Whether `text` is an id with this prefix (letters, digits, dash and underscore; at most 64 characters). */
export function isId<P extends IdPrefix>(prefix: P, text: string): text is Id<P> {
  return text.length <= 64 && text.startsWith(`${prefix}_`) && /^[A-Za-z0-9_-]+$/.test(text.slice(prefix.length + 1));
}
