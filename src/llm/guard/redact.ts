import { type Allowed, findPersonalData } from "./find-personal-data.ts";
import { alsoAWord } from "./find-lower-names.ts";
import { NAMES_OR_WORDS } from "./name-lexicon.ts";
import { placeholderForms } from "./placeholders.ts";
import { PLAIN_WORDS } from "./plain-words.ts";
import { keep, type Kept, type Vault } from "./vault.ts";
import { readWords } from "./words.ts";

interface KeptSpan {
  readonly start: number;
  readonly end: number;
  readonly type: Kept;
}

/** Names shorter than this are only taken where they are found, not wherever they are written. */
const MIN_KNOWN_CHARS = 3;

/**
 * The text without personal data: each value is replaced by its placeholder (`⟦name_1v⟧`), the same in the whole session, also where the value comes
 * again without the words that gave it away. What merely looks like a placeholder is taken out too, so that `restore(redact(text)) === text` for every
 * text without this vault's own placeholders. Doing it twice changes nothing. Changes the vault.
 */
export function redact(text: string, vault: Vault, allow?: Allowed): string {
  let redacted = escapeLookAlikes(text, vault);
  // What is left may read differently without what went: go on until nothing is found. Each round takes letters away, so there is an end.
  for (;;) {
    const spans = [...findKnown(redacted, vault), ...findParts(redacted, vault, allow), ...findPersonalData(redacted, allow)];
    const next = replaceSpans(redacted, spans, vault);
    if (next === redacted) return next;
    redacted = next;
  }
}

function escapeLookAlikes(text: string, vault: Vault): string {
  const { hint, exact, tolerant } = placeholderForms(vault);
  if (!hint.test(text) && !/[⟦⟧]/.test(text)) return text;
  return outside(text, exact, vault, (part) =>
    part
      .replace(tolerant, (found) => keep(vault, "mark", found))
      .replace(/⟦(?!mark_\d+[a-z]+⟧)|(?<!⟦mark_\d{1,6}[a-z]{1,6})⟧/g, (sign) => keep(vault, "mark", sign)),
  );
}

/** Applies `change` to the stretches between the vault's own placeholders. */
function outside(text: string, exact: RegExp, { values }: Vault, change: (part: string) => string): string {
  let changed = "";
  let from = 0;
  for (const { 0: found, index } of text.matchAll(exact)) {
    if (values[found.slice(1, -1)] === undefined) continue;
    changed += change(text.slice(from, index)) + found;
    from = index + found.length;
  }
  return changed + change(text.slice(from));
}

/** Values of this session that are written again. */
function findKnown(text: string, { values }: Vault): KeptSpan[] {
  const spans: KeptSpan[] = [];
  for (const [key, value] of Object.entries(values)) {
    const type = key.slice(0, key.indexOf("_"));
    if (value.length < MIN_KNOWN_CHARS || !isSure(type)) continue;
    for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + value.length))
      if (!isWordSign(text.charAt(at - 1)) && !isWordSign(text.charAt(at + value.length)))
        spans.push({ start: at, end: at + value.length, type });
  }
  return spans;
}

/** Single parts of this session's names, however they are written: who was "Ana Kovač" is "ana" later. Words of a language and of the lesson are spared. */
function findParts(text: string, { values }: Vault, allow: Allowed | undefined): KeptSpan[] {
  const parts = new Set<string>();
  for (const [key, value] of Object.entries(values))
    if (key.startsWith("name_"))
      for (const { lower } of readWords(value))
        if (lower.length >= MIN_KNOWN_CHARS && !isWord(lower) && !allow?.has(lower)) parts.add(lower);
  if (parts.size === 0) return [];
  return readWords(text)
    .filter(({ lower }) => parts.has(lower))
    .map(({ start, end }) => ({ start, end, type: "name" }));
}

const isWord = (lower: string): boolean => PLAIN_WORDS.has(lower) || NAMES_OR_WORDS.has(lower) || alsoAWord(lower);

/** Ages and places are personal only where somebody says that they are theirs. */
function isSure(type: string): type is Kept {
  return /^(?:name|email|phone|address|iban|card|ssn|id|ip|mac|url|handle|secret|birth|refused)$/.test(type);
}

const isWordSign = (sign: string): boolean => /[\p{L}\p{M}\p{N}_]/u.test(sign);

function replaceSpans(text: string, spans: readonly KeptSpan[], vault: Vault): string {
  const { exact } = placeholderForms(vault);
  const taken = [...text.matchAll(exact)].map(({ 0: found, index }) => ({ start: index, end: index + found.length }));
  let redacted = "";
  let from = 0;
  for (const { start, end, type } of [...spans].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (start < from || taken.some((other) => start < other.end && other.start < end)) continue;
    redacted += text.slice(from, start) + keep(vault, type, text.slice(start, end));
    from = end;
  }
  return redacted + text.slice(from);
}
