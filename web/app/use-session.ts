import { useEffect, useMemo, useReducer, useRef, useState } from "preact/hooks";
import type { Command } from "../../src/protocol/client-frames.schema.ts";
import type { PublicEvent } from "../../src/protocol/public-event.schema.ts";
import { text } from "../ui/text.ts";
import { announcementOf } from "./announce.ts";
import { fetchEvents, Refused } from "./api.ts";
import { browserTransport } from "./browser-transport.ts";
import { keepDraft, readDraft } from "./drafts.ts";
import { withGrowing } from "./growing.ts";
import { deviceShelf } from "./kept.ts";
import { connectSession, type SessionConnection } from "./session-connection.ts";
import { type Action, reduceSession, type SessionState } from "./session-state.ts";
import { foldEvents } from "./session-view.ts";
import { readSnapshot } from "./wire.ts";

type WithoutId<C> = C extends unknown ? Omit<C, "message_id"> : never;
export type Act = (command: WithoutId<Command>) => void;

export interface LiveSession {
  /** As it is shown: a message that is being written stands in its place. */
  readonly state: SessionState;
  readonly dispatch: (action: Action) => void;
  /** Does what the learner asked for; safe to call once per click, it is sent until acknowledged. */
  readonly act: Act;
  /** What just happened, for the live region. */
  readonly announcement: string;
}

export type Loading =
  | { readonly status: "loading" }
  | { readonly status: "trouble"; readonly code: string }
  | { readonly status: "ready"; readonly events: readonly PublicEvent[] };

/** The events so far: from the page itself when the server put them there, otherwise fetched. */
export function useEvents(sessionId: string): [Loading, retry: () => void] {
  const [loading, setLoading] = useState<Loading>(() => {
    const events = readSnapshot(document.getElementById("snapshot")?.textContent ?? null, sessionId);
    return events ? { status: "ready", events } : { status: "loading" };
  });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    if (loading.status === "ready") return;
    let stale = false;
    setLoading({ status: "loading" });
    fetchEvents(sessionId).then(
      (events) => !stale && setLoading({ status: "ready", events }),
      (error: unknown) => !stale && setLoading({ status: "trouble", code: error instanceof Refused ? error.code : "offline" }),
    );
    return () => {
      stale = true;
    };
  }, [attempt]);
  return [loading, () => setAttempt((count) => count + 1)];
}

/** A session in step with the server, from the events so far on. */
export function useSession(sessionId: string, events: readonly PublicEvent[]): LiveSession {
  const [state, dispatch] = useReducer(reduceSession, undefined, () => openingState(sessionId, events));
  const [announcement, setAnnouncement] = useState("");
  const connection = useRef<SessionConnection | null>(null);

  useEffect(() => {
    const live = connectSession(browserTransport(sessionId), state.view.seq, {
      event(event) {
        dispatch({ type: "event", event });
        const said = announcementOf(event, text);
        if (said) setAnnouncement(said);
      },
      delta: (delta) => dispatch({ type: "delta", delta }),
      activity: (activity) => dispatch({ type: "activity", activity }),
      acknowledged: (message_id) => dispatch({ type: "acknowledged", message_id }),
      refused: (message_id, refusal) => dispatch({ type: "refused", message_id, refusal }),
      link: (link) => dispatch({ type: "link", link }),
    });
    connection.current = live;
    for (const command of state.outbox) live.send(command);
    const wake = () => document.visibilityState === "visible" && live.wake();
    const lose = () => live.lose();
    addEventListener("online", wake);
    addEventListener("offline", lose);
    document.addEventListener("visibilitychange", wake);
    return () => {
      removeEventListener("online", wake);
      removeEventListener("offline", lose);
      document.removeEventListener("visibilitychange", wake);
      live.close();
    };
  }, []);

  const reply = state.outbox.find((command) => command.type === "reply");
  useEffect(() => {
    keepDraft(deviceShelf(), sessionId, {
      text: state.draft,
      sending: reply ? { message_id: reply.message_id, text: reply.text } : null,
    });
  }, [state.draft, reply]);

  const act: Act = (wanted) => {
    const command: Command = { ...wanted, message_id: newMessageId() };
    dispatch({ type: "sent", command });
    connection.current?.send(command);
  };
  const shown = useMemo(() => ({ ...state, view: withGrowing(state.view, state.growing) }), [state]);
  return { state: shown, dispatch, act, announcement };
}

function openingState(sessionId: string, events: readonly PublicEvent[]): SessionState {
  const draft = readDraft(deviceShelf(), sessionId);
  const { sending } = draft;
  const arrived = sending && events.some((event) => event.type === "learner_replied" && event.message_id === sending.message_id);
  return {
    view: foldEvents(events),
    growing: null,
    draft: draft.text,
    option: null,
    outbox: sending && !arrived ? [{ type: "reply", ...sending }] : [],
    activity: null,
    link: "connecting",
    refusal: null,
  };
}

/** Unique for as long as a session lives; `randomUUID` is missing on plain http. */
function newMessageId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
