import type { Command } from "../../src/protocol/client-frames.schema.ts";
import type { PublicEvent } from "../../src/protocol/public-event.schema.ts";
import type { DeltaFrame } from "../../src/protocol/server-frames.schema.ts";
import { grow, type Growing, growthAfter, noteRewritten } from "./growing.ts";
import { foldEvent, type SessionView } from "./session-view.ts";

/** How the page hears the session: live (socket or event stream), still connecting, or cut off. */
export type Link = "connecting" | "live" | "cut_off";

export interface Activity {
  readonly agent: "path_generator" | "evaluator" | "tutor" | "reviewer";
  readonly status: "started" | "retrying" | "fell_back" | "finished";
}

export interface Refusal {
  readonly code: string;
  readonly message: string;
}

/** Everything a session's screens show. */
export interface SessionState {
  readonly view: SessionView;
  /** What is shown of the message that is being written, where delivery streams. */
  readonly growing: Growing | null;
  /** The answer being written, and the option picked for a choice. Neither is ever dropped before the server has it. */
  readonly draft: string;
  readonly option: string | null;
  /** Sent and not acknowledged yet. */
  readonly outbox: readonly Command[];
  readonly activity: Activity | null;
  readonly link: Link;
  readonly refusal: Refusal | null;
}

export type Action =
  | { readonly type: "event"; readonly event: PublicEvent }
  | { readonly type: "delta"; readonly delta: DeltaFrame }
  | { readonly type: "activity"; readonly activity: Activity }
  | { readonly type: "typed"; readonly text: string }
  | { readonly type: "picked"; readonly option: string | null }
  | { readonly type: "sent"; readonly command: Command }
  | { readonly type: "acknowledged"; readonly message_id: string }
  | { readonly type: "refused"; readonly message_id: string | null; readonly refusal: Refusal }
  | { readonly type: "link"; readonly link: Link };

/** The state after an action. Pure: what is sent and stored follows from it elsewhere. */
export function reduceSession(state: SessionState, action: Action): SessionState {
  switch (action.type) {
    case "event": {
      const view = foldEvent(state.view, action.event);
      if (view === state.view) return state;
      const turnChanged = view.turn !== state.view.turn;
      // A picked option belongs to its question; when another item is asked it would answer the wrong one.
      const itemChanged = view.question?.item?.item_id !== state.view.question?.item?.item_id;
      return {
        ...state,
        view: noteRewritten(view, state.growing, action.event),
        growing: growthAfter(state.growing, action.event),
        option: itemChanged ? null : state.option,
        activity: turnChanged && view.turn !== "tutor" ? null : state.activity,
        outbox: "message_id" in action.event ? withoutMessage(state.outbox, action.event.message_id) : state.outbox,
      };
    }
    case "delta":
      return state.view.turn === "tutor" ? { ...state, growing: grow(state.growing, action.delta) } : state;
    case "activity":
      return { ...state, activity: action.activity };
    case "typed":
      return { ...state, draft: action.text, refusal: null };
    case "picked":
      return { ...state, option: action.option, refusal: null };
    case "sent":
      return {
        ...state,
        outbox: [...state.outbox, action.command],
        refusal: null,
        ...(action.command.type === "reply" ? { draft: "", option: null } : {}),
      };
    case "acknowledged": {
      // A reply stays in sight until its event comes; the acknowledgement alone shows nothing yet.
      const command = state.outbox.find((sent) => sent.message_id === action.message_id);
      return command?.type === "reply" ? state : { ...state, outbox: withoutMessage(state.outbox, action.message_id) };
    }
    case "refused": {
      const command = state.outbox.find((sent) => sent.message_id === action.message_id);
      if (action.message_id !== null && !command) return state;
      return {
        ...state,
        refusal: action.refusal,
        outbox: command ? withoutMessage(state.outbox, command.message_id) : state.outbox,
        draft: command?.type === "reply" ? joined(command.text, state.draft) : state.draft,
      };
    }
    case "link":
      return state.link === action.link ? state : { ...state, link: action.link };
  }
}

function withoutMessage(outbox: readonly Command[], messageId: string): readonly Command[] {
  return outbox.some((sent) => sent.message_id === messageId) ? outbox.filter((sent) => sent.message_id !== messageId) : outbox;
}

/** The refused words first, then what was typed since: both stay. */
function joined(returned: string, typed: string): string {
  return typed.trim() === "" ? returned : `${returned}\n${typed}`;
}

/**
 * What is sent for a choice: the option's letter and text, then what was typed beside it; for every other form the typed text. Blank lines around it
 * are dropped, the indentation of a first line is not: in a program it says something.
 */
export function composeReply(option: { readonly id: string; readonly text: string } | null, typed: string, isProgram = false): string {
  if (!option) return isProgram ? typed.trimEnd().replace(/^(?:[^\S\n]*\n)+/, "") : typed.trim();
  const choice = `${option.id}) ${option.text}`;
  return typed.trim() === "" ? choice : `${choice}\n\n${typed.trim()}`;
}
