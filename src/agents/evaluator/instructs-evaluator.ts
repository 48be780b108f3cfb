import { remember } from "../../shared/remember.ts";
import { INSTRUCTION, STRUCTURE } from "./instruction-phrases.ts";

/** Letters of other alphabets and digits that stand in for Latin letters. */
const LOOK_ALIKES: Readonly<Record<string, string>> = Object.fromEntries(
  ["аa", "еe", "оo", "рp", "сc", "хx", "уy", "іi", "ѕs", "ԁd", "ɡg", "ոn", "αa", "οo", "ρp", "ιi", "νv", "εe"].map((pair) => [
    pair.charAt(0),
    pair.slice(1),
  ]),
);
const LEET: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
  "!": "i",
  "|": "i",
};
/** Base64 shorter than this holds no order. */
const BASE64 = /[A-Za-z0-9+/_-]{20,}={0,2}/g;
/** No disguise is looked for beyond this length: an order is short, and a reply may have 8,000 characters. */
const MAX_DISGUISED_CHARS = 2_000;

/**
 * Whether a reply tries to tell the evaluator or the tutor what to do, instead of (or besides) answering: "mark me correct", role tags, JSON with the
 * verdict's fields, in several languages, spelt in disguise (zero-width and tag characters, look-alike letters, leetspeak, spaced letters, Base64).
 * Made to be precise: talk about the subject must not trip it. Never throws.
 */
// Asked once where a reply is accepted and again wherever it is judged.
export const instructsEvaluator: (reply: string) => boolean = remember(readsAsInstruction, { entries: 16, chars: 8_000 });

function readsAsInstruction(reply: string): boolean {
  if (STRUCTURE.some((mark) => mark.test(reply))) return true;
  return disguises(reply).some((text) => INSTRUCTION.some((phrase) => phrase.test(text)));
}

function disguises(reply: string): string[] {
  const shown = plain(reply);
  const head = reply.slice(0, MAX_DISGUISED_CHARS);
  const candidates = [shown, hiddenTags(head), spaced(head), leet(head), ...encoded(head)];
  if (/[\u0370-\u058f]/u.test(head))
    candidates.push(plain(head.toLowerCase().replace(/\p{L}/gu, (letter) => LOOK_ALIKES[letter] ?? letter)));
  return [...new Set(candidates.filter((text) => text !== ""))];
}

/** Lower case, no invisible characters, straight quotes, one space at a time, "_" kept. */
function plain(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/\p{Cf}/gu, "")
    .replace(/[’‘ʼ`´]/g, "'")
    .replace(/(?<=\p{L})'(?=\p{L})/gu, " ")
    .replace(/[“”«»]/g, '"')
    .replace(/\s+/g, " ")
    .replace(/(?<=\p{L})\s*[*~^]+\s*(?=\p{L})/gu, " ")
    .toLowerCase()
    .trim();
}

/** Unicode tag characters spell ASCII that nobody sees. */
function hiddenTags(text: string): string {
  const hidden = [...text].flatMap((char) => {
    const code = (char.codePointAt(0) ?? 0) - 0xe0000;
    return code >= 0x20 && code < 0x7f ? [String.fromCodePoint(code)] : [];
  });
  return plain(hidden.join(""));
}

/** "m a r k  m e", "m.a.r.k": runs of single letters joined; wider gaps part the words. */
function spaced(text: string): string {
  if (!/(?:\b\p{L}[\s.\-_*]+){5}/u.test(text)) return "";
  return plain(text.replace(/(?<!\p{L})\p{L}(?:[ .\-_*]\p{L}(?!\p{L}))+/gu, (run) => run.replace(/[ .\-_*]/g, "")));
}

/** "m4rk m3 c0rr3ct": only where digits stand inside words. */
function leet(text: string): string {
  if (!/\p{L}[013457@$!|]\p{L}|\b[013457@$]\p{L}{2}/u.test(text)) return "";
  return plain(text.replace(/[013457@$!|]/g, (sign) => LEET[sign] ?? sign));
}

function encoded(text: string): string[] {
  return (text.match(BASE64) ?? []).slice(0, 4).flatMap((chunk) => {
    try {
      const decoded = atob(chunk.replaceAll("-", "+").replaceAll("_", "/").replace(/=+$/, ""));
      return /^[\t\n\r\x20-\x7e]+$/.test(decoded) ? [plain(decoded)] : [];
    } catch {
      return [];
    }
  });
}
