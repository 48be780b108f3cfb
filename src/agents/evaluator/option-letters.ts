/** Signs that people put around a letter. */
const OPEN = String.raw`["'([*]{0,3}`;
const CLOSE = String.raw`["')\].:*!?]{0,4}`;
const REASON = "(?:because|becuz|becaus|becasue|since|as|cause|cuz|coz|cos|bc|is|for)";
/** Words before which no article stands: "a it can change" names an option. */
const NO_NOUN = "(?:i|it|its|they|the|this|that|there|he|she|we|you|maybe|probably|perhaps|idk)";
const CHOOSE = String.raw`(?:[Ii]s(?: it)?|[Ii]t['’]?s|be|[Cc]hoose|chose|[Pp]ick|picked|[Ss]elect|say|think|[Gg]uess|go (?:with|for)|[Nn]ot|or|and|so|[Mm]aybe|[Pp]robably|[Pp]erhaps)`;

/** Nothing but a letter, or the page's own "b) the option's text". */
const ALONE = [new RegExp(`^${OPEN}([a-f])${CLOSE}$`, "i"), /^([a-f])\) \S/];
/** "A B C D", "a, b or c", "both a and b". */
const LIST = /^[\s(]*(?:(?:option|both|either|all of)\s+)?[a-f]\)?(?:(?:\s*[,/&+]\s*|\s+(?:and|or)\s+|\s+)[a-f]\)?)+[\s.!)]*$/i;
/** Where a letter inside a longer reply names an option. A small "a" is an article unless something marks it. */
const INSIDE = [
  new RegExp(String.raw`^${OPEN}([a-f])\s*["')\].:*?!—–-]+(?=\s|$)`, "gi"),
  new RegExp(String.raw`^([B-Fb-f])\s*(?:,|\s(?:${REASON}\b|[A-Z]))`, "g"),
  /^([b-f])\s+(?!is\b|was\b|has\b|and\b|or\b)\p{L}{2}/gu,
  new RegExp(String.raw`^A\s*(?:,|\s${REASON}\b)|^a,?\s(?:because|since|cause|bc)\b`, "g"),
  new RegExp(String.raw`^a(?:\s*,|\s+${REASON}\b|\s+${NO_NOUN}\b)`, "gi"),
  // An article does not end what is said.
  new RegExp(String.raw`\b${CHOOSE}\s+${OPEN}(a)["')\].*]*(?=$|[.?!])`, "g"),
  new RegExp(String.raw`\b(?:option|choice|letter|answer|number)\s*:?\s*${OPEN}([a-f])\b(?!['’])`, "gi"),
  new RegExp(String.raw`\b${CHOOSE}\s+${OPEN}([B-F])\b(?!['’])`, "g"),
  new RegExp(String.raw`\b${CHOOSE}\s+${OPEN}([b-f]|A)["')\].*?!]*(?=$|[\s.,;!]+(?:because|since|as|cause|bc|not|but|$))`, "g"),
  /(?:^|\s)\(([a-f])\)/gi,
  /(?:[,;]|\bbut)\s*([b-f]|A)[\s.!)]*$/gi,
];
/** Right before a letter: it is named in order to be refused. */
const REFUSED = new RegExp(
  String.raw`(?:\bnot|n['’]t(?: be| think)?|\bnor|\brather than|\binstead of)\s+(?:option\s+|it['’]?s\s+)?${OPEN}$`,
  "i",
);

/** The option letters (lower case) that a reply names and does not refuse: "b", "B)", "option b", "(c)", "it's A because", "not a, b". */
export function readOptionLetters(reply: string): ReadonlySet<string> {
  const text = reply
    .normalize("NFKC")
    .replace(/\p{Cf}/gu, "")
    .trim();
  if (LIST.test(text)) return new Set(text.toLowerCase().match(/\b[a-f]\b/g));
  for (const pattern of ALONE) {
    const letter = pattern.exec(text)?.[1];
    if (letter) return new Set([letter.toLowerCase()]);
  }
  const named = new Set<string>();
  for (const pattern of INSIDE)
    for (const match of text.matchAll(pattern)) {
      const letter = match[1] ?? "a";
      const at = match.index + match[0].lastIndexOf(letter);
      if (!REFUSED.test(text.slice(0, at))) named.add(letter.toLowerCase());
    }
  return named;
}
