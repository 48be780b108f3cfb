/** Marks around words, `**bold**` before `*bold*`; the single ones only at the edges of words. */
const MARKS: readonly RegExp[] = [
  /\*\*(?=\S)([^*\n]{1,400}?)\*\*/g,
  /__(?=\S)([^_\n]{1,400}?)__/g,
  /``(?=\S)([^`\n]{1,400}?)``/g,
  /##(?=\S)([^#\n]{1,400}?)##/g,
  /(?<![\p{L}\p{N}*])\*(?=\S)([^*\n]{1,400}?)(?<=\S)\*(?![\p{L}\p{N}*])/gu,
  /(?<![\p{L}\p{N}_])_(?=\S)([^_\n]{1,400}?)(?<=\S)_(?![\p{L}\p{N}_])/gu,
  /(?<![\p{L}\p{N}`])`(?=\S)([^`\n]{1,400}?)(?<=\S)`(?![\p{L}\p{N}`])/gu,
  /(?<![\p{L}\p{N}#])#(?=\S)([^#\n]{1,400}?)(?<=\S)#(?![\p{L}\p{N}#])/gu,
  /(?<![\p{L}\p{N}])\+(?=\S)([^+\n]{1,400}?)(?<=\S)\+(?![\p{L}\p{N}])/gu,
  /\^(?=\S)([^^\s]{1,80})\^/g,
  /~(?=\S)([^~\s]{1,80})~/g,
];
const SIGNS: readonly (readonly [RegExp, string])[] = [
  [/\(C\)/g, "©"],
  [/\(R\)/g, "®"],
  [/\(TM\)/g, "™"],
  [/\{nbsp\}|\{sp\}/g, " "],
  [/\{empty\}|\{zwsp\}|\{wj\}/g, ""],
  [/\{plus\}/g, "+"],
  [/\{amp\}/g, "&"],
  [/\{lt\}/g, "<"],
  [/\{gt\}/g, ">"],
  [/\{apos\}/g, "'"],
  [/\{quot\}/g, '"'],
  [/\{startsb\}/g, "["],
  [/\{endsb\}/g, "]"],
  [/\{vbar\}/g, "|"],
  [/\{asterisk\}/g, "*"],
  [/\{tilde\}/g, "~"],
  [/\{caret\}/g, "^"],
  [/\{backtick\}/g, "`"],
  [/\{cpp\}/g, "C++"],
];

/** A line of AsciiDoc without its marks: links show their words, notes stand in brackets, anchors and index terms are gone. Linear in the text's length. */
export function plainInline(text: string): string {
  let plain = text
    .replace(/\[\[[^\]\n]{1,200}\]\]|\[\[\[[^\]\n]{1,200}\]\]\]|anchor:[^\s[]{1,200}\[[^\]\n]{0,200}\]/g, "")
    .replace(/\(\(\([^()\n]{1,400}\)\)\)|indexterm:\[[^\]\n]{0,400}\]/g, "")
    .replace(/\(\(([^()\n]{1,400})\)\)|indexterm2:\[([^\]\n]{0,400})\]/g, (_, a?: string, b?: string) => a ?? b ?? "")
    .replace(/<<([^<>,\n]{1,200})(?:,([^<>\n]{1,400}))?>>/g, (_, target: string, label?: string) =>
      (label ?? target.replace(/^#/, "")).trim(),
    )
    .replace(/(?:image|icon|menu|kbd|btn):[^\s[]{0,300}\[([^\]\n]{0,400})\]/g, (all, label: string) =>
      /^(?:image|icon)/.test(all) ? "" : label,
    )
    .replace(/footnote:(?:[\w-]{0,80})\[([^\]\n]{0,2000})\]/g, " ($1)")
    .replace(/(?:link:|xref:)([^\s[\]]{1,1000})\[([^\]\n]{0,400})\]/g, (_, target: string, label: string) => linkText(target, label))
    .replace(/\b((?:https?|ftp|irc|mailto):[^\s[\]]{1,1000})\[([^\]\n]{0,400})\]/g, (_, target: string, label: string) =>
      linkText(target, label),
    )
    .replace(/(?:pass|stem|latexmath|asciimath):[a-z,]{0,20}\[([^\]\n]{0,2000})\]/g, "$1")
    .replace(/\+{3}([^+\n]{1,400})\+{3}/g, "$1")
    .replace(/\[[.#%][\w.#%-]{1,80}\](?=[#*_`])/g, "")
    .replace(/[ \t]\+$/gm, "");
  for (const mark of MARKS) plain = plain.replace(mark, "$1");
  for (const [sign, shown] of SIGNS) plain = plain.replace(sign, shown);
  return plain
    .replace(/"`([^\n]{0,1000}?)`"/g, "“$1”")
    .replace(/'`([^\n]{0,1000}?)`'/g, "‘$1’")
    .replace(/\\(?=[*_`#{<[])/g, "")
    .replace(/\s+/g, " ")
    .trim();
}

/** What a link shows: its words without attributes (`text,window=_blank`, `text^`), else its target. */
function linkText(target: string, label: string): string {
  const words = label
    .replace(/,\s*(?:window|role|opts|id)=.*$/, "")
    .replace(/\^$/, "")
    .replace(/^"(.*)"$/, "$1");
  return words.trim() === "" ? target.replace(/^mailto:/, "") : words;
}
