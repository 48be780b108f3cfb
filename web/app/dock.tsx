import type { JSX } from "preact";
import { AnswerBox } from "../ui/answer-box.tsx";
import { refusalText } from "../ui/refusal.ts";
import { text } from "../ui/text.ts";
import { composeReply } from "./session-state.ts";
import { isClosingCheck, maySetAside } from "./session-view.ts";
import { statusOf } from "./status.ts";
import type { LiveSession } from "./use-session.ts";
import { MAX_REPLY_CHARS } from "./wire.ts";

/** The foot of a lesson: who is at work, the answer box, and the help there is. */
export function Dock({ session: { state, dispatch, act } }: { session: LiveSession }): JSX.Element {
  const { view, outbox, refusal } = state;
  const item = view.question?.item ?? null;
  const form = item?.form ?? "open";
  const option = item?.options.find((candidate) => candidate.id === state.option) ?? null;
  const words = composeReply(option, state.draft);
  const yourTurn = view.turn === "learner" && outbox.length === 0;
  const ready = yourTurn && words !== "";
  const atWork = view.turn !== "learner" || outbox.some((command) => command.type === "reply");

  return (
    <div class="dock">
      <div class="dock-inside">
        <p class={state.link === "cut_off" ? "status cut-off" : atWork ? "status at-work" : "status"}>
          <span class="dot" aria-hidden="true" />
          {statusOf(state, text)}
          {isClosingCheck(view) && <span class="note closing">{text.lesson.closing}</span>}
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
  return (
    <>
      {total > 0 && (
        <button
          type="button"
          class="ghost"
          aria-disabled={!yourTurn || given >= total}
          onClick={() => yourTurn && given < total && act({ type: "hint" })}
        >
          {given < total ? text.hint.next(given + 1, total) : text.hint.none_left}
        </button>
      )}
      {total > 0 && given >= total && yourTurn && !maySetAside(view) && (
        <button type="button" class="ghost" onClick={() => act({ type: "reply", text: text.hint.stuck_reply })}>
          {text.hint.stuck}
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
