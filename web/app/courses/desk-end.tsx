import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { DraftBody } from "../../../src/protocol/course.schema.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { format } from "../format.en.ts";
import { coursesApi } from "./courses-api.ts";
import { Fault } from "./fault.tsx";
import { words } from "./text.en.ts";
import { useDoing } from "./use-doing.ts";

interface Props {
  readonly draft: DraftBody;
  readonly reload: () => Promise<void>;
  readonly say: (what: string) => void;
}

/** What is done with the draft as a whole, and what was done so far. */
export function DeskEnd({ draft, reload, say }: Props): JSX.Element {
  const [isAsked, setAsked] = useState(false);
  const doing = useDoing();
  const withdraw = () =>
    void doing.run(async () => {
      await coursesApi.withdraw(draft.draft_id);
      say(words.lessons.status.withdrawn);
      await reload();
    });
  return (
    <footer class="desk-end">
      {draft.status === "review" && (
        <p>
          <button type="button" class="link" aria-disabled={doing.isBusy} onClick={() => setAsked(true)}>
            {words.desk.withdraw}
          </button>
        </p>
      )}
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
          onConfirm={withdraw}
          onClose={() => setAsked(false)}
        >
          {words.desk.withdraw_what}
        </ConfirmDialog>
      )}
    </footer>
  );
}
