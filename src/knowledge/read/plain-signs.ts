/** C0 and C1 controls but tab and line feed, and signs that only steer how text is shown: joiners stay, Persian and emoji need them. */
const CONTROLS = /(?![\t\n])\p{Cc}|[\u00AD\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF\uFFFC]/gu;
/** Letters set as one sign; everything else that NFKC would change (², ½, ﷺ) is another sign and stays. */
const LIGATURES = /[\uFB00-\uFB06]/g;
const SPACES = /[^\S\n\t]/g;

/** Text as a person types it: composed (NFC), no ligatures, no controls, no soft hyphens, spaces that are spaces. Lines and tabs stay. */
export function plainSigns(text: string): string {
  return text
    .replace(/\r\n?|\u2028|\u2029|\u0085|\f|\v/g, "\n")
    .replace(CONTROLS, "")
    .replace(LIGATURES, (sign) => sign.normalize("NFKC"))
    .replace(SPACES, " ")
    .normalize("NFC");
}
