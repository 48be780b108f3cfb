// What a document says, found without the product: by poppler's pdftotext, by mammoth, and in the sources of text kinds by taking only sentences without any mark.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import mammoth from "mammoth";
import { decodeText } from "../../src/knowledge/read/decode-text.ts";
import type { DocumentKind } from "../../src/protocol/course.schema.ts";

const MIN_WORDS = 6;
const MAX_WORDS = 45;

/** Sentences that a document surely says, in order; null where the tool that finds them is not on this machine. */
export async function referenceSentences(path: string, kind: DocumentKind): Promise<string[] | null> {
  const source = () => decodeText(readFileSync(path)).text;
  switch (kind) {
    case "pdf": {
      const text = pdfText(path);
      return text === null
        ? null
        : text.split(/\n\s*\n|\f/).flatMap((paragraph) => (/[-\u00AD]\n/.test(paragraph) ? [] : sentences(paragraph)));
    }
    case "docx":
      return (await mammoth.extractRawText({ path })).value.split(/\n+/).flatMap(sentences);
    case "html":
      return [...mainOf(source()).matchAll(/<p[\s>][^>]*?>?([\s\S]*?)<\/p>/gi)].flatMap(([, inner = ""]) => sentences(plainHtml(inner)));
    case "markdown":
      return withoutFences(source(), /^\s*(?:```|~~~)/)
        .split(/\n\s*\n/)
        .flatMap(unmarked);
    case "asciidoc":
      return withoutFences(source(), /^(?:-{4,}|\.{4,}|\|===)\s*$/)
        .split(/\n\s*\n/)
        .flatMap(unmarked);
    case "text":
      return source()
        .replace(/(?!\n)\p{Cc}\[[\d;]*m|.[\b]/gu, "")
        .split(/\n\s*\n|\f/)
        .flatMap((paragraph) => (/-\n/.test(paragraph) || /^\s{8}/.test(paragraph) ? [] : sentences(paragraph)));
  }
}

function pdfText(path: string): string | null {
  try {
    return execFileSync("pdftotext", ["-enc", "UTF-8", path, "-"], { encoding: "utf8", maxBuffer: 1e8 });
  } catch {
    return null;
  }
}

function sentences(text: string): string[] {
  const line = text.replace(/\s+/g, " ").trim();
  return (line.match(/(?<=^|[.!?] )\p{Lu}[^.!?]*?[\p{Ll}\d)”"][.!?](?= \p{Lu}|$)/gu) ?? []).filter((sentence) => {
    const words = sentence.split(" ").length;
    return words >= MIN_WORDS && words <= MAX_WORDS && !/\b(?:e\.g|i\.e|etc|vs|al|Fig|No|Dr|Mr)\.$/.test(sentence);
  });
}

/** Sentences of a paragraph of source in which nothing is marked up. */
function unmarked(paragraph: string): string[] {
  if (/^\s*(?:[#=|<>[:.{+-]|\/\/|\d+\.|\* |\t| {4}|[A-Z]+: )/m.test(paragraph)) return [];
  return sentences(paragraph).filter((sentence) => !/[*_`[\]<>{}|~^#\\&+]|https?:|\(\(/.test(sentence));
}

function withoutFences(source: string, fence: RegExp): string {
  let isOpen = false;
  const kept = source.split("\n").map((line) => {
    if (!fence.test(line)) return isOpen ? "" : line;
    isOpen = !isOpen;
    return "";
  });
  return kept.join("\n");
}

function mainOf(html: string): string {
  const body = html.replace(/<(script|style|noscript|template|nav|footer|aside|form)\b[\s\S]*?<\/\1>/gi, " ");
  return /<main\b[\s\S]*<\/main>/i.exec(body)?.[0] ?? body;
}

function plainHtml(html: string): string {
  return html
    .replace(/<br\s*\/?>/gi, " ")
    .replace(/<[^>]+>/g, "")
    .replace(/&#x([\da-f]+);/gi, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&nbsp;/g, " ")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&[lr]dquo;/g, (entity) => (entity === "&ldquo;" ? "“" : "”"))
    .replace(/&[lr]squo;/g, (entity) => (entity === "&lsquo;" ? "‘" : "’"))
    .replace(/&mdash;/g, "—")
    .replace(/&ndash;/g, "–")
    .replace(/&amp;/g, "&");
}
