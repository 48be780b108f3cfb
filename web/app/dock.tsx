import type { JSX, RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { AnswerBox } from "../ui/answer-box.tsx";
import { refusalText } from "../ui/refusal.ts";
import { text } from "../ui/text.ts";
import { composeReply } from "./session-state.ts";
import { show, questionId, useWhereabouts } from "./follow.ts";
import { asksForProgram, isClosingCheck, maySetAside, type SessionView } from "./session-view.ts";
import { statusOf } from "./status.ts";
import type { LiveSession } from "./use-session.ts";
import { MAX_REPLY_CHARS } from "./wire.ts";

/** The foot of a lesson: who is at work, the answer box, and the help there is. */
export function Dock({ session: { state, dispatch, act } }: { session: LiveSession }): JSX.Element {
  const { view, outbox, refusal } = state;
  const item = view.question?.item ?? null;
  const form = item?.form ?? "open";
  const option = item?.options.find((candidate) => candidate.id === state.option) ?? null;
  const words = composeReply(option, state.draft, asksForProgram(view));
  const yourTurn = view.turn === "learner" && outbox.length === 0;
  const ready = yourTurn && words !== "";
  const atWork = view.turn !== "learner" || outbox.some((command) => command.type === "reply");

  return (
    <div id="dock" class="dock">
      <div class="dock-inside">
        <p class={state.link === "cut_off" ? "status cut-off" : atWork ? "status at-work" : "status"}>
          <span class="dot" aria-hidden="true" />
          {statusOf(state, text)}
          {isClosingCheck(view) && <span class="note closing">{text.lesson.closing}</span>}
          {view.placing && <span class="note closing placing">{text.lesson.placing}</span>}
          <ToQuestion view={view} />
        </p>
        {refusal && (
          <p class="fault" role="alert">
            {state.draft ? text.answer.not_sent(refusalText(refusal.code)) : text.answer.not_done(refusalText(refusal.code))}
          </p>
        )}
        <AnswerBox
          form={form}
          value={state.draft}
          maxChars={MAX_REPLY_CHARS - (words.length - state.draft.trim().length)}
          ready={ready}
          onType={(typed) => dispatch({ type: "typed", text: typed })}
          onSend={() => act({ type: "reply", text: words })}
        >
          <Help session={{ state, dispatch, act }} yourTurn={yourTurn} />
        </AnswerBox>
      </div>
    </div>
  );
}

function Help({
  session: { state, act },
  yourTurn,
}: {
  session: Pick<LiveSession, "state" | "dispatch" | "act">;
  yourTurn: boolean;
}): JSX.Element {
  const { view } = state;
  const given = view.question?.hints_given ?? 0;
  const total = view.question?.hints_total ?? 0;
  const exhausted = total > 0 && given >= total;
  const help = useFocusHandedOver(view.placing ? "teach_me" : exhausted ? "worked_example" : total > 0 ? "hint" : "none");
  return (
    <>
      {view.placing && (
        <button ref={help} type="button" class="ghost" aria-disabled={!yourTurn} onClick={() => yourTurn && act({ type: "teach_me" })}>
          {text.answer.teach_me}
        </button>
      )}
      {total > 0 && !exhausted && (
        <button ref={help} type="button" class="ghost" aria-disabled={!yourTurn} onClick={() => yourTurn && act({ type: "hint" })}>
          {text.hint.next(given + 1, total)}
        </button>
      )}
      {exhausted && (
        <button
          ref={help}
          type="button"
          class="ghost"
          aria-disabled={!yourTurn}
          onClick={() => yourTurn && act({ type: "reply", text: text.hint.worked_example_reply })}
        >
          {text.hint.worked_example}
        </button>
      )}
      {maySetAside(view) && (
        <button type="button" class="ghost" aria-disabled={!yourTurn} onClick={() => yourTurn && act({ type: "set_aside" })}>
          {text.answer.set_aside}
        </button>
      )}
    </>
  );
}

/**
 * One kind of help takes the place of another, at once as after the last hint, or with the next question: who had the focus on the one finds it on the other.
 */
function useFocusHandedOver(which: "teach_me" | "hint" | "worked_example" | "none"): RefObject<HTMLButtonElement | null> {
  const button = useRef<HTMLButtonElement>(null);
  const before = useRef(which);
  useEffect(() => {
    if (which === "none") return;
    const isOther = before.current !== "none" && before.current !== which;
    if (isOther && document.activeElement === document.body) button.current?.focus({ preventScroll: true });
    before.current = which;
  }, [which]);
  return button;
}

/** The way to the question that waits, while it is out of sight. */
function ToQuestion({ view }: { view: SessionView }): JSX.Element | null {
  const asked = view.turn === "learner" ? view.chapters.at(-1)?.entries.findLast((entry) => entry.kind === "teaching") : undefined;
  const id = asked ? questionId(asked.seq) : null;
  const where = useWhereabouts(id, "dock");
  if (id === null || where === "in_sight") return null;
  return (
    <button type="button" class={`ghost to-question ${where}`} onClick={() => show(id, "nearest", true)}>
      {asked?.item?.form === "choice" && where === "below" ? text.lesson.to_options : text.lesson.to_question}
    </button>
  );
}
