import { remember } from "../../shared/remember.ts";
import { ownVoice } from "./draft-text.ts";

/** Languages that are not written in Latin letters, with the runs of letters of their script. Japanese counts its three scripts as one. */
const SCRIPTS: Readonly<Record<string, RegExp>> = {
  ru: /\p{Script=Cyrillic}+/gu,
  uk: /\p{Script=Cyrillic}+/gu,
  bg: /\p{Script=Cyrillic}+/gu,
  zh: /\p{Script=Han}+/gu,
  ja: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+/gu,
  ko: /\p{Script=Hangul}+/gu,
  ar: /\p{Script=Arabic}+/gu,
  fa: /\p{Script=Arabic}+/gu,
  ur: /\p{Script=Arabic}+/gu,
  he: /\p{Script=Hebrew}+/gu,
  el: /\p{Script=Greek}+/gu,
  hi: /\p{Script=Devanagari}+/gu,
  th: /\p{Script=Thai}+/gu,
};
const LATIN = /\p{Script=Latin}+/gu;

/** Function words that one of these languages uses all the time and the others hardly ever. */
const FUNCTION_WORDS: Readonly<Record<string, ReadonlySet<string>>> = {
  en: new Set("the and of to is that it for with as are this be by not you which from what when".split(" ")),
  de: new Set("der die das und ist nicht ein eine mit den dem zu auf für sich auch wird dass wie wenn du".split(" ")),
  fr: new Set("le la les et est des une dans que qui pour pas sur avec vous cette sont ce au du".split(" ")),
  es: new Set("el los las y es una que para por con no se del como más pero lo su tu qué".split(" ")),
  it: new Set("il gli e è una che per non con di della sono come più ma questo nel si lo cosa".split(" ")),
  pt: new Set("o os as e é uma que para não com do da dos em por mais se como você isso".split(" ")),
  nl: new Set("de het een en is niet van dat voor met op zijn ook aan als maar je wordt hoe er".split(" ")),
};

/** Fewer letters than this say too little about a language. */
const MIN_LETTERS = 40;
const MIN_FUNCTION_WORDS = 4;

/**
 * Whether a text is plainly in another language than `language` (a BCP 47 tag), judged by its script and, in Latin letters, by its function words.
 * Cautious: short texts, quotations, code and languages it does not know pass.
 */
export function isOtherLanguage(text: string, language: string): boolean {
  return guesses(`${language}\n${text}`);
}

// A draft is looked at when it is made and again when it is reviewed.
const guesses = remember((key) => guess(key.slice(key.indexOf("\n") + 1), key.slice(0, key.indexOf("\n"))), { entries: 16, chars: 4_000 });

function guess(text: string, language: string): boolean {
  const voice = ownVoice(text);
  const letters = lengthOf(voice, /\p{L}+/gu);
  if (letters < MIN_LETTERS) return false;
  const wanted = language.toLowerCase().split("-")[0] ?? "";
  const inScript = lengthOf(voice, SCRIPTS[wanted] ?? LATIN);
  if (inScript < letters / 2) return wanted in SCRIPTS || wanted in FUNCTION_WORDS;

  const expected = FUNCTION_WORDS[wanted];
  if (!expected) return false;
  const words = voice.toLowerCase().match(/\p{L}+/gu) ?? [];
  const count = (known: ReadonlySet<string>): number => words.filter((word) => known.has(word)).length;
  const best = Math.max(...Object.entries(FUNCTION_WORDS).map(([other, known]) => (other === wanted ? 0 : count(known))));
  return best >= MIN_FUNCTION_WORDS && best > 2 * count(expected);
}

/** UTF-16 units of everything that a pattern finds. */
function lengthOf(text: string, pattern: RegExp): number {
  return text.match(pattern)?.reduce((sum, run) => sum + run.length, 0) ?? 0;
}
