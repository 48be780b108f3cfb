import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { DraftPart, PartDecision } from "../../../src/protocol/course.schema.ts";
import { words } from "./text.en.ts";

interface Props {
  readonly part: DraftPart;
  readonly isBusy: boolean;
  readonly onSave: (decision: PartDecision) => Promise<boolean>;
  readonly onCancel: () => void;
}

/** The words of a part, to be changed. The checks run again on what is saved. */
export function EditPart({ part, isBusy, onSave, onCancel }: Props): JSX.Element {
  const [text, setText] = useState(part.content.text);
  const [key, setKey] = useState(part.content.key);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  const id = `edit-${part.part_id}`;
  return (
    <form
      class="fields"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== "" && key?.trim() !== "") void onSave({ decision: "edited", text: text.trim(), key: key?.trim() ?? null });
      }}
    >
      <label for={`${id}-text`}>{words.desk.text_label}</label>
      <textarea
        id={`${id}-text`}
        ref={field}
        rows={part.kind === "explanation" ? 12 : 4}
        maxLength={4_000}
        dir="auto"
        value={text}
        onInput={(input) => setText(input.currentTarget.value)}
      />
      {key !== null && (
        <>
          <label for={`${id}-key`}>{words.desk.key_label}</label>
          <textarea
            id={`${id}-key`}
            rows={3}
            maxLength={4_000}
            dir="auto"
            value={key}
            onInput={(input) => setKey(input.currentTarget.value)}
          />
        </>
      )}
      <p class="actions">
        <button type="submit" class="button" aria-disabled={isBusy}>
          {isBusy ? words.desk.saving : words.desk.save}
        </button>
        <button type="button" class="button quiet" onClick={onCancel}>
          {words.desk.cancel}
        </button>
      </p>
    </form>
  );
}
