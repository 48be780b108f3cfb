import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { DraftBody, DraftPart } from "../../../src/protocol/course.schema.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { format } from "../format.en.ts";
import { coursesApi } from "./courses-api.ts";
import { Fault } from "./fault.tsx";
import { Published } from "./published.tsx";
import { words } from "./text.en.ts";
import { useDoing } from "./use-doing.ts";

interface Props {
  readonly draft: DraftBody;
  readonly parts: readonly DraftPart[];
  readonly reload: () => Promise<void>;
  readonly say: (what: string) => void;
}

/** What is done with the draft as a whole, and what was done so far. */
export function DeskEnd({ draft, parts, reload, say }: Props): JSX.Element {
  const [isAsked, setAsked] = useState(false);
  const doing = useDoing();
  const { lesson_id } = draft;
  const left = parts.filter(({ decision }) => decision === "open").length;
  const held = parts.filter(({ decision }) => decision === "held_back").length;
  const act = (what: () => Promise<unknown>, done: string) =>
    void doing.run(async () => {
      await what();
      say(done);
      await reload();
    });
  return (
    <footer class="desk-end">
      {draft.status === "review" && (
        <>
          <p>{words.desk.publish_note(left, held)}</p>
          <p class="actions">
            <button
              type="button"
              class="button large"
              aria-disabled={left > 0 || doing.isBusy}
              onClick={() => left === 0 && act(() => coursesApi.publish(draft.draft_id), words.desk.published)}
            >
              {doing.isBusy ? words.desk.publishing : words.desk.publish}
            </button>
            <button type="button" class="ghost" onClick={() => setAsked(true)}>
              {words.desk.withdraw}
            </button>
          </p>
        </>
      )}
      {lesson_id !== null && <Published lessonId={lesson_id} isLarge={true} />}
      <Fault says={doing.fault && words.not_done(doing.fault)} />
      {draft.audit.length > 0 && (
        <details>
          <summary>{words.desk.audit}</summary>
          <ol class="steps">
            {draft.audit.map(({ at, what, part_id }, index) => (
              <li key={index}>
                <time dateTime={at}>{format.date(Date.now(), at)}</time> {what} {part_id !== null && <span class="note">{part_id}</span>}
              </li>
            ))}
          </ol>
        </details>
      )}
      {isAsked && (
        <ConfirmDialog
          title={words.desk.withdraw_title}
          confirm={words.desk.withdraw}
          keep={words.desk.keep}
          onConfirm={() => act(() => coursesApi.withdraw(draft.draft_id), words.lessons.status.withdrawn)}
          onClose={() => setAsked(false)}
        >
          {words.desk.withdraw_what}
        </ConfirmDialog>
      )}
    </footer>
  );
}
