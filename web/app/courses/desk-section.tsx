import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { DraftBody, DraftPart } from "../../../src/protocol/course.schema.ts";
import { coursesApi } from "./courses-api.ts";
import { DeskPart } from "./desk-part.tsx";
import { isClean } from "./desk-parts.ts";
import { Fault } from "./fault.tsx";
import { words } from "./text.en.ts";
import { useDoing } from "./use-doing.ts";

interface Props {
  readonly draft: DraftBody;
  readonly node: DraftBody["nodes"][number];
  /** Those of its parts that are shown. */
  readonly parts: readonly DraftPart[];
  readonly isOpen: boolean;
  readonly onDecided: (part: DraftPart) => void;
}

/** The parts about one node, and below them one button for all that nothing speaks against. */
export function DeskSection({ draft, node, parts, isOpen, onDecided }: Props): JSX.Element {
  const clean = parts.filter(isClean);
  return (
    <section aria-labelledby={node.node_id} class="desk-node">
      <h2 id={node.node_id} tabIndex={-1} dir="auto">
        {node.concept}
      </h2>
      <p class="note" dir="auto">
        {node.goal}
      </p>
      {parts.map((part) => (
        <DeskPart key={part.part_id} draft={draft} part={part} isOpen={isOpen} onDecided={onDecided} />
      ))}
      {isOpen && <ApproveClean draftId={draft.draft_id} concept={node.concept} parts={clean} onDecided={onDecided} />}
    </section>
  );
}

interface CleanProps {
  readonly draftId: string;
  readonly concept: string;
  readonly parts: readonly DraftPart[];
  readonly onDecided: (part: DraftPart) => void;
}

/** Stands below the parts, so that they were passed before; each is decided and recorded on its own, and the first that is refused ends it. */
function ApproveClean({ draftId, concept, parts, onDecided }: CleanProps): JSX.Element | null {
  const [under, setUnder] = useState<{ readonly done: number; readonly of: number } | null>(null);
  const doing = useDoing();
  const approve = async () => {
    const all = [...parts];
    await doing.run(async () => {
      for (const [index, { part_id }] of all.entries()) {
        setUnder({ done: index, of: all.length });
        onDecided((await coursesApi.decide(draftId, part_id, { decision: "approved" })).part);
      }
    });
    setUnder(null);
  };
  // One part has a button of its own.
  if (parts.length < 2 && under === null && doing.fault === null) return null;
  return (
    <div class="desk-clean">
      {(parts.length > 0 || under !== null) && (
        <button type="button" class="button quiet" aria-disabled={doing.isBusy} onClick={() => void approve()}>
          {under === null ? words.desk.approve_clean(parts.length, concept) : words.desk.approving(under.done + 1, under.of)}
        </button>
      )}
      <p class="note">{words.desk.approve_clean_note}</p>
      <Fault says={doing.fault && words.not_done(doing.fault)} />
    </div>
  );
}
