import type { DocumentKind } from "../../protocol/course.schema.ts";

/** What the first bytes of a file are. `container`: a ZIP archive, which has to be looked into. */
export type Recognised = Exclude<DocumentKind, "docx"> | "container" | { readonly unknown: string };

/** PDF allows other bytes before its header, and printers put them there. */
const PDF_HEAD_BYTES = 1_024;
const TEXT_HEAD_BYTES = 65_536;
/** More controls in text than this share, and it is none. */
const MAX_CONTROLS = 0.02;

const SIGNATURES: readonly (readonly [string, string])[] = [
  ["D0CF11E0A1B11AE1", "an Office file of before 2007 (.doc, .xls, .ppt), or one locked with a password"],
  ["7B5C727466", "a rich text file (RTF)"],
  ["89504E47", "a picture (PNG)"],
  ["FFD8FF", "a picture (JPEG)"],
  ["47494638", "a picture (GIF)"],
  ["52494646", "a picture or sound (RIFF)"],
  ["1F8B", "a compressed file (gzip)"],
  ["377ABCAF271C", "an archive (7-Zip)"],
  ["526172211A07", "an archive (RAR)"],
  ["7F454C46", "a program"],
  ["4D5A", "a program"],
  ["25215053", "a PostScript file"],
];

/**
 * Recognises a document by its first bytes; the name decides only between kinds of text, which look alike.
 *
 * @param head the first bytes, 64 KiB or all there are
 * @param name the file's name or address
 * @param mediaType as its sender declared it
 */
export function recogniseKind(head: Uint8Array, name: string, mediaType: string | null): Recognised {
  const hex = [...head.subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, "0").toUpperCase()).join("");
  if (hex.startsWith("504B0304") || hex.startsWith("504B0506")) return "container";
  if (new TextDecoder("latin1").decode(head.subarray(0, PDF_HEAD_BYTES)).includes("%PDF-")) return "pdf";
  const known = SIGNATURES.find(([signature]) => hex.startsWith(signature));
  if (known) return { unknown: known[1] };
  const isWide = hex.startsWith("FFFE") || hex.startsWith("FEFF");
  if (!isWide && hasBinary(head)) return { unknown: "no kind of text" };
  const text = new TextDecoder(isWide ? (hex.startsWith("FFFE") ? "utf-16le" : "utf-16be") : "utf-8").decode(
    head.subarray(0, TEXT_HEAD_BYTES),
  );
  return kindOfText(text.replace(/^\uFEFF/, "").trimStart(), name.toLowerCase().replace(/[?#].*$/, ""), mediaType ?? "");
}

function hasBinary(head: Uint8Array): boolean {
  let controls = 0;
  for (const byte of head) {
    if (byte === 0) return true;
    // Tab, line feed, form feed, carriage return, backspace and escape are in text from old terminals.
    if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13 && byte !== 8 && byte !== 27) controls += 1;
  }
  return controls > MAX_CONTROLS * head.length;
}

function kindOfText(text: string, name: string, mediaType: string): Recognised {
  const start = text.slice(0, 4_096).replace(/^(?:<\?[^>]*>|<!--[\s\S]*?-->|\s)+/, "");
  if (/^(?:<!doctype html|<html|<head|<body)/i.test(start)) return "html";
  if (/^(?:<!doctype svg|<svg)/i.test(start)) return { unknown: "a drawing (SVG)" };
  if (/\.(?:md|markdown|mdown|mkd)$/.test(name) || mediaType.startsWith("text/markdown")) return "markdown";
  if (/\.(?:adoc|asciidoc|asc)$/.test(name) || mediaType.startsWith("text/asciidoc")) return "asciidoc";
  if (/^<[a-z][\w-]*[\s/>]/i.test(start))
    return looksLikeHtml(text) || /\.x?html?$/.test(name) ? "html" : { unknown: "XML of no kind known here" };
  if (/\.x?html?$/.test(name) && looksLikeHtml(text)) return "html";
  if (looksLikeAsciidoc(text)) return "asciidoc";
  return looksLikeMarkdown(text) ? "markdown" : "text";
}

function looksLikeHtml(text: string): boolean {
  return (text.match(/<(?:p|div|h[1-6]|ul|ol|li|table|span|br|a|section|article)\b[^>]*>/gi) ?? []).length >= 3;
}

function looksLikeAsciidoc(text: string): boolean {
  const signs = [
    /^= \S.*$/m,
    /^={2,5} \S.*$/m,
    /^(?:-{4,}|\.{4,}|={4,}|\*{4,})\s*$/m,
    /^:[\w-]+:(?: .*)?$/m,
    /^\[[\w.,#"= -]+\]\s*$/m,
    /^(?:include|image)::\S/m,
  ];
  return /^={1,5} \S/m.test(text) && signs.filter((sign) => sign.test(text)).length >= 2;
}

function looksLikeMarkdown(text: string): boolean {
  const signs = [
    /^#{1,6} \S/m,
    /^```/m,
    /^[-*+] \S/m,
    /\[[^\]\n]+\]\([^)\s]+\)/,
    /\*\*[^*\n]+\*\*/,
    /^\|.+\|\s*$/m,
    /^> \S/m,
    /^(?:===+|---+)\s*$/m,
  ];
  return signs.filter((sign) => sign.test(text)).length >= 3;
}
