import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { text } from "./text.ts";

function kindOf(code: string): keyof typeof text.trouble {
  if (code === "not_found" || code === "offline") return code;
  if (code === "session_not_found" || code === "unauthenticated") return "session_not_found";
  return code === "unavailable" ? "offline" : "server";
}

/** A page that could not be shown: what happened, what is safe, what to do. Tries again by itself when the network is back. */
export function Trouble({ code, retry }: { code: string; retry?: (() => void) | undefined }): JSX.Element {
  const kind = kindOf(code);
  const words = text.trouble[kind];
  useEffect(() => {
    if (!retry || kind !== "offline") return;
    addEventListener("online", retry);
    return () => removeEventListener("online", retry);
  }, [retry, kind]);
  return (
    <main id="main" class="trouble">
      <h1 tabIndex={-1}>{words.what}</h1>
      <p>
        {words.safe} {words.action}
      </p>
      <p class="actions">
        {retry && (kind === "offline" || kind === "server") && (
          <button type="button" class="button" onClick={retry}>
            {text.retry}
          </button>
        )}
        <a class="button quiet" href="/">
          {text.lessons}
        </a>
      </p>
    </main>
  );
}
