import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { DocumentCard } from "../../../src/protocol/course.schema.ts";
import { coursePath, type Stretch } from "../route.ts";
import { useFetched } from "../use-fetched.ts";
import { coursesApi } from "./courses-api.ts";
import { DocumentText } from "./document-text.tsx";
import { Page } from "./page.tsx";
import { LaterPages } from "./later-pages.tsx";
import { words } from "./text.en.ts";

interface Props {
  readonly documentId: string;
  /** The passage that a citation led to. */
  readonly at: Stretch | null;
}

/** One document: its text with the cited passage marked, or the pages as they were printed. */
export function DocumentPage({ documentId, at }: Props): JSX.Element {
  const from = useFetched(() => coursesApi.document(documentId));
  return (
    <Page from={from} class="reading" title={(card) => [card?.name ?? words.viewer.title]}>
      {(card) => (
        <>
          {card.may_change !== false && (
            <p class="back">
              <a href={coursePath(card.course_id)}>{words.document.back}</a>
            </p>
          )}
          <header>
            <h1 tabIndex={-1} dir="auto">
              {card.name}
            </h1>
            <p class="note">
              {words.document.what(card)} ·{" "}
              <a href={coursesApi.sourceAddress(documentId)} download={card.name}>
                {words.viewer.source}
              </a>
            </p>
          </header>
          {card.status === "ready" ? <Views card={card} at={at} /> : <p>{words.viewer.not_ready}</p>}
        </>
      )}
    </Page>
  );
}

type View = "text" | "pages";

function Views({ card, at }: { card: DocumentCard; at: Stretch | null }): JSX.Element {
  const [view, setView] = useState<View>("text");
  return (
    <>
      {card.kind === "pdf" && (
        <fieldset class="switch">
          <legend class="visually-hidden">{words.desk.show}</legend>
          {(["text", "pages"] as const).map((name) => (
            <label key={name}>
              <input type="radio" name="view" checked={view === name} onChange={() => setView(name)} />
              {words.viewer[name]}
            </label>
          ))}
        </fieldset>
      )}
      {view === "text" ? <DocumentText documentId={card.document_id} at={at} /> : <LaterPages card={card} at={at} />}
    </>
  );
}
