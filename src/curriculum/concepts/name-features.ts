import { type ConceptName, isWithin } from "./concept-name.ts";
import { levelsOf } from "./familiarity.ts";

/** What a name alone, and its place among the other names of a list, says about how early its concept is taught. */
export const NAME_FEATURES = [
  "level_mean",
  "level_max",
  "unknown",
  "words",
  "builds_on",
  "carries",
  "qualifies",
  "qualified",
  "procedure",
  "named_after",
] as const;

/** Words on which a name for a way of doing something ends; such a thing is taught after what it is done to. */
const PROCEDURE =
  /\b(?:algorithms?|methods?|techniques?|procedures?|tests?|clustering|classifiers?|classification|learning|programming|detection|mining|processing|modell?ing|optimi[sz]ation|sampling|pruning|boosting|search|engines?|analysis|therapy|management|design)$/i;
/** Somebody's name or an acronym. */
const NAMED_AFTER = /['’]s\b|.\b\p{Lu}\p{Ll}+\b.*\b\p{Ll}|\b\p{Lu}{2,}|\p{Ll}\p{Lu}|–|\b\p{Lu}\p{Ll}*(?:ian|ean)\b|^\p{Lu}\p{L}?[- ]/u;
/** A word that nobody has placed is more likely a late one. */
const UNKNOWN_LEVEL = 5;

/** The features of every name of a list, each in the order of `NAME_FEATURES`. */
export function nameFeatures(names: readonly ConceptName[]): number[][] {
  return names.map((name) => {
    const levels = levelsOf(name.words);
    const known = levels.map((level) => level ?? UNKNOWN_LEVEL);
    const others = names.filter((other) => other !== name);
    const isQualifierOf = (other: ConceptName) =>
      name.stems.length > 0 && other.qualifier_stems.length > 0 && name.stems.every((stem) => other.qualifier_stems.includes(stem));
    return [
      known.reduce((sum, level) => sum + level, 0) / Math.max(1, known.length) / 4,
      Math.max(0, ...known) / 4,
      levels.filter((level) => level === null).length / Math.max(1, levels.length),
      name.stems.length,
      Math.log1p(others.filter((other) => isWithin(other, name)).length),
      Math.log1p(others.filter((other) => isWithin(name, other)).length),
      Math.log1p(others.filter(isQualifierOf).length),
      name.qualifier === "" ? 0 : 1,
      PROCEDURE.test(name.bare) ? 1 : 0,
      NAMED_AFTER.test(name.bare) ? 1 : 0,
    ];
  });
}
