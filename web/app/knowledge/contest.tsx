import type { JSX } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { faultIn, keepReason, keptReason, MAX_REASON_CHARS } from "./contest-draft.ts";
import { knowledgeApi } from "./knowledge-api.ts";
import { reasonOf } from "./page.tsx";
import { words } from "./text.en.ts";
import { codeOf } from "../use-fetched.ts";

interface Props {
  readonly skill: string;
  readonly evidenceId: string;
  /** Whether the learner has just asked for it. */
  readonly wantsFocus: boolean;
  readonly onCancel: () => void;
  readonly onSent: (reason: string) => Promise<void>;
}

/** One short field beside a verdict: what is wrong with it. What is typed stays until it has arrived. */
export function Contest({ skill, evidenceId, wantsFocus, onCancel, onSent }: Props): JSX.Element {
  const [reason, setReason] = useState(() => keptReason(evidenceId));
  const [isSending, setSending] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  // Before the browser paints: whoever types on at once loses no letter.
  useLayoutEffect(() => {
    if (wantsFocus) field.current?.focus();
  }, []);

  const type = (typed: string) => {
    setReason(typed);
    keepReason(evidenceId, typed);
    setFault(null);
  };
  const send = async () => {
    if (isSending) return;
    const wrong = faultIn(reason);
    if (wrong) {
      setFault(wrong === "empty" ? words.contest.empty : words.contest.too_long(reason.trim().length - MAX_REASON_CHARS));
      return field.current?.focus();
    }
    setSending(true);
    setFault(null);
    try {
      await knowledgeApi.contest(skill, evidenceId, reason.trim());
      keepReason(evidenceId, "");
    } catch (error) {
      setFault(words.contest.not_sent(reasonOf(codeOf(error))));
      return setSending(false);
    }
    await onSent(reason.trim());
  };
  const id = (part: string) => `${part}-${evidenceId}`;
  return (
    <form
      class="contest"
      onSubmit={(submit) => {
        submit.preventDefault();
        void send();
      }}
    >
      <label for={id("reason")}>{words.contest.label}</label>
      <textarea
        ref={field}
        id={id("reason")}
        rows={3}
        dir="auto"
        value={reason}
        aria-invalid={fault !== null}
        aria-describedby={fault ? `${id("fault")} ${id("note")}` : id("note")}
        onInput={(input) => type(input.currentTarget.value)}
      />
      {fault && (
        <p id={id("fault")} class="fault" role="alert">
          {fault}
        </p>
      )}
      <p id={id("note")} class="note">
        {words.contest.note}
      </p>
      <p class="actions">
        <button type="submit" class="button" aria-disabled={isSending}>
          {isSending ? words.contest.sending : words.contest.send}
        </button>
        <button type="button" class="button quiet" onClick={onCancel}>
          {words.contest.cancel}
        </button>
      </p>
    </form>
  );
}
