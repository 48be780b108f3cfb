import type { ComponentChildren, JSX } from "preact";
import { useEffect } from "preact/hooks";
import { text } from "../ui/text.ts";
import { Trouble } from "../ui/trouble.tsx";
import { cameFromInside, focusHeading } from "./navigation.ts";
import type { Fetched } from "./use-fetched.ts";

interface Props<T> {
  readonly from: Fetched<T>;
  /** Parts of the title, from what was fetched; the first names the page while there is nothing yet. */
  readonly title: (value: T | null) => readonly string[];
  readonly class?: string;
  /** Said while nothing is there yet. */
  readonly loading: string;
  /** Said while what is there could not be fetched again. */
  readonly stale: string;
  /** What stands here instead for codes of trouble that only this page meets; null for all others. */
  readonly lost?: (code: string) => JSX.Element | null;
  readonly children: (value: T) => ComponentChildren;
}

/** A page of what was fetched: its waiting, its trouble, its title and where the focus goes. What was there before stays when fetching again fails. */
export function FetchedPage<T>({ from, title, class: name = "", loading, stale, lost, children }: Props<T>): JSX.Element {
  const { value, trouble, reload } = from;
  const parts = title(value);
  useEffect(() => {
    document.title = text.page_title(...parts);
  }, [parts.join()]);
  const isShown = value !== null || trouble !== null;
  useEffect(() => {
    if (isShown && cameFromInside()) focusHeading();
  }, [isShown]);

  if (value === null && trouble !== null) return lost?.(trouble) ?? <Trouble code={trouble} retry={() => void reload()} />;
  return (
    <main id="main" class={`sheet ${name}`} aria-busy={value === null}>
      {value === null ? (
        <>
          <h1 tabIndex={-1}>{parts[0]}</h1>
          <p class="note">{loading}</p>
        </>
      ) : (
        <>
          {trouble !== null && (
            <p class="fault" role="alert">
              {stale}{" "}
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

/** What stands where something is not to be found: what happened, what is safe, and where to go instead. */
export function Lost({
  words,
  href,
  link,
}: {
  words: { what: string; safe: string; action: string };
  href: string;
  link: string;
}): JSX.Element {
  return (
    <main id="main" class="trouble">
      <h1 tabIndex={-1}>{words.what}</h1>
      <p>
        {words.safe} {words.action}
      </p>
      <p class="actions">
        <a class="button" href={href}>
          {link}
        </a>
      </p>
    </main>
  );
}
