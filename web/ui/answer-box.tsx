import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { AskedItem } from "../../src/protocol/lesson.schema.ts";
import { programEdit } from "./program-keys.ts";
import { text } from "./text.ts";

interface Props {
  readonly form: AskedItem["form"];
  readonly value: string;
  readonly maxChars: number;
  /** Whether there is something to send and somebody to hear it. */
  readonly ready: boolean;
  readonly onType: (value: string) => void;
  readonly onSend: () => void;
  /** What stands beside the button: hints and the like. */
  readonly children: ComponentChildren;
}

/** The one place to answer. It grows with the text, sends with Enter, and can be written in while others are at work. */
export function AnswerBox({ form, value, maxChars, ready, onType, onSend, children }: Props): JSX.Element {
  const box = useRef<HTMLTextAreaElement>(null);
  /** Escape was pressed: the next Tab leaves the box whatever stands in it, so that nobody is held by the keyboard. */
  const leaving = useRef(false);
  const [letters, setLetters] = useState(false);
  const over = value.length - maxChars;
  useEffect(() => growWithText(box.current), [value]);

  const send = () => {
    if (ready && over <= 0) onSend();
    box.current?.focus();
  };
  const keyed = (key: KeyboardEvent) => {
    if (key.isComposing) return;
    const wasLeaving = leaving.current;
    leaving.current = key.key === "Escape" || (wasLeaving && key.key === "Shift");
    const withControl = key.ctrlKey || key.metaKey;
    // A program has lines of its own, so there Enter makes one.
    if (key.key === "Enter" && (form === "code" ? withControl : !key.shiftKey)) {
      key.preventDefault();
      return send();
    }
    if (form !== "code" || withControl || key.altKey || !box.current || (wasLeaving && key.key === "Tab")) return;
    const { value: program, selectionStart, selectionEnd } = box.current;
    const edit = selectionStart === selectionEnd || key.key === "Enter" ? programEdit(key, program.slice(0, selectionStart)) : null;
    if (!edit) return;
    key.preventDefault();
    write(box.current, selectionStart - edit.remove, selectionEnd, edit.insert);
  };
  return (
    <form
      class={`answer ${form}`}
      onSubmit={(submit) => {
        submit.preventDefault();
        send();
      }}
    >
      <label class="visually-hidden" for="answer">
        {text.answer.label}
      </label>
      <textarea
        id="answer"
        ref={box}
        rows={1}
        dir="auto"
        value={value}
        placeholder={text.answer[form]}
        inputMode={form === "numeric" && !letters ? "decimal" : "text"}
        enterkeyhint={form === "code" ? "enter" : "send"}
        spellcheck={form === "open" || form === "choice"}
        autocapitalize={form === "code" ? "off" : "sentences"}
        autocomplete="off"
        aria-describedby={over > 0 ? "answer-note" : form === "code" ? "answer-keys" : undefined}
        aria-invalid={over > 0 ? true : undefined}
        onInput={(input) => onType(input.currentTarget.value)}
        onKeyDown={keyed}
      />
      {over > 0 && (
        <p id="answer-note" class="fault">
          {text.answer.too_long(over)}
        </p>
      )}
      <div class="row">
        {children}
        {form === "numeric" && (
          <button
            type="button"
            class="ghost touch-only"
            onClick={() => {
              setLetters(!letters);
              box.current?.focus();
            }}
          >
            {letters ? text.answer.digits : text.answer.letters}
          </button>
        )}
        {form === "code" && (
          <span id="answer-keys" class="note wide-only">
            {text.answer.code_keys}
          </span>
        )}
        <button type="submit" class="button" aria-disabled={!ready || over > 0}>
          {text.answer.send}
        </button>
      </div>
    </form>
  );
}

/** Writes as if it had been typed, so that it can be undone; `execCommand` is the one way to that. */
function write(box: HTMLTextAreaElement, start: number, end: number, words: string): void {
  box.setSelectionRange(start, end);
  if (document.execCommand(words === "" ? "delete" : "insertText", false, words)) return;
  box.setRangeText(words, start, end, "end");
  box.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

/** For browsers that cannot do it by style alone. */
function growWithText(box: HTMLTextAreaElement | null): void {
  if (!box || CSS.supports("field-sizing", "content")) return;
  box.style.blockSize = "auto";
  box.style.blockSize = `${box.scrollHeight}px`;
}
