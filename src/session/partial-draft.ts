/** How far the two strings of a tutor's answer have come. */
export interface PartialDraft {
  readonly teaching: string;
  readonly question: string;
  /** Whether the string's closing quote was read: no more of it can come. */
  readonly teaching_done: boolean;
  readonly question_done: boolean;
}

export interface DraftReader {
  /** Reads a piece further. */
  push(text: string): void;
  readonly partial: PartialDraft;
}

type Part = "teaching" | "question";

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f" };

/**
 * Reads `teaching` and `question` out of a JSON object while it is being written, whatever stands before it (a fence, prose). What it gives is always
 * a beginning of the finished string: half an escape and half a character wait for their other half. Every character is read once. Never throws.
 */
export function createDraftReader(): DraftReader {
  const values: Record<Part, string> = { teaching: "", question: "" };
  const done: Record<Part, boolean> = { teaching: false, question: false };
  /** Open brackets; the object's own members are at depth 1. */
  let depth = 0;
  let inString = false;
  let isKey = false;
  let key = "";
  /** The part that the present string is the value of; null for every other string. */
  let part: Part | null = null;
  /** The beginning of an escape that is not complete. */
  let escape = "";
  /** The first half of a character beyond the first 65,536, waiting for its second. */
  let half = "";

  function take(unit: string): void {
    const whole = half + unit;
    half = "";
    if (/[\uD800-\uDBFF]$/.test(whole)) {
      half = whole.slice(-1);
      give(whole.slice(0, -1));
    } else give(whole);
  }

  function give(text: string): void {
    if (isKey) key += text;
    else if (part) values[part] += text;
  }

  function readEscape(char: string): void {
    escape += char;
    if (escape[1] !== "u") {
      escape = "";
      take(ESCAPES[char] ?? char);
    } else if (escape.length === 6) {
      const unit = Number.parseInt(escape.slice(2), 16);
      escape = "";
      if (!Number.isNaN(unit)) take(String.fromCharCode(unit));
    }
  }

  function endString(): void {
    give(half);
    half = "";
    inString = false;
    if (part) done[part] = true;
    part = null;
  }

  function beginString(): void {
    inString = true;
    if (isKey) key = "";
    else if (depth === 1 && (key === "teaching" || key === "question")) {
      part = key;
      values[part] = "";
      done[part] = false;
    }
  }

  function read(char: string): void {
    if (escape !== "") readEscape(char);
    else if (inString) {
      if (char === "\\") escape = char;
      else if (char === '"') endString();
      else take(char);
    } else if (char === "{" || char === "[") {
      depth += 1;
      isKey = depth === 1 && char === "{";
    } else if (depth === 0) {
      // Prose before the object: its quotes mean nothing.
    } else if (char === "}" || char === "]") {
      depth -= 1;
      isKey = false;
    } else if (char === ":" && depth === 1) isKey = false;
    else if (char === "," && depth === 1) isKey = true;
    else if (char === '"') beginString();
  }

  return {
    push(text) {
      for (let i = 0; i < text.length; i++) read(text.charAt(i));
    },
    get partial() {
      return { ...values, teaching_done: done.teaching, question_done: done.question };
    },
  };
}
