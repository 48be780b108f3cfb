/** A word parted at the end of a line. Bounded, and tried at beginnings of words only: a line of a million letters is read once. */
const PARTED = /(?<![\p{L}'’])(\p{L}[\p{L}'’]{0,60})[-‐][ \t]*\n\s*(\p{Ll}[\p{L}'’]{0,60})/gu;
const WORD = /\p{L}[\p{L}'’]*(?:[-‐]\p{L}[\p{L}'’]*)*/gu;

/** What a document shows of its hyphens: what tells a word parted at the end of a line from one that has a hyphen. */
export interface Hyphens {
  /** Words, lower case, with how often each stands whole within a line. */
  readonly words: ReadonlyMap<string, number>;
  /** Whether words are parted at the ends of lines at all; where they are not, every hyphen there is the writer's. */
  readonly parts: boolean;
}

/** Learns a document's hyphens from the texts of its blocks. */
export function learnHyphens(texts: readonly string[]): Hyphens {
  const words = new Map<string, number>();
  for (const text of texts) {
    for (const line of text.split("\n")) {
      for (const [word] of line.matchAll(WORD)) {
        const plain = word.replaceAll("‐", "-").toLowerCase();
        words.set(plain, (words.get(plain) ?? 0) + 1);
      }
    }
  }
  let [parted, hyphened] = [0, 0];
  for (const text of texts) {
    for (const [, head = "", tail = ""] of text.matchAll(PARTED)) {
      if (words.has(`${head}${tail}`.toLowerCase())) parted += 1;
      else if (words.has(`${head}-${tail}`.toLowerCase())) hyphened += 1;
    }
  }
  return { words, parts: parted >= hyphened };
}

/** A part of a word that is shorter proves nothing by standing somewhere as a word. */
const MIN_PART = 4;

/**
 * The lines of a paragraph as one. A hyphen at the end of a line goes when a small letter follows, unless the rest of the document writes the word with it, or
 * knows both halves as words and not the whole. Other hyphens stay, without a space behind them.
 */
export function joinLines(text: string, hyphens: Hyphens): string {
  return (
    text
      .replace(PARTED, (_, head: string, tail: string) => (isHyphened(head, tail, hyphens) ? `${head}-${tail}` : `${head}${tail}`))
      .replace(/([\p{L}\p{N}][-‐/])[ \t]*\n\s*(?=[\p{L}\p{N}])/gu, "$1")
      // A dash without a space before it has none behind it either.
      .replace(/([^\s—–][—–])[ \t]*\n\s*(?=\S)/gu, "$1")
      .replace(/(\S)[ \t]*\n\s*([—–])(?=\S)/gu, "$1$2")
      .replace(/\s+/g, " ")
      .trim()
  );
}

function isHyphened(head: string, tail: string, { words, parts }: Hyphens): boolean {
  const times = (word: string) => words.get(word.toLowerCase()) ?? 0;
  const [whole, hyphened] = [times(`${head}${tail}`), times(`${head}-${tail}`)];
  if (whole > 0 || hyphened > 0) return hyphened > whole;
  if (!parts) return true;
  // The halves stand at line ends once themselves.
  return Math.min(head.length, tail.length) >= MIN_PART && times(head) > 1 && times(tail) > 1;
}
