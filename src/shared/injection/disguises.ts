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
 * The text plainly spelt, then as it reads without its disguises: tag characters, spaced letters, digits for letters, Base64, hexadecimal and binary codes,
 * letters of look-alike alphabets. Only those that differ, none empty; the first is the plain one.
 */
export function disguises(reply: string): string[] {
  const shown = plain(reply);
  const head = reply.slice(0, MAX_DISGUISED_CHARS);
  const candidates = [shown, hiddenTags(head), spaced(head), leet(head), ...encoded(head)];
  if (/[\u0370-\u058f]/u.test(head))
    candidates.push(plain(head.toLowerCase().replace(/\p{L}/gu, (letter) => LOOK_ALIKES[letter] ?? letter)));
  candidates.push(...numbered(head));
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

/** Text written in bytes: at least eight of them, in binary or in hexadecimal. */
function numbered(text: string): string[] {
  return [...(text.match(/(?:[01]{8} ?){8,}/g) ?? []), ...(text.match(/(?<![0-9a-f])(?:[0-9a-f]{2} ?){10,}(?![0-9a-f])/gi) ?? [])]
    .slice(0, 4)
    .flatMap((run) => {
      const digits = run.replaceAll(" ", "");
      const [width, base] = /^[01]+$/.test(digits) ? [8, 2] : [2, 16];
      const codes = digits.match(new RegExp(`.{${width}}`, "g")) ?? [];
      const decoded = codes.map((code) => String.fromCharCode(Number.parseInt(code, base))).join("");
      return /^[\t\n\r\x20-\x7e]+$/.test(decoded) ? [plain(decoded)] : [];
    });
}
