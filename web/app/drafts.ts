/** What is kept on the learner's device so that an answer survives a reload, a crash or a dead battery. */
export interface Draft {
  readonly text: string;
  /** The reply that was sent and not yet seen in the log: sent again with the same id, so it counts once. */
  readonly sending: { readonly message_id: string; readonly text: string } | null;
}

type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem">;

const NO_DRAFT: Draft = { text: "", sending: null };
const keyOf = (sessionId: string) => `cairn.draft.${sessionId}`;

/** The draft kept for a session; empty when there is none or when it cannot be read. */
export function readDraft(shelf: Shelf | null, sessionId: string): Draft {
  try {
    const kept: unknown = JSON.parse(shelf?.getItem(keyOf(sessionId)) ?? "null");
    if (typeof kept !== "object" || kept === null || !("text" in kept) || typeof kept.text !== "string") return NO_DRAFT;
    const sending = "sending" in kept ? kept.sending : null;
    const whole = typeof sending === "object" && sending !== null && "message_id" in sending && "text" in sending ? sending : null;
    return {
      text: kept.text,
      sending:
        whole && typeof whole.message_id === "string" && typeof whole.text === "string"
          ? { message_id: whole.message_id, text: whole.text }
          : null,
    };
  } catch {
    return NO_DRAFT;
  }
}

/** Keeps a draft. Storage may be full or forbidden: then the box still holds the text, only a reload would lose it. */
export function keepDraft(shelf: Shelf | null, sessionId: string, draft: Draft): void {
  try {
    if (draft.text === "" && !draft.sending) shelf?.removeItem(keyOf(sessionId));
    else shelf?.setItem(keyOf(sessionId), JSON.stringify(draft));
  } catch {
    // Nothing to do: see above.
  }
}
