import type { JSX } from "preact";
import type { DocumentCard } from "../../../src/protocol/course.schema.ts";
import { AddDocuments } from "./add-documents.tsx";
import { DocumentRow } from "./document-row.tsx";
import { words } from "./text.en.ts";
import { useUploads } from "./use-uploads.ts";

interface Props {
  readonly courseId: string;
  readonly files: readonly DocumentCard[];
  readonly reload: () => Promise<void>;
  readonly say: (what: string) => void;
}

/** What the course is taught from: what is there, what is on its way, and ways to add more. */
export function Materials({ courseId, files, reload, say }: Props): JSX.Element {
  const arrived = async ({ name }: DocumentCard) => {
    say(words.add.added(name));
    await reload();
  };
  const uploads = useUploads(courseId, (card) => void arrived(card));
  return (
    <section aria-labelledby="materials">
      <h2 id="materials">{words.add.title}</h2>
      <AddDocuments courseId={courseId} onFiles={uploads.add} onArrived={arrived} />
      {uploads.all.length > 0 && (
        <ul class="documents">
          {uploads.all.map(({ key, file, sent, fault }) => (
            <li key={key} class="document">
              <div class="document-words">
                {fault === null ? (
                  <label>
                    <span dir="auto">{words.add.sending(file.name, sent, file.size)}</span>
                    <progress max={Math.max(1, file.size)} value={sent} />
                  </label>
                ) : (
                  <p class="fault" role="alert" dir="auto">
                    {words.add.not_sent(file.name, fault)}
                  </p>
                )}
              </div>
              <p class="document-acts">
                {fault !== null && (
                  <button type="button" class="link" onClick={() => uploads.again(key)}>
                    {words.add.again}
                  </button>
                )}
                <button type="button" class="link" onClick={() => uploads.dismiss(key)}>
                  {fault === null ? words.add.call_off : words.add.dismiss}
                </button>
              </p>
            </li>
          ))}
        </ul>
      )}
      {files.length === 0 && uploads.all.length === 0 ? (
        <p class="note">{words.document.none}</p>
      ) : (
        <ul class="documents">
          {files.map((card) => (
            <DocumentRow key={card.document_id} card={card} reload={reload} say={say} />
          ))}
        </ul>
      )}
    </section>
  );
}
