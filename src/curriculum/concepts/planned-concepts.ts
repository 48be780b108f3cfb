import type { ConceptSource } from "./candidates.ts";
import { readWords, runsOf, type Word } from "./words.ts";

/** A name that stands in a title or an objective. */
export interface PlannedName {
  readonly name: string;
  readonly stems: readonly string[];
  readonly section: number;
  /** Counts the names in the order in which they are met. */
  readonly at: number;
}

const MAX_WORDS = 4;
const ADJECTIVE = /(?:al|ic|ive|ous|ary|ory|ful|less|able|ible|ian|ist|ish|ed|ar|ern|ant|ent)$|-/;

/**
 * The concepts that titles and objectives name, each once, in their order: "Describe how a norm differs from a value" names "norm" and "value";
 * "preindustrial, industrial and postindustrial societies" names three kinds of societies. A word that heads several names comes before them as a
 * name of its own. Nothing is added that does not stand there.
 */
export function plannedConcepts(sections: readonly ConceptSource[]): PlannedName[] {
  const names: { words: readonly Word[]; section: number }[] = sections.flatMap(({ title, objectives }, section) =>
    [title, ...objectives].flatMap((line) => namesOf(line).map((words) => ({ words, section }))),
  );
  // In a title every word may have its capital; a name has it in an objective too.
  const proper = new Set(
    sections.flatMap(({ objectives }) =>
      objectives.flatMap((line) =>
        readWords(line)
          .filter((word) => word.is_capital)
          .map((word) => word.lower),
      ),
    ),
  );
  const written = (words: readonly Word[]): string =>
    words.map((word) => (proper.has(word.lower) || isAcronym(word) ? word.text : word.lower)).join(" ");
  const headed = new Map<string, number>();
  for (const { words } of names) if (words.length > 1) headed.set(last(words), (headed.get(last(words)) ?? 0) + 1);
  const met = new Map<string, PlannedName>();
  const add = (words: readonly Word[], section: number): void => {
    const key = words.map((word) => word.stem).join(" ");
    if (met.has(key)) return;
    met.set(key, { name: written(words), stems: words.map((word) => word.stem), section, at: met.size });
  };
  for (const { words, section } of names) {
    const head = words.slice(-1);
    if (words.length > 1 && (headed.get(last(words)) ?? 0) > 1) add(head, section);
    add(words, section);
  }
  return [...met.values()];
}

const last = (words: readonly Word[]): string => words.at(-1)?.stem ?? "";
const isAcronym = ({ text }: Word): boolean => /\p{Lu}.*\p{Lu}/u.test(text);

/** The runs of a line that can be names; a list of adjectives shares the noun at its end. */
function namesOf(line: string): Word[][] {
  const runs = runsOf(readWords(line)).map((run) => run.slice(-MAX_WORDS));
  return runs.map((run, at) => {
    const [only] = run;
    if (run.length !== 1 || !only || !ADJECTIVE.test(only.lower)) return run;
    const noun = runs.slice(at + 1).find((other) => other.length > 1 && ADJECTIVE.test(other[0]?.lower ?? ""));
    const isList = noun !== undefined && /^\s*(?:,|and\b|or\b|,\s*(?:and|or)\b)/.test(line.slice(only.at + only.text.length));
    return isList && noun ? [only, ...noun.slice(1)] : run;
  });
}
