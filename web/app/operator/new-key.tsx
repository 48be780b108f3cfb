import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { CreatedApiKey } from "../../../src/protocol/operator.schema.ts";
import { words } from "./text.en.ts";

const t = words.keys;

interface Props {
  readonly created: CreatedApiKey;
  readonly say: (what: string) => void;
  readonly onDone: () => void;
}

/** A key that was just made: the only time that anybody sees it. */
export function NewKey({ created, say, onDone }: Props): JSX.Element {
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState<string | null>(null);
  useEffect(() => field.current?.focus(), [created.key]);

  const copy = async () => {
    const what = await navigator.clipboard.writeText(created.key).then(
      () => t.copied,
      () => t.copy_failed,
    );
    setCopied(what);
    say(what);
    field.current?.select();
  };
  return (
    <div class="notice new-key">
      <div class="field">
        <label for="new-key">{t.created_label(created.api_key.label)}</label>
        <div class="entry">
          <input
            ref={field}
            id="new-key"
            type="text"
            readOnly
            value={created.key}
            aria-describedby="new-key-note"
            onFocus={(focus) => focus.currentTarget.select()}
          />
          <button type="button" class="button" onClick={() => void copy()}>
            {t.copy}
          </button>
          <button type="button" class="ghost" onClick={onDone}>
            {t.done}
          </button>
        </div>
        <p id="new-key-note" class="note">
          {copied ?? t.created}
        </p>
      </div>
    </div>
  );
}
