import type { DocumentKind } from "../../protocol/course.schema.ts";
import { ok, type Result } from "../../shared/result.ts";
import type { ReadProblem } from "../read-document.port.ts";
import type { Block, Reading } from "../reading.schema.ts";
import { decodeText } from "./decode-text.ts";
import { htmlBlocks } from "./html/html-blocks.ts";
import { markdownToHtml } from "./html/markdown-html.adapter.ts";
import { pageText, pageTitle } from "./html/page-text.ts";
import { parseHtml } from "./html/parse-html.adapter.ts";
import { asciidocBlocks } from "./plain/asciidoc-blocks.ts";
import { textBlocks } from "./plain/text-blocks.ts";
import { finding, problem } from "./problems.ts";

export type TextKind = Exclude<DocumentKind, "pdf" | "docx">;

/** More text than five thousand pages. */
const MAX_TEXT_BYTES = 10_000_000;
/** One sign in so many that cannot be read is worth a word. */
const ODD_SHARE = 0.001;

interface Body {
  readonly title: string | null;
  readonly blocks: readonly Block[];
}

/** Reads a kind of text. */
export function readText(kind: TextKind, bytes: Uint8Array): Result<Reading, ReadProblem> {
  if (bytes.byteLength > MAX_TEXT_BYTES)
    return problem("too_large", `Text of more than ${MAX_TEXT_BYTES / 1_000_000} MB cannot be read at once. Split it and add the parts.`);
  const { text, replaced } = decodeText(bytes);
  const body = bodyOf(kind, text);
  if (body === null)
    return problem(
      "too_complex",
      "The document nests lists or elements deeper than any that was written by a person. Save a plain copy and add that.",
    );
  const findings = replaced > ODD_SHARE * text.length ? [finding("odd_characters", null)] : [];
  return ok({ title: body.title, kind, pages: null, blocks: [...body.blocks], findings });
}

function bodyOf(kind: TextKind, text: string): Body | null {
  switch (kind) {
    case "html":
      return htmlBody(text, true);
    case "markdown": {
      const html = markdownToHtml(text);
      return html === null ? null : htmlBody(html, false);
    }
    case "asciidoc":
      return { title: null, blocks: asciidocBlocks(text) };
    case "text":
      return { title: null, blocks: textBlocks(text) };
  }
}

function htmlBody(html: string, isPage: boolean): Body | null {
  const root = parseHtml(html);
  if (root === null) return null;
  return { title: isPage ? pageTitle(root) : null, blocks: htmlBlocks(isPage ? pageText(root) : root) };
}
