import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { goTo } from "../navigation.ts";
import { givenPath, sessionPath } from "../route.ts";
import { coursesApi } from "./courses-api.ts";
import { Fault } from "./fault.tsx";
import { words } from "./text.en.ts";
import { useDoing } from "./use-doing.ts";

/** What can be done with a lesson that was published: take it oneself, and hand on its address. */
export function Published({ lessonId, isLarge = false }: { lessonId: string; isLarge?: boolean }): JSX.Element {
  const doing = useDoing();
  const [isCopied, setCopied] = useState(false);
  const address = `${location.origin}${givenPath(lessonId)}`;
  return (
    <div class="published">
      <p class="actions">
        <button
          type="button"
          class={isLarge ? "button large" : "button quiet"}
          aria-disabled={doing.isBusy}
          onClick={() => void doing.run(async () => goTo(sessionPath(await coursesApi.beginLesson(lessonId))))}
        >
          {words.lessons.teach}
        </button>
        <button
          type="button"
          class={isLarge ? "button quiet large" : "button quiet"}
          onClick={() => void navigator.clipboard.writeText(address).then(() => setCopied(true))}
        >
          {words.lessons.copy}
        </button>
      </p>
      <p class="note" role="status">
        {isCopied ? words.lessons.copied : <a href={givenPath(lessonId)}>{address}</a>}
      </p>
      <Fault says={doing.fault && words.not_done(doing.fault)} />
    </div>
  );
}
