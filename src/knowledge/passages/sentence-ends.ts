/** A full stop after these ends no sentence. Lower case, without the stop. */
const ABBREVIATIONS: ReadonlySet<string> = new Set(
  "al approx art bd bzw ca cap cf ch chap co corp dept dr ed eds eg eq eqs est etc fig figs gen gov hon ibid ie inc jr lt ltd max min mr mrs ms mt no nos nr op p pp par prof ref refs resp rev sec sect sgt sr st supp tab trans univ usw viz vol vols vs z".split(
    " ",
  ),
);
/** What ends a sentence, with the quotation marks and brackets that close behind it. */
const END = /[.!?…]+["'”’»)\]]*(?=\s)|[。！？]+[」』”’）]*|\n{2,}/gu;
/** How far a word before a full stop is looked back for. */
const LOOK_BACK_CHARS = 24;

/**
 * Where sentences of a text end: offsets behind their last sign, in order, the length of the text last. Full stops of abbreviations, initials and numbered
 * headings end none, nor does one that a small letter follows. Linear; never throws.
 */
export function sentenceEnds(text: string): number[] {
  const ends: number[] = [];
  for (const { 0: sign, index } of text.matchAll(END)) {
    const end = sign.startsWith("\n") ? index : index + sign.length;
    if (end > 0 && (!sign.startsWith(".") || sign.startsWith("..") || closes(text, index, end))) ends.push(end);
  }
  if (ends.at(-1) !== text.length && text.length > 0) ends.push(text.length);
  return ends;
}

function closes(text: string, stop: number, end: number): boolean {
  const next = /^\s+["'“‘«([]*(\S)/u.exec(text.slice(end, end + 12))?.[1];
  if (next !== undefined && /\p{Ll}/u.test(next)) return false;
  const before = /[\p{L}\p{N}.]+$/u.exec(text.slice(Math.max(0, stop - LOOK_BACK_CHARS), stop))?.[0] ?? "";
  // "J. Smith", "U.S. Army", "e.g. This"; but "as in vitamin C. Then" is rarer than an initial.
  if (/^\p{Lu}$/u.test(before) || /^(?:\p{L}\.)+\p{L}$/u.test(before)) return false;
  return !ABBREVIATIONS.has(before.toLowerCase());
}
