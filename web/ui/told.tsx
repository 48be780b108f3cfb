import type { JSX } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { Markdown } from "./markdown.tsx";

interface Props {
  readonly words: string;
  readonly lang: string | undefined;
  /** They are still being written: `fresh`, or sent back and about to give way: `stale`. Null once they are delivered. */
  readonly growing: "fresh" | "stale" | null;
}

/**
 * What the tutor tells, which may grow and may be replaced. Words that give way fade where they stood, and the room they took stays taken, so that nothing
 * moves under the reader's eyes.
 */
export function Told({ words, lang, growing }: Props): JSX.Element {
  const place = useRef<HTMLDivElement>(null);
  const shown = useRef({ words, height: 0 });
  const [gone, setGone] = useState<string | null>(null);
  useLayoutEffect(() => {
    const { words: before, height } = shown.current;
    const element = place.current;
    if (!element) return;
    const isOther = !words.startsWith(before);
    if (growing === null) element.style.minBlockSize = "";
    else if (isOther) element.style.minBlockSize = `${height}px`;
    if (isOther && matchMedia("(prefers-reduced-motion: no-preference)").matches) setGone(before);
    shown.current = { words, height: element.offsetHeight };
  }, [words, growing]);
  return (
    <div ref={place} class={`told ${growing ?? ""} ${gone === null ? "" : "replaced"}`}>
      {gone !== null && (
        <div class="gone" aria-hidden="true" inert onAnimationEnd={() => setGone(null)}>
          <Markdown class="teach" source={gone} lang={lang} />
        </div>
      )}
      <Markdown key="now" class="teach" source={words} lang={lang} />
    </div>
  );
}
