import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import type { DocumentCard } from "../../../src/protocol/course.schema.ts";
import { coursesApi } from "./courses-api.ts";
import { Fault } from "./fault.tsx";
import { words } from "./text.en.ts";
import { useDoing } from "./use-doing.ts";

interface Props {
  readonly courseId: string;
  readonly onFiles: (files: Iterable<File>) => void;
  readonly onArrived: (card: DocumentCard) => Promise<void>;
}

/** Files dropped or chosen, or the address of a page. */
export function AddDocuments({ courseId, onFiles, onArrived }: Props): JSX.Element {
  const [isOver, setOver] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);
  return (
    <div class="add">
      {/* Dropping is a mouse's short cut to the button inside, which does the same for everybody. */}
      <div
        class={isOver ? "drop over" : "drop"}
        onDragOver={(drag) => {
          drag.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(drop) => {
          drop.preventDefault();
          setOver(false);
          onFiles(drop.dataTransfer?.files ?? []);
        }}
      >
        <p>
          <span class="mouse-only">{words.add.drop} </span>
          <button type="button" class="button quiet" onClick={() => chooser.current?.click()}>
            {words.add.choose}
          </button>
        </p>
        <p class="note">{words.add.what}</p>
        <input
          ref={chooser}
          type="file"
          multiple
          hidden
          accept=".pdf,.docx,.html,.htm,.md,.markdown,.adoc,.asciidoc,.txt,text/*,application/pdf"
          onChange={(change) => {
            onFiles([...(change.currentTarget.files ?? [])]);
            // The same file may be chosen again after it failed.
            change.currentTarget.value = "";
          }}
        />
      </div>
      <Link courseId={courseId} onArrived={onArrived} />
    </div>
  );
}

function Link({ courseId, onArrived }: Omit<Props, "onFiles">): JSX.Element {
  const [url, setUrl] = useState("");
  const doing = useDoing();
  const add = (event: Event) => {
    event.preventDefault();
    if (!/^https?:\/\/[^\s/]/i.test(url.trim())) return doing.object(words.add.link_needed);
    void doing.run(async () => {
      await onArrived(await coursesApi.addLink(courseId, url.trim()));
      setUrl("");
    });
  };
  return (
    <form class="fields" onSubmit={add} noValidate>
      <label for="link">{words.add.link}</label>
      <div class="field-line">
        <input
          id="link"
          type="url"
          maxLength={2_000}
          autocomplete="off"
          placeholder={words.add.link_example}
          value={url}
          aria-describedby={doing.fault ? "link-fault" : undefined}
          onInput={(input) => setUrl(input.currentTarget.value)}
        />
        <button type="submit" class="button quiet" aria-disabled={doing.isBusy}>
          {doing.isBusy ? words.add.fetching : words.add.fetch}
        </button>
      </div>
      <Fault id="link-fault" says={doing.fault} />
    </form>
  );
}
