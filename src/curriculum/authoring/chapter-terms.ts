import type { Concept } from "../concepts/extract-concepts.ts";
import { contentStems } from "../text.ts";
import type { SourceSentence } from "./source-sentences.ts";

/** A term that the documents explain. */
export interface ChapterTerm {
  /** As it is written inside a sentence. */
  readonly name: string;
  readonly stems: readonly string[];
  /** The sentence that says what it is; from its own clause on where that comes late. */
  readonly definition: string;
  /** What that sentence says of it, as a phrase without the term: "the process of watching others". */
  readonly meaning: string;
  /** The same as a statement: "It is the process of watching others." */
  readonly statement: string;
  readonly sentence: SourceSentence;
  /** Sentences that speak of it. */
  readonly mentions: number;
  /** How likely an author would list it as a term, 0 to 1. */
  readonly probability: number;
}

const NAME = String.raw`(?:[\p{L}\p{N}][\p{L}\p{N}’'-]*)(?:\s[\p{L}\p{N}][\p{L}\p{N}’'-]*){0,3}`;
const ASIDE = String.raw`(?:\s\([^()]{1,30}\)|,\s(?:also )?(?:known as|called|referred to as|or)\s[^,]{3,40},)?`;
const sayingBy = (verbs: string): RegExp =>
  new RegExp(
    String.raw`(?:^|[,:;]\s(?:and |but )?|^(?:However|Thus|Therefore|Hence|Similarly|Conversely|Finally), )([Tt]he (?:term|concept|idea|notion|process|phenomenon) (?:of )?|[Tt]he |[Aa]n? )?(${NAME})${ASIDE}\s((?:${verbs})\s)([^:;]{15,})[.]$`,
    "u",
  );
/** "A norm is a rule that …", "learning refers to …"; at the beginning or after a clause. "Involves" says less, so it is looked for last. */
const SAYS_WHAT = [
  sayingBy(
    String.raw`(?:is|are)\s(?:an?|the|any|one|what|when|how)|are(?=\s\p{Ll}+\s(?:that|who|which|whose)\b)|(?:is|are)\sdefined\sas|refers?\sto|means|occurs?\swhen|happens?\swhen`,
  ),
  sayingBy(String.raw`describes?|involves?|consists?\sof`),
];
/** "The decrease in a response is called extinction." */
const NAMES_IT = new RegExp(
  String.raw`^(.{25,}?),?\s(?:is|are)\s(?:often |also |sometimes |commonly )?(?:called|known as|termed|referred to as)\s(?:an? |the )?(${NAME})(?:\s\([^()]{1,30}\)|,\sor\s[^,.]{3,40})?[.]$`,
  "u",
);
/** "In negative reinforcement, an undesirable stimulus is removed …" */
const IN_IT = new RegExp(String.raw`^In\s(${NAME})(?:,\s(?:also )?(?:known as|called|referred to as|or)\s[^,]{3,40})?,\s(.{25,})[.]$`, "u");
const LEAD = /^(?:[,:;]\s(?:and |but )?|(?:However|Thus|Therefore|Hence|Similarly|Conversely|Finally), )/;
const NO_NAME =
  /^(?:it|this|that|these|those|they|there|he|she|we|you|one|what|which|who|here|each|both|all|some|many|most|others?|an?|another|yet|such|the|its|their|his|her|if|when|while|as|for|in|on|at|by|from|with|during|after|before|because|although|first|second|third|most|general|contrast|addition|fact|other words|particular|part|turn|short|examples?|people|individuals?|researchers?|scientists?|psychologists?|sociologists?|today|now|no|not|only|also|two|three|four)\b/i;
const ENDS_NO_NAME =
  /\b(?:of|and|or|which|that|who|when|if|as|in|on|to|for|with|by|from|the|a|an|is|are|not|also|only|often|examples?|ways?|reasons?|results?|differences?|goals?|purposes?|parts?|types?|kinds?|forms?|ideas?|ones?|things?|questions?|answers?|steps?|facts?|cases?)$/i;
/** "Fixed", "variable": how something is, unless an article or a plural makes a thing of it. */
const HOW_IT_IS = /(?:ed|able|ible|ous|ful|less|ive|ical|ary|ly|ing)$/i;
/** Ranks a thing among others instead of saying what it is. */
const NO_MEANING =
  /^(?:the |an? )?(?:least|most|best|worst|first|second|third|last|only|same|main|primary reason|\p{L}+est|one (?:example|reason|way)|examples?|reasons?|results?|focus|topic|subject of)\b|\b(?:is|are) (?:called|known as)\b|, and (?:\p{L}+ ){1,3}(?:means|refers to|is the|are the)\b/iu;
/** Without so likely a name, a term has to be spoken of so often. */
const MIN_PROBABILITY = 0.05;
const MIN_MENTIONS = 3;
const MIN_MEANING_WORDS = 4;
const MAX_DEFINITION_WORDS = 40;

/** A term's name in the singular or plural, as a pattern. */
export const namePattern = (name: string): string =>
  String.raw`(?<![\p{L}\p{N}-])${name.replace(/(?:es|s)$/i, "").replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?:e?s|ies)?(?![\p{L}\p{N}-])`;

/** Whether a text names a term. */
export const isNamed = (name: string, text: string): boolean => new RegExp(namePattern(name), "iu").test(text);

/** Every term that a sentence explains, each once, by the sentence that does it best; in the order of the text. */
export function findTerms(sentences: readonly SourceSentence[], concepts: readonly Concept[]): ChapterTerm[] {
  const probabilities = new Map(concepts.map(({ stems, probability }) => [stems.join(" "), probability]));
  const found = sentences.flatMap((sentence): ChapterTerm[] => {
    const told = sentence.teaches ? readMeaning(sentence) : null;
    if (!told) return [];
    const stems = contentStems(told.name);
    const mentions = sentences.filter(({ text }) => isNamed(told.name, text)).length;
    const probability = probabilities.get(stems.join(" ")) ?? 0;
    const isLikely = probability >= MIN_PROBABILITY || (told.is_named && mentions >= MIN_MENTIONS);
    if (stems.length === 0 || mentions < 2 || !isLikely) return [];
    const { name, definition, meaning, statement } = told;
    return [{ name: lowerFirst(name), definition, meaning, statement, stems, mentions, sentence, probability }];
  });
  const best = new Map<string, ChapterTerm>();
  for (const term of found) {
    const key = term.stems.join(" ");
    const known = best.get(key);
    if (!known || qualityOf(term) > qualityOf(known)) best.set(key, term);
  }
  return [...best.values()].sort((a, b) => a.sentence.at - b.sentence.at);
}

/** The sentence that explains a name best; null when none does. */
export function explanationOf(name: string, sentences: readonly SourceSentence[]): string | null {
  const wanted = contentStems(name).join(" ");
  const found = sentences.flatMap((sentence) => {
    const told = readMeaning(sentence);
    return told && contentStems(told.name).join(" ") === wanted ? [{ ...told, sentence }] : [];
  });
  return found.sort((a, b) => qualityOf(b) - qualityOf(a))[0]?.definition ?? null;
}

interface Told extends Pick<ChapterTerm, "name" | "definition" | "meaning" | "statement"> {
  /** Whether the sentence's own form makes a term of it; otherwise its name has to. */
  readonly is_named: boolean;
}

/** What a sentence says that something is; null when it says so of nothing. */
function readMeaning({ text, stands_alone }: SourceSentence): Told | null {
  const told = byVerb(text) ?? byNaming(text) ?? byIn(text);
  if (!told || NO_NAME.test(told.name) || ENDS_NO_NAME.test(told.name) || NO_MEANING.test(told.meaning)) return null;
  const isWhole = stands_alone || told.definition.length < text.length;
  const words = told.meaning.split(/\s+/).length;
  if (!isWhole || words < MIN_MEANING_WORDS || told.definition.split(/\s+/).length > MAX_DEFINITION_WORDS) return null;
  return { ...told, definition: upperFirst(told.definition), meaning: lowerFirst(told.meaning) };
}

function byVerb(text: string): Told | null {
  const [whole, opener = "", name = "", verb = "", rest = ""] =
    SAYS_WHAT.map((says) => says.exec(text)).find((match) => match !== null) ?? [];
  if (whole === undefined) return null;
  const isThing = /\ban? $|[Tt]he term $/.test(opener) || /s$/.test(name);
  if (!isThing && !name.includes(" ") && HOW_IT_IS.test(name)) return null;
  const article = /^(?:is|are)\s((?:an?|the|any|one|what|when|how)\s)$/.exec(verb)?.[1] ?? "";
  const isPlural = /^(?:are|refer|mean|describe|involve|consist|occur|happen)\s/.test(verb);
  return {
    name,
    definition: whole.replace(LEAD, ""),
    meaning: `${/when\s$/.test(verb) ? "what happens when " : article}${rest}`,
    statement: `${isPlural ? "They" : "It"} ${verb}${rest}.`,
    is_named: true,
  };
}

/** "When an organism learns to respond differently to similar stimuli, it is called stimulus discrimination." */
function byNaming(text: string): Told | null {
  const [, before, name] = NAMES_IT.exec(text) ?? [];
  if (before === undefined || name === undefined) return null;
  const [, event] = /^(When\s.+?),?\s(?:it|this)$/.exec(before) ?? [];
  if (event === undefined && /\b(?:it|this|that|these|which|they|and)$|,/.test(before)) return null;
  const meaning = event === undefined ? before : `what happens ${lowerFirst(event)}`;
  return { name, definition: text, meaning, statement: `It is ${lowerFirst(meaning)}.`, is_named: true };
}

function byIn(text: string): Told | null {
  const [, name, meaning] = IN_IT.exec(text) ?? [];
  if (name === undefined || meaning === undefined || /[’']s\b|^\p{Lu}\p{Ll}+\s\p{Lu}/u.test(name)) return null;
  const isProcess = /(?:tion|ment|ing|ence|ance|ism|ity|sis)$/.test(name);
  return { name, definition: text, meaning, statement: `In it, ${meaning}.`, is_named: isProcess };
}

/** Sentences that say "is a" at their beginning, in few words, say best what a thing is. */
function qualityOf({ definition, meaning, sentence }: Pick<ChapterTerm, "definition" | "meaning" | "sentence">): number {
  const words = definition.split(/\s+/).length;
  const form = /\b(?:is|are) (?:an?|the)\b|\brefers? to\b|\bis (?:called|known as|defined as)\b/.test(definition) ? 1 : 0;
  return form + (sentence.stands_alone ? 0.5 : 0) + (words >= 9 && words <= 28 ? 0.5 : 0) - (/\bexample\b/i.test(meaning) ? 1 : 0);
}

const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
/** A name keeps its capital; so does a word with capitals inside. */
export function lowerFirst(text: string): string {
  return /^\p{Lu}\p{Ll}*(?:[\s-]\p{Ll}|$)/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
