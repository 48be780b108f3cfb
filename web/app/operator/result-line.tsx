import type { JSX } from "preact";
import type { Acting } from "./use-act.ts";

/** How the last action ended. Successes are told by the page's live region, so this line is only for the eye. */
export function ResultLine({ result }: Pick<Acting, "result">): JSX.Element | null {
  if (!result) return null;
  return result.isFault ? (
    <p class="fault" role="alert">
      {result.what}
    </p>
  ) : (
    <p class="done">{result.what}</p>
  );
}
