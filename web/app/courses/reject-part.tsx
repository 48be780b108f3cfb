import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { PartDecision } from "../../../src/protocol/course.schema.ts";
import { words } from "./text.en.ts";

interface Props {
  readonly isBusy: boolean;
  readonly onReject: (decision: PartDecision) => Promise<boolean>;
  readonly onCancel: () => void;
}

/** Why a part is rejected, if the person likes to say so. */
export function RejectPart({ isBusy, onReject, onCancel }: Props): JSX.Element {
  const [reason, setReason] = useState("");
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <form
      class="fields"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void onReject({ decision: "rejected", reason: reason.trim() });
      }}
    >
      <label>
        {words.desk.reason}
        <input
          ref={field}
          type="text"
          maxLength={400}
          dir="auto"
          autocomplete="off"
          value={reason}
          onInput={(input) => setReason(input.currentTarget.value)}
        />
      </label>
      <p class="actions">
        <button type="submit" class="button" aria-disabled={isBusy}>
          {words.desk.reject}
        </button>
        <button type="button" class="button quiet" onClick={onCancel}>
          {words.desk.cancel}
        </button>
      </p>
    </form>
  );
}
