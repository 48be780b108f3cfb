import { createRecent } from "../../shared/recent.ts";
import { PERSONAL_TYPES } from "./personal-span.ts";
import type { Vault } from "./vault.ts";

const ALL_TYPES = [...PERSONAL_TYPES, "mark", "refused"];
const TYPES = ALL_TYPES.join("|");

/** Expressions for the placeholders of one session. */
export interface PlaceholderForms {
  /** Whether there can be any: far cheaper than looking for them. */
  readonly hint: RegExp;
  /** Just as we write them. */
  readonly exact: RegExp;
  /** As a model may write them back: in capitals, with a space or hyphen for the underscore, in other brackets or none. `$1` is the type, `$2` the number. */
  readonly tolerant: RegExp;
  /** The beginning of one at the end of a text, or nothing there: always found. */
  readonly growing: RegExp;
}

/** Of that many sessions an isolate keeps the forms compiled. */
const forms = createRecent<string, PlaceholderForms>(64);

/** The forms for a vault's tag. */
export function placeholderForms({ tag }: Vault): PlaceholderForms {
  return forms.of(tag, () => compile(tag));
}

function compile(tag: string): PlaceholderForms {
  const key = `(${TYPES})[_ -]?(\\d{1,6})${tag}`;
  return {
    hint: new RegExp(`\\d${tag}`, "i"),
    exact: new RegExp(`⟦(?:${TYPES})_\\d{1,6}${tag}⟧`, "g"),
    growing: growingForm(tag),
    tolerant: new RegExp(`(?:⟦ ?|\\[{1,2} ?|(?<![\\p{L}\\p{N}_]))${key}(?: ?⟧| ?\\]{1,2}|(?![\\p{L}\\p{N}_]))`, "giu"),
  };
}

/** Longest first, so that alternatives are tried from the most to the least. */
function beginningsOf(word: string): string[] {
  return Array.from({ length: word.length }, (_, chars) => word.slice(0, word.length - chars));
}

function growingForm(tag: string): RegExp {
  const types = [...new Set(ALL_TYPES.flatMap(beginningsOf))].join("|");
  const key = `(?:(?:${TYPES})[_ -]?(?:\\d{1,6}(?:${beginningsOf(tag).join("|")})?)?|${types})`;
  return new RegExp(`(?:(?:⟦ ?|\\[{1,2} ?)(?:${key})?|(?<![\\p{L}\\p{N}_])${key})(?: ?\\]| )?$|\\\\(?:u(?:2(?:7(?:e[67]?)?)?)?)?$|$`, "iu");
}
