import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { text } from "./text.ts";

interface Props {
  readonly title: string;
  readonly confirm: string;
  /** The way back; a lesson's "Stay here" unless it says otherwise. */
  readonly keep?: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** Asks before something that cannot be undone. The browser keeps the focus inside and gives it back. */
export function ConfirmDialog({ title, confirm, keep = text.cancel, onConfirm, onClose, children }: Props): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} aria-labelledby="confirm-title" onClose={onClose}>
      <h2 id="confirm-title">{title}</h2>
      <p>{children}</p>
      <div class="actions">
        <button type="button" class="button" onClick={() => dialog.current?.close()}>
          {keep}
        </button>
        <button
          type="button"
          class="button quiet"
          onClick={() => {
            onConfirm();
            dialog.current?.close();
          }}
        >
          {confirm}
        </button>
      </div>
    </dialog>
  );
}
