import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import type { DraftBody, DraftPart } from "../../../src/protocol/course.schema.ts";
import { coursesApi } from "./courses-api.ts";
import { isToDo, needsLook } from "./desk-parts.ts";
import { Fault } from "./fault.tsx";
import { words } from "./text.en.ts";
import { useDoing } from "./use-doing.ts";

/** Marks the parts in the page that nobody has decided on. */
export const UNDECIDED = "data-undecided";
/** A part whose top is not below this has been gone to already, in CSS pixels. */
const AT_TOP = 24;

interface Props {
  readonly draft: DraftBody;
  readonly parts: readonly DraftPart[];
  readonly reload: () => Promise<void>;
  readonly say: (what: string) => void;
}

/** Stays in sight while the parts go by: how many are left, the way to the next one, and publishing once there is none. */
export function DeskBar({ draft, parts, reload, say }: Props): JSX.Element {
  const doing = useDoing();
  const goOn = useNextUndecided();
  const left = parts.filter(isToDo).length;
  const publish = () =>
    void doing.run(async () => {
      await coursesApi.publish(draft.draft_id);
      say(words.desk.published);
      await reload();
      // This bar is gone; how the lesson reaches learners stands below the heading.
      scrollTo(0, 0);
      document.querySelector("h1")?.focus({ preventScroll: true });
    });
  return (
    <div class="desk-bar" role="group" aria-label={words.desk.bar}>
      <progress aria-label={words.desk.decided} max={Math.max(1, parts.length)} value={parts.length - left} />
      <p>
        {words.desk.publish_note(left, parts.filter(({ decision }) => decision === "held_back").length)}{" "}
        {left > 0 && <span class="note">{words.desk.to_look_at(parts.filter(needsLook).length)}</span>}
      </p>
      <p class="actions">
        {left > 0 && (
          <button type="button" class="button quiet" onClick={goOn}>
            {words.desk.next}
          </button>
        )}
        <button type="button" class="button" aria-disabled={left > 0 || doing.isBusy} onClick={() => left === 0 && publish()}>
          {doing.isBusy ? words.desk.publishing : words.desk.publish}
        </button>
      </p>
      <Fault says={doing.fault && words.not_done(doing.fault)} />
    </div>
  );
}

/** Goes to the next undecided part below the top of the window, and from the last one to the first. */
function useNextUndecided(): () => void {
  const last = useRef<Element | null>(null);
  return () => {
    const all = [...document.querySelectorAll<HTMLElement>(`[${UNDECIDED}]`)];
    const tops = all.map((part) => part.getBoundingClientRect().top);
    // At the end of the page the part gone to last may not have come up to the top.
    const at = all.findIndex((part, index) => part === last.current && (tops[index] ?? 0) > AT_TOP && (tops[index] ?? 0) < innerHeight);
    const next = (at >= 0 ? all[at + 1] : all.find((_, index) => (tops[index] ?? 0) > AT_TOP)) ?? all[0];
    last.current = next ?? null;
    next?.scrollIntoView({ block: "start" });
    next?.focus({ preventScroll: true });
  };
}
