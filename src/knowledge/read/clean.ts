import type { Block, Reading } from "../reading.schema.ts";
import { type Hyphens, joinLines, learnHyphens } from "./join-lines.ts";
import { joinParagraphs } from "./join-paragraphs.ts";
import { plainSigns } from "./plain-signs.ts";
import { runningHeads } from "./running-heads.ts";

/** Kinds whose lines are where the page was full, not where the writer ended them. */
const WRAPPED: ReadonlySet<Reading["kind"]> = new Set(["pdf", "text"]);
/** Of these the ends of lines say something. */
const BY_LINE: ReadonlySet<Block["kind"]> = new Set(["code", "table"]);

/**
 * The raw parts of one document, in order, as one clean reading: no running heads, page numbers, controls, soft hyphens and ligatures; words parted at the end
 * of a line and paragraphs parted at the end of a page are whole; composed (NFC); heading levels count from 1 without gaps. Work grows with the
 * length of the text.
 *
 * @throws never; no parts give an empty text document
 */
export function cleanReading(parts: readonly Reading[]): Reading {
  const [first] = parts;
  const kind = first?.kind ?? "text";
  const raw = parts.flatMap((part) => part.blocks).map((block) => ({ ...block, text: plainSigns(block.text) }));
  const heads = runningHeads(raw);
  const body = joinParagraphs(raw.filter((block) => !heads.has(block) && block.text.trim() !== ""));
  const hyphens = WRAPPED.has(kind) ? learnHyphens(body.map(({ text }) => text)) : null;
  const blocks = body.map((block) => ({ ...block, text: oneText(block, hyphens) })).filter(({ text }) => text !== "");
  return {
    title: titleOf(parts, blocks),
    kind,
    pages: first?.pages ?? null,
    blocks: closeLevels(blocks),
    findings: parts.flatMap(({ findings }) => findings),
  };
}

function oneText({ kind, text }: Block, hyphens: Hyphens | null): string {
  if (!BY_LINE.has(kind)) return hyphens ? joinLines(text, hyphens) : text.replace(/\s+/g, " ").trim();
  return text
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n")
    .replace(/^\n+|\n+$/g, "")
    .replace(/\n{2,}/g, "\n");
}

/** The title that the document gives itself, else its first heading. */
function titleOf(parts: readonly Reading[], blocks: readonly Block[]): string | null {
  const own = parts.find(({ title }) => title !== null)?.title ?? blocks.slice(0, 12).find(({ kind }) => kind === "heading")?.text;
  const title = plainSigns(own ?? "")
    .replace(/\s+/g, " ")
    .trim();
  return title === "" ? null : title;
}

function closeLevels(blocks: readonly Block[]): Block[] {
  const used = [...new Set(blocks.flatMap(({ level }) => level ?? []))].sort((a, b) => a - b);
  return blocks.map((block) => (block.level === null ? block : { ...block, level: used.indexOf(block.level) + 1 }));
}
