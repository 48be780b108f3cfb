import type { ComponentChildren, JSX } from "preact";
import { useEffect } from "preact/hooks";
import { refusalText } from "../../ui/refusal.ts";
import { text } from "../../ui/text.ts";
import { Trouble } from "../../ui/trouble.tsx";
import { cameFromInside, focusHeading } from "../navigation.ts";
import { KNOWLEDGE_PATH } from "../route.ts";
import { words } from "./text.en.ts";
import type { Fetched } from "./use-fetched.ts";

/** A page of what was fetched: its waiting, its trouble, its title and where the focus goes. What was there before stays when fetching again fails. */
export function Page<T>({
  from,
  title,
  class: name = "",
  children,
}: {
  from: Fetched<T>;
  /** Parts of the title, from what was fetched; the first names the page while there is nothing yet. */
  title: (value: T | null) => readonly string[];
  class?: string;
  children: (value: T) => ComponentChildren;
}): JSX.Element {
  const { value, trouble, reload } = from;
  const parts = title(value);
  useEffect(() => {
    document.title = text.page_title(...parts);
  }, [parts.join()]);
  const isShown = value !== null || trouble !== null;
  useEffect(() => {
    if (isShown && cameFromInside()) focusHeading();
  }, [isShown]);

  if (value === null && trouble === "skill_not_found") return <UnknownSkill />;
  if (value === null && trouble !== null) return <Trouble code={trouble} retry={() => void reload()} />;
  return (
    <main id="main" class={`knowing ${name}`} aria-busy={value === null}>
      {value === null ? (
        <>
          <h1 tabIndex={-1}>{parts[0]}</h1>
          <p class="note">{words.loading}</p>
        </>
      ) : (
        <>
          {trouble !== null && (
            <p class="fault" role="alert">
              {words.reload}{" "}
              <button type="button" class="link" onClick={() => void reload()}>
                {text.retry}
              </button>
            </p>
          )}
          {children(value)}
        </>
      )}
    </main>
  );
}

function UnknownSkill(): JSX.Element {
  const { what, safe, action } = words.trouble.skill_not_found;
  return (
    <main id="main" class="trouble">
      <h1 tabIndex={-1}>{what}</h1>
      <p>
        {safe} {action}
      </p>
      <p class="actions">
        <a class="button" href={KNOWLEDGE_PATH}>
          {text.knowledge.title}
        </a>
      </p>
    </main>
  );
}

/** Why something was refused, in the learner's words. */
export function reasonOf(code: string): string {
  const own: Readonly<Record<string, string>> = words.refusal;
  return own[code] ?? refusalText(code);
}
