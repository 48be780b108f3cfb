import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import type { DraftBody, DraftPart, ItemCheck, PartDecision } from "../../../src/protocol/course.schema.ts";
import { Markdown } from "../../ui/markdown.tsx";
import { coursesApi } from "./courses-api.ts";
import { UNDECIDED } from "./desk-bar.tsx";
import { isToDo, mayApprove } from "./desk-parts.ts";
import { DeskSources } from "./desk-sources.tsx";
import { EditPart } from "./edit-part.tsx";
import { Fault } from "./fault.tsx";
import { RejectPart } from "./reject-part.tsx";
import { words } from "./text.en.ts";
import { useDoing } from "./use-doing.ts";

interface Props {
  readonly draft: DraftBody;
  readonly part: DraftPart;
  /** Whether the draft still waits for decisions. */
  readonly isOpen: boolean;
  readonly onDecided: (part: DraftPart) => void;
}

/** One part: what it says on one side, where that comes from on the other, and what a person can do about it. */
export function DeskPart({ draft, part, isOpen, onDecided }: Props): JSX.Element {
  const [mode, setMode] = useState<"look" | "edit" | "reject">("look");
  const doing = useDoing();
  const place = useRef<HTMLElement>(null);
  const back = () => {
    setMode("look");
    // The button or the form that had the focus is gone: Tab goes on from this part, not from the top of the page.
    place.current?.focus({ preventScroll: true });
  };
  const decide = (decision: PartDecision) =>
    doing.run(async () => {
      const decided = await coursesApi.decide(draft.draft_id, part.part_id, decision);
      back();
      onDecided(decided.part);
    });
  const { content } = part;
  const kind = part.kind === "explanation" ? words.desk.explanation : words.desk.item[content.form ?? "open"];
  return (
    <article
      ref={place}
      class={`desk-part ${part.decision}`}
      tabIndex={-1}
      aria-label={`${kind}: ${content.text.slice(0, 80)}`}
      {...(isOpen && isToDo(part) ? { [UNDECIDED]: "" } : {})}
    >
      <div class="desk-made">
        <p class="desk-tag">
          <span class="overline">{kind}</span> <span class={`decision ${part.decision}`}>{words.desk.decision[part.decision]}</span>
        </p>
        {mode === "edit" ? <EditPart part={part} isBusy={doing.isBusy} onSave={decide} onCancel={back} /> : <Content part={part} />}
        <Checks all={part.checks} />
        <Fault says={doing.fault && words.not_done(doing.fault)} />
        {mode === "reject" && <RejectPart isBusy={doing.isBusy} onReject={decide} onCancel={back} />}
        {isOpen && mode === "look" && (
          <p class="actions">
            {mayApprove(part) && (
              <button type="button" class="button" aria-disabled={doing.isBusy} onClick={() => void decide({ decision: "approved" })}>
                {words.desk.approve}
              </button>
            )}
            <button type="button" class="button quiet" onClick={() => setMode("edit")}>
              {words.desk.edit}
            </button>
            {part.decision !== "rejected" && (
              <button type="button" class="button quiet" onClick={() => setMode("reject")}>
                {words.desk.reject}
              </button>
            )}
          </p>
        )}
      </div>
      <DeskSources draft={draft} part={part} />
    </article>
  );
}

function Content({ part: { kind, content } }: { part: DraftPart }): JSX.Element {
  return (
    <>
      <Markdown class={kind === "item" ? "asked" : ""} source={content.text} />
      {content.options.length > 0 && (
        <ul class="choices">
          {content.options.map(({ id, text, right }) => (
            <li key={id} class={right ? "right" : undefined} dir="auto">
              {text}
              {right && <strong> ({words.desk.right})</strong>}
            </li>
          ))}
        </ul>
      )}
      {(content.key !== null || content.key_points.length > 0) && (
        <dl class="key">
          {content.key !== null && (
            <div>
              <dt>{words.desk.key}</dt>
              <dd dir="auto">{content.key}</dd>
            </div>
          )}
          {content.key_points.length > 0 && (
            <div>
              <dt>{words.desk.points}</dt>
              {content.key_points.map((point) => (
                <dd key={point} dir="auto">
                  {point}
                </dd>
              ))}
            </div>
          )}
        </dl>
      )}
      {content.hints.length > 0 && (
        <details>
          <summary>{words.desk.hints(content.hints.length)}</summary>
          <ol class="steps">
            {content.hints.map((hint) => (
              <li key={hint} dir="auto">
                {hint}
              </li>
            ))}
          </ol>
        </details>
      )}
    </>
  );
}

/** What the checks say: those that do not hold stand open, the rest is one line. */
function Checks({ all }: { all: readonly ItemCheck[] }): JSX.Element | null {
  if (all.length === 0) return null;
  const failed = all.filter(({ holds }) => !holds);
  const held = all.filter(({ holds }) => holds);
  return (
    <ul class="checks">
      {failed.map(({ check, detail }) => (
        <li key={check} class="fails">
          <strong>{words.desk.fails[check]}</strong> {detail}
        </li>
      ))}
      {held.length > 0 && <li class="note">{words.desk.hold(held.map(({ check }) => check))}</li>}
    </ul>
  );
}
