import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { PassagesBody } from "../../src/protocol/course.schema.ts";
import { text } from "../ui/text.ts";
import { getAs } from "./get-as.ts";
import { placeOf } from "./place.en.ts";
import { documentPath } from "./route.ts";
import { isFields } from "./wire.ts";

const isPassages = (body: unknown): body is PassagesBody => isFields(body) && Array.isArray(body["passages"]);

/** What the tutor's words rest on: the passages themselves, fetched when somebody looks, and the way to their place in the document. */
export function Sources({ ids, lang }: { ids: readonly string[]; lang: string | undefined }): JSX.Element {
  const [found, setFound] = useState<PassagesBody["passages"] | "lost" | null>(null);
  const look = async () => {
    if (found !== null && found !== "lost") return;
    try {
      const { passages } = await getAs(`/passages?ids=${ids.map(encodeURIComponent).join()}`, isPassages);
      setFound(passages);
    } catch {
      setFound("lost");
    }
  };
  return (
    <details class="rests-on" onToggle={({ currentTarget }) => currentTarget.open && void look()}>
      <summary>{text.sources.title(ids.length)}</summary>
      {found === null && <p class="note">{text.sources.loading}</p>}
      {found === "lost" && <p class="fault">{text.sources.lost}</p>}
      {Array.isArray(found) && found.length === 0 && <p class="note">{text.sources.gone}</p>}
      {Array.isArray(found) &&
        found.map(({ passage, document_name }) => (
          <blockquote key={passage.passage_id} lang={lang}>
            <p dir="auto">{passage.text}</p>
            <footer>
              {/* A tab of its own: the lesson stays as it is. */}
              <a href={documentPath(passage.document_id, passage.anchor)} target="_blank" rel="noopener" dir="auto">
                {placeOf(passage, document_name)}
              </a>
            </footer>
          </blockquote>
        ))}
    </details>
  );
}
