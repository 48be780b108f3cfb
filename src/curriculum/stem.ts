/**
 * A light English stemmer after M. F. Porter, "An algorithm for suffix stripping" (1980), with the commonest irregular forms in front of it.
 * It serves comparison only: stems are never shown to anybody.
 */

/** Forms that no suffix rule can see, by the word they belong to. */
const IRREGULAR = readIrregular(`
  be: am is are was were been being; have: has had having; do: does did done doing; go: goes went gone; get: got gotten; make: made; take: took taken;
  give: gave given; say: said; send: sent; write: wrote written; read: reads; hold: held; keep: kept; lose: lost losing; choose: chose chosen; know: knew known;
  see: saw seen; come: came; become: became; begin: began begun; break: broke broken; bring: brought; build: built; buy: bought; catch: caught; draw: drew drawn;
  eat: ate eaten; fall: fell fallen; feel: felt; find: found; forget: forgot forgotten; grow: grew grown; hear: heard; leave: left; lead: led; learn: learnt;
  let: lets letting; mean: meant; meet: met; pay: paid; put: puts putting; rise: rose risen; run: ran running; sell: sold; show: shown; shrink: shrank shrunk; sit: sat;
  spend: spent; stand: stood; steal: stole stolen; stick: stuck; teach: taught; tell: told; think: thought; throw: threw thrown; understand: understood;
  win: won winning; die: died dying dies; lie: lying lay; tie: tied tying; sum: sums summed; cut: cuts cutting; set: sets setting; split: splits splitting;
  child: children; person: people persons; man: men; woman: women; foot: feet; half: halves; leaf: leaves; life: lives; vertex: vertices; index: indices indexes;
  matrix: matrices; axis: axes; criterion: criteria; datum: data; phenomenon: phenomena; hypothesis: hypotheses; analysis: analyses; bacterium: bacteria;
  nucleus: nuclei; quorum: quora; news: news; plus: plus; minus: minus; bus: buses; gas: gases; lens: lenses; this: this; always: always; less: less
`);

function readIrregular(table: string): ReadonlyMap<string, string> {
  const forms = new Map<string, string>();
  for (const entry of table.split(";")) {
    const [base = "", rest = ""] = entry.split(":").map((part) => part.trim());
    for (const form of rest.split(/\s+/)) forms.set(form, base);
  }
  return forms;
}

/** Consonants and vowels of a word as `c` and `v`, runs collapsed; `y` is a vowel after a consonant. */
function shapeOf(word: string): string {
  let shape = "";
  for (const [at, letter] of [...word].entries()) {
    const vowel = "aeiou".includes(letter) || (letter === "y" && at > 0 && shape.endsWith("c"));
    const mark = vowel ? "v" : "c";
    if (!shape.endsWith(mark)) shape += mark;
  }
  return shape;
}

/** Porter's measure m: how many vowel-consonant sequences the word has. */
const measure = (word: string): number => shapeOf(word).split("vc").length - 1;
const hasVowel = (word: string): boolean => shapeOf(word).includes("v");
const endsDouble = (word: string): boolean => /([^aeiou])\1$/.test(word);
/** Consonant, vowel, consonant at the end, the last not w, x or y: a short syllable that wants its e back (hop, hoping). */
const endsShort = (word: string): boolean => /[^aeiou][aeiouy][^aeiouwxy]$/.test(word);

/** Suffixes that go when the rest has m > 0, with what stands in for them (Porter's steps 2 and 3). */
const DERIVED: readonly (readonly [string, string])[] = [
  ["ational", "ate"],
  ["tional", "tion"],
  ["enci", "ence"],
  ["anci", "ance"],
  ["izer", "ize"],
  ["iser", "ize"],
  ["ization", "ize"],
  ["isation", "ize"],
  ["ousli", "ous"],
  ["entli", "ent"],
  ["alli", "al"],
  ["eli", "e"],
  ["ation", "ate"],
  ["ator", "ate"],
  ["alism", "al"],
  ["iveness", "ive"],
  ["fulness", "ful"],
  ["ousness", "ous"],
  ["aliti", "al"],
  ["iviti", "ive"],
  ["biliti", "ble"],
  ["bli", "ble"],
  ["logi", "log"],
  ["ise", "ize"],
];
const DERIVED_AGAIN: readonly (readonly [string, string])[] = [
  ["icate", "ic"],
  ["ative", ""],
  ["alize", "al"],
  ["iciti", "ic"],
  ["ical", "ic"],
  ["ful", ""],
  ["ness", ""],
];
/** Suffixes that go when the rest has m > 1 (step 4). */
const ENDINGS = [
  "ement",
  "ance",
  "ence",
  "able",
  "ible",
  "ment",
  "ant",
  "ent",
  "ism",
  "ate",
  "iti",
  "ous",
  "ive",
  "ize",
  "ion",
  "al",
  "er",
  "ic",
  "ou",
];

function withoutInflection(word: string): string {
  let stem = word;
  if (stem.endsWith("sses") || stem.endsWith("ies")) stem = stem.slice(0, -2);
  else if (/[^su]s$/.test(stem)) stem = stem.slice(0, -1);

  if (stem.endsWith("eed")) {
    if (measure(stem.slice(0, -3)) > 0) stem = stem.slice(0, -1);
  } else {
    const cut = stem.endsWith("ed") ? stem.slice(0, -2) : stem.endsWith("ing") ? stem.slice(0, -3) : null;
    if (cut !== null && hasVowel(cut)) {
      if (/(?:at|bl|iz|is)$/.test(cut)) stem = `${cut}e`;
      // "adding" is of "add", whose two letters are its own.
      else if (endsDouble(cut) && !/[lsz]$/.test(cut) && !/^[aeo]..$/.test(cut)) stem = cut.slice(0, -1);
      else if (measure(cut) === 1 && endsShort(cut)) stem = `${cut}e`;
      else stem = cut;
    }
  }
  if (stem.endsWith("y") && hasVowel(stem.slice(0, -1))) stem = `${stem.slice(0, -1)}i`;
  return stem;
}

function replaceFirst(word: string, rules: readonly (readonly [string, string])[]): string {
  const rule = rules.find(([suffix]) => word.endsWith(suffix));
  if (!rule) return word;
  const rest = word.slice(0, -rule[0].length);
  return measure(rest) > 0 ? rest + rule[1] : word;
}

function withoutEnding(word: string): string {
  const ending = ENDINGS.find((suffix) => word.endsWith(suffix));
  if (!ending) return word;
  const rest = word.slice(0, -ending.length);
  if (measure(rest) <= 1 || (ending === "ion" && !/[st]$/.test(rest))) return word;
  return rest;
}

function tidy(word: string): string {
  let stem = word;
  if (stem.endsWith("e")) {
    const rest = stem.slice(0, -1);
    if (measure(rest) > 1 || (measure(rest) === 1 && !endsShort(rest))) stem = rest;
  }
  if (stem.endsWith("ll") && measure(stem) > 1) stem = stem.slice(0, -1);
  return stem;
}

const MAX_CACHED_STEMS = 10_000;
const cache = new Map<string, string>();

/** The stem of a lower-case word. Words of other scripts, short words and words with digits come back unchanged. */
export function stemOf(word: string): string {
  const known = cache.get(word);
  if (known !== undefined) return known;
  const base = IRREGULAR.get(word) ?? word;
  const stem =
    base.length < 3 || !/^[a-z]+$/.test(base)
      ? base
      : tidy(withoutEnding(replaceFirst(replaceFirst(withoutInflection(base), DERIVED), DERIVED_AGAIN)));
  if (cache.size >= MAX_CACHED_STEMS) cache.clear();
  cache.set(word, stem);
  return stem;
}
