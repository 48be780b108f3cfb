import type { PDFDocumentProxy } from "pdfjs-dist";
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { DocumentCard } from "../../../src/protocol/course.schema.ts";
import type { Stretch } from "../route.ts";
import { coursesApi } from "./courses-api.ts";
import { drawPage, openPdf } from "./pdf.ts";
import { words } from "./text.en.ts";

interface Cited {
  readonly page: number;
  readonly passage: string;
}

/** The pages of a PDF as they were printed, one at a time, the cited passage marked. */
export function Pages({ card, at }: { card: DocumentCard; at: Stretch | null }): JSX.Element {
  const [pdf, setPdf] = useState<PDFDocumentProxy | "lost" | null>(null);
  const [cited, setCited] = useState<Cited | null>(null);
  const [page, setPage] = useState(1);
  useEffect(() => {
    const opening = openPdf(coursesApi.sourceAddress(card.document_id));
    Promise.all([opening.pdf, at && findCited(card.document_id, at)]).then(
      ([opened, found]) => {
        if (found) setPage(found.page);
        setCited(found ?? null);
        setPdf(opened);
      },
      () => setPdf("lost"),
    );
    return opening.close;
  }, []);
  if (pdf === "lost") return <p class="fault">{words.viewer.no_pages}</p>;
  if (pdf === null) return <p class="note">{words.viewer.loading_pages}</p>;
  return (
    <div class="pages">
      <Turner page={page} of={pdf.numPages} onTurn={setPage} />
      <Sheet pdf={pdf} page={page} passage={cited?.passage ?? ""} />
    </div>
  );
}

/** The page that a stretch of the text begins on, and its words. */
async function findCited(documentId: string, { start, end }: Stretch): Promise<Cited | null> {
  const { blocks } = await coursesApi.text(documentId, start);
  const inside = blocks.filter((block) => block.start < end && block.end > start);
  const page = inside[0]?.page ?? null;
  const passage = inside.map((block) => block.text.slice(Math.max(0, start - block.start), end - block.start)).join("\n");
  return page === null ? null : { page, passage };
}

function Turner({ page, of, onTurn }: { page: number; of: number; onTurn: (page: number) => void }): JSX.Element {
  const [typed, setTyped] = useState<string | null>(null);
  const turn = (to: number) => {
    setTyped(null);
    onTurn(Math.min(of, Math.max(1, to)));
  };
  return (
    <form
      class="turner"
      onSubmit={(event) => {
        event.preventDefault();
        if (typed !== null && /^\d+$/.test(typed)) turn(Number(typed));
      }}
    >
      <button
        type="button"
        class="button quiet"
        aria-label={words.viewer.previous}
        aria-disabled={page === 1}
        onClick={() => turn(page - 1)}
      >
        ←
      </button>
      <label>
        <span class="visually-hidden">{words.viewer.go}</span>
        <input
          type="text"
          inputMode="numeric"
          autocomplete="off"
          value={typed ?? String(page)}
          onInput={(input) => setTyped(input.currentTarget.value)}
          onBlur={() => setTyped(null)}
        />
      </label>
      <span>{words.viewer.of(of)}</span>
      <button type="button" class="button quiet" aria-label={words.viewer.next} aria-disabled={page === of} onClick={() => turn(page + 1)}>
        →
      </button>
    </form>
  );
}

function Sheet({ pdf, page, passage }: { pdf: PDFDocumentProxy; page: number; passage: string }): JSX.Element {
  const frame = useRef<HTMLDivElement>(null);
  const [drawn, setDrawn] = useState<number | "lost" | null>(null);
  useEffect(() => {
    let isCurrent = true;
    const place = frame.current;
    if (!place) return;
    // A canvas takes one drawing at a time, so each page is drawn on its own and put there when it is whole.
    const canvas = document.createElement("canvas");
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", words.viewer.page_name(page));
    const draw = async () => {
      const down = await drawPage(await pdf.getPage(page), canvas, place.clientWidth, passage);
      if (!isCurrent) return;
      place.replaceChildren(canvas);
      setDrawn(page);
      if (down !== null) scrollTo({ top: place.getBoundingClientRect().top + scrollY + place.clientHeight * down - innerHeight / 3 });
    };
    draw().catch(() => isCurrent && setDrawn("lost"));
    return () => {
      isCurrent = false;
    };
  }, [pdf, page]);
  return (
    <>
      {drawn === "lost" && <p class="fault">{words.viewer.no_pages}</p>}
      <div ref={frame} class="sheet-of-paper" aria-busy={drawn !== page} />
    </>
  );
}
