import { contentStems, readSentences } from "../text.ts";
import { isContent } from "../token.ts";

/** A concept's name taken apart. */
export interface ConceptName {
  readonly written: string;
  /** Without a qualifier in brackets. */
  readonly bare: string;
  /** What stands in brackets behind the name ("Point (geometry)"); empty without one. */
  readonly qualifier: string;
  /** Stems of the bare name that carry meaning, each once, in order. */
  readonly stems: readonly string[];
  /** The same words in lower case. */
  readonly words: readonly string[];
  readonly qualifier_stems: readonly string[];
}

/** Reads a concept's name: "Point (geometry)" is "Point", from "geometry". */
export function readConceptName(written: string): ConceptName {
  const [, bare = written, qualifier = ""] = /^(.*?)\s*\(([^()]*)\)\s*$/.exec(written) ?? [];
  const name = bare.trim() === "" ? written : bare.trim();
  return { written, bare: name, qualifier, words: contentWords(name), stems: contentStems(name), qualifier_stems: contentStems(qualifier) };
}

/** Whether all that the one name says is said by the other, with something more: "Geometry" is within "Euclidean geometry". */
export function isWithin(part: ConceptName, whole: ConceptName): boolean {
  return part.stems.length > 0 && part.stems.length < whole.stems.length && part.stems.every((stem) => whole.stems.includes(stem));
}

function contentWords(name: string): string[] {
  return readSentences(name).flatMap(({ tokens }) => tokens.filter(isContent).map(({ text }) => text));
}
