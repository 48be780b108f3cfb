import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { DocumentText as Part } from "../../../src/protocol/course.schema.ts";
import type { Stretch } from "../route.ts";
import { coursesApi } from "./courses-api.ts";
import { Fault } from "./fault.tsx";
import { reasonOf } from "./page.tsx";
import { words } from "./text.en.ts";

type Block = Part["blocks"][number];

/** How much of the text before a cited passage is shown with it, in UTF-16 units. */
const LEAD = 1_500;

/** The clean text of a document a part at a time, from a little before the cited passage on; the passage is marked and in sight. */
export function DocumentText({ documentId, at }: { documentId: string; at: Stretch | null }): JSX.Element {
  const [blocks, setBlocks] = useState<readonly Block[]>([]);
  const [begin, setBegin] = useState(Math.max(0, (at?.start ?? 0) - LEAD));
  const [next, setNext] = useState<number | null>(begin);
  const [fault, setFault] = useState<unknown>(null);
  const [isLoading, setLoading] = useState(false);
  const article = useRef<HTMLElement>(null);
  const isShown = useRef(false);

  const load = async (from: number, isFresh: boolean) => {
    setLoading(true);
    setFault(null);
    try {
      const part = await coursesApi.text(documentId, from);
      setBlocks((before) => (isFresh ? part.blocks : [...before, ...part.blocks]));
      setNext(part.next);
    } catch (error) {
      setFault(error);
    } finally {
      setLoading(false);
    }
  };
  useEffect(() => void load(begin, true), [begin]);
  useEffect(() => {
    // The passage lies in the next part, or goes on there.
    if (at && next !== null && next < at.end && blocks.length > 0 && !isLoading && fault === null) void load(next, false);
  }, [blocks, isLoading]);
  useEffect(() => {
    const mark = article.current?.querySelector("mark");
    if (isShown.current || !mark) return;
    isShown.current = true;
    mark.scrollIntoView({ block: "center" });
    mark.focus({ preventScroll: true });
  }, [blocks]);

  return (
    <article ref={article} class="document-text" aria-busy={isLoading}>
      {begin > 0 && blocks.length > 0 && (
        <p>
          <button type="button" class="link" onClick={() => setBegin(0)}>
            {words.viewer.from_start}
          </button>
        </p>
      )}
      {blocks.map((block, index) => (
        <Shown key={block.start} block={block} at={at} isNewPage={block.page !== null && block.page !== blocks[index - 1]?.page} />
      ))}
      {blocks.length === 0 && isLoading && <p class="note">{words.loading}</p>}
      <Fault says={fault === null ? null : words.not_done(reasonOf(fault))} />
      {next !== null && (blocks.length > 0 || fault !== null) && (
        <p class="actions">
          <button type="button" class="button quiet" aria-disabled={isLoading} onClick={() => !isLoading && void load(next, false)}>
            {words.viewer.more}
          </button>
        </p>
      )}
    </article>
  );
}

interface ShownProps {
  readonly block: Block;
  readonly at: Stretch | null;
  readonly isNewPage: boolean;
}

function Shown({ block, at, isNewPage }: ShownProps): JSX.Element {
  const inside = marked(block, at);
  return (
    <>
      {isNewPage && <p class="page-mark">{words.viewer.page_mark(block.page ?? 1)}</p>}
      {show(block, inside)}
    </>
  );
}

function show({ kind, level }: Block, inside: ComponentChildren): JSX.Element {
  switch (kind) {
    case "heading":
      // One level for all: a part of a document may begin below any heading, and no level may be skipped.
      return (
        <h2 class={level !== null && level > 1 ? "lower" : undefined} dir="auto">
          {inside}
        </h2>
      );
    case "list_item":
      return (
        <p class="item" dir="auto">
          {inside}
        </p>
      );
    case "code":
    case "table":
      return (
        // What is wide scrolls sideways, and keyboards must reach it.
        <pre tabIndex={0} dir={kind === "code" ? "ltr" : "auto"}>
          {inside}
        </pre>
      );
    case "caption":
      return (
        <p class="note" dir="auto">
          {inside}
        </p>
      );
    case "paragraph":
      return <p dir="auto">{inside}</p>;
  }
}

/** The block's text, with what of it is in the stretch marked. */
function marked({ text, start, end }: Block, at: Stretch | null): ComponentChildren {
  if (!at || at.end <= start || at.start >= end) return text;
  const from = Math.max(0, at.start - start);
  const to = Math.min(text.length, at.end - start);
  return (
    <>
      {text.slice(0, from)}
      <mark tabIndex={-1}>{text.slice(from, to)}</mark>
      {text.slice(to)}
    </>
  );
}
