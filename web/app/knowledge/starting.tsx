import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { goTo } from "../navigation.ts";
import { sessionPath } from "../route.ts";
import { reasonOf } from "./page.tsx";
import { words } from "./text.en.ts";
import { codeOf } from "../use-fetched.ts";

interface Props {
  readonly label: string;
  readonly note?: string;
  readonly isQuiet?: boolean;
  /** Starts a session and answers its id. */
  readonly start: () => Promise<string>;
}

/** A button that starts a session and goes there; where that fails, it says why and stays. */
export function StartButton({ label, note, isQuiet = false, start }: Props): JSX.Element {
  const [isStarting, setStarting] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const begin = async () => {
    if (isStarting) return;
    setStarting(true);
    setRefusal(null);
    try {
      goTo(sessionPath(await start()));
    } catch (error) {
      setRefusal(codeOf(error));
      setStarting(false);
    }
  };
  return (
    <div class="starting">
      <button
        type="button"
        class={isQuiet ? "button quiet" : "button large"}
        aria-disabled={isStarting}
        aria-describedby={note ? "starting-note" : undefined}
        onClick={() => void begin()}
      >
        {isStarting ? words.skill.starting : label}
      </button>
      {note && (
        <p id="starting-note" class="note">
          {note}
        </p>
      )}
      {refusal && (
        <p class="fault" role="alert">
          {words.not_begun(reasonOf(refusal))}
        </p>
      )}
    </div>
  );
}
