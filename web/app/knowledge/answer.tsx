import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { EvidenceRow } from "../../../src/protocol/knowledge.schema.ts";
import { Markdown } from "../../ui/markdown.tsx";
import { Contest } from "./contest.tsx";
import { keptReason } from "./contest-draft.ts";
import { asItReads } from "../own-words.ts";
import { verdictOf } from "./estimate.ts";
import { format } from "../format.en.ts";
import { words } from "./text.en.ts";

interface Props {
  readonly row: EvidenceRow;
  /** The lesson's title, where it is another one than the skill's. */
  readonly lesson: string | null;
  readonly skill: string;
  readonly now: number;
  /** Says what was done and fetches the page anew. */
  readonly onChanged: (what: string) => Promise<void>;
}

/** One answer: what was asked, what the learner wrote, what came of it, and how far it moved the estimate. */
export function Answer({ row, lesson, skill, now, onChanged }: Props): JSX.Element {
  const verdict = verdictOf(row);
  const isProgram = row.form === "code";
  return (
    <li class="behind">
      <h3 class="overline">
        {words.kind[row.kind]}, <time dateTime={row.at}>{format.date(now, row.at)}</time>
        {lesson && (
          <>
            {" · "}
            <span lang={row.language} dir="auto">
              {lesson}
            </span>
          </>
        )}
      </h3>
      <Markdown class="asked" source={row.question} lang={row.language} />
      <div class={`verdict ${verdict === "correct" ? "correct" : "again"}`}>
        <p class="tag">{words.verdict[verdict]}</p>
        <dl>
          {row.quoted !== null && (
            <div>
              <dt>{words.row.you_wrote}</dt>
              <dd dir={isProgram ? "ltr" : "auto"} lang={row.language}>
                <q class={isProgram ? "program" : undefined}>{row.form === "choice" ? asItReads(row.quoted) : row.quoted}</q>
              </dd>
            </div>
          )}
          {row.corrected && (
            <div>
              <dt>{words.row.corrected}</dt>
              <dd>{words.row.corrected_by(row.corrected.by, format.date(now, row.corrected.at), row.verdict)}</dd>
            </div>
          )}
        </dl>
        <p class="moved">
          <span>
            {words.row.help(row.hints)} · {words.row.weight(row.weight, row.hints)}
          </span>
          <strong>{words.row.moved(row.mastery_before, row.mastery_after)}</strong>
        </p>
      </div>
      <Dispute row={row} skill={skill} now={now} onChanged={onChanged} />
    </li>
  );
}

/** What the learner has to say of the verdict: said, being said, or a quiet way to say it. */
function Dispute({ row, skill, now, onChanged }: Omit<Props, "lesson">): JSX.Element | null {
  // Words that could not be sent are there again after a reload.
  const [isOpen, setOpen] = useState(() => keptReason(row.evidence_id) !== "");
  // What has arrived is shown at once, also where the page cannot be fetched anew.
  const [sent, setSent] = useState<EvidenceRow["contested"]>(null);
  const contested = row.contested ?? sent;
  const said = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const wasAsked = useRef(false);
  useEffect(() => {
    // The form is gone with the focus in it.
    if (sent) said.current?.focus();
  }, [sent]);
  useEffect(() => {
    if (!isOpen && wasAsked.current) opener.current?.focus();
  }, [isOpen]);

  if (contested) {
    return (
      <div class="contested" ref={said} tabIndex={-1}>
        <p>{words.row.contested_on(format.date(now, contested.at), row.corrected !== null)}</p>
        <blockquote dir="auto">{contested.reason}</blockquote>
      </div>
    );
  }
  if (row.corrected) return null;
  if (!isOpen) {
    return (
      <button
        ref={opener}
        type="button"
        class="link"
        onClick={() => {
          wasAsked.current = true;
          setOpen(true);
        }}
      >
        {words.row.open}
        <span class="visually-hidden" lang={row.language}>
          : {row.question}
        </span>
      </button>
    );
  }
  return (
    <Contest
      skill={skill}
      evidenceId={row.evidence_id}
      wantsFocus={wasAsked.current}
      onCancel={() => {
        wasAsked.current = true;
        setOpen(false);
      }}
      onSent={async (reason) => {
        setSent({ at: new Date().toISOString(), reason });
        await onChanged(words.contest.sent);
      }}
    />
  );
}
