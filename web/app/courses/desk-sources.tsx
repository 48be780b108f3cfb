import type { JSX } from "preact";
import type { DraftBody, DraftPart } from "../../../src/protocol/course.schema.ts";
import { documentPath } from "../route.ts";
import { words } from "./text.en.ts";

/** The passages that a part was made from, each with the way to its place. */
export function DeskSources({ draft, part }: { draft: DraftBody; part: DraftPart }): JSX.Element {
  const passages = draft.passages.filter(({ passage_id }) => part.passage_ids.includes(passage_id));
  return (
    <aside class="desk-sources">
      <h3 class="overline">{words.desk.source}</h3>
      {passages.length === 0 && <p class="note">{words.desk.no_source}</p>}
      {passages.map((passage) => (
        <blockquote key={passage.passage_id}>
          <p dir="auto">{passage.text}</p>
          <footer>
            <a href={documentPath(passage.document_id, passage.anchor)} dir="auto">
              {words.place(passage, "") || words.find.open}
            </a>
          </footer>
        </blockquote>
      ))}
    </aside>
  );
}
