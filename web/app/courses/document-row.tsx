import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { DocumentCard, Finding } from "../../../src/protocol/course.schema.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { documentPath } from "../route.ts";
import { coursesApi } from "./courses-api.ts";
import { Fault } from "./fault.tsx";
import { words } from "./text.en.ts";
import { useDoing } from "./use-doing.ts";

interface Props {
  readonly card: DocumentCard;
  readonly reload: () => Promise<void>;
  readonly say: (what: string) => void;
}

/** One document: what it is, how far it is, and what is to be known about it. */
export function DocumentRow({ card, reload, say }: Props): JSX.Element {
  const { status, progress, failure } = card;
  const isUnderWay = status !== "ready" && status !== "failed";
  return (
    <li class="document">
      <div class="document-words">
        <h3 dir="auto">{status === "ready" ? <a href={documentPath(card.document_id)}>{card.name}</a> : card.name}</h3>
        <p class="note">{words.document.what(card)}</p>
        {isUnderWay && (
          <label class="note">
            <span>{words.document.progress(card)}</span>
            <progress max={progress.total ?? undefined} value={progress.total === null ? undefined : progress.done} />
          </label>
        )}
        {failure && (
          <p class="fault">
            {failure.detail || words.document.failure[failure.code]} {failure.page !== null && words.document.at_page(failure.page)}
          </p>
        )}
        <Findings all={card.findings} />
      </div>
      <Remove card={card} reload={reload} say={say} />
    </li>
  );
}

function Findings({ all }: { all: readonly Finding[] }): JSX.Element | null {
  if (all.length === 0) return null;
  const kinds = [...new Set(all.map(({ kind }) => kind))];
  return (
    <details>
      <summary>{words.document.findings(all.length)}</summary>
      <ul class="findings">
        {kinds.map((kind) => {
          const of = all.filter((finding) => finding.kind === kind);
          const pages = of.flatMap(({ page }) => page ?? []);
          return (
            <li key={kind}>
              <strong>{words.document.finding[kind]}</strong>{" "}
              <span class="note">{pages.length > 0 ? words.document.pages(pages) : words.document.places(of.length)}</span>
              {of
                .filter(({ excerpt }) => excerpt !== "")
                .slice(0, 5)
                .map(({ excerpt, page }) => (
                  <blockquote key={`${page} ${excerpt}`} dir="auto">
                    {excerpt}
                  </blockquote>
                ))}
            </li>
          );
        })}
      </ul>
    </details>
  );
}

function Remove({ card, reload, say }: Props): JSX.Element {
  const [isAsked, setAsked] = useState(false);
  const doing = useDoing();
  const remove = () =>
    void doing.run(async () => {
      await coursesApi.removeDocument(card.document_id);
      say(words.document.removed(card.name));
      await reload();
    });
  return (
    <div class="document-acts">
      <button
        type="button"
        class="link"
        aria-label={words.document.remove_named(card.name)}
        aria-disabled={doing.isBusy}
        onClick={() => setAsked(true)}
      >
        {words.document.remove}
      </button>
      <Fault says={doing.fault && words.not_done(doing.fault)} />
      {isAsked && (
        <ConfirmDialog
          title={words.document.remove_title}
          confirm={words.document.remove_yes}
          keep={words.document.keep}
          onConfirm={remove}
          onClose={() => setAsked(false)}
        >
          {words.document.remove_what(card.name)}
        </ConfirmDialog>
      )}
    </div>
  );
}
