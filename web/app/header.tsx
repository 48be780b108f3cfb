import type { JSX } from "preact";
import { Mark } from "../ui/cairn.tsx";
import { text } from "../ui/text.ts";

interface Props {
  readonly lesson?: string | undefined;
  readonly lang?: string | undefined;
  /** Whether the lesson is over, so that there is nothing to leave. */
  readonly over?: boolean;
}

/** The mark, and inside a lesson its title and the way out: leaving never loses anything. */
export function Header({ lesson, lang, over = false }: Props): JSX.Element {
  return (
    <header class="site">
      <a class="skip" href="#main">
        {text.skip}
      </a>
      <a class="mark" href="/" aria-label={text.home}>
        <Mark />
        {text.product}
      </a>
      {lesson && (
        <>
          <span class="title" lang={lang} dir="auto">
            {lesson}
          </span>
          <nav>
            {!over && <span class="wide-only">{text.lesson.leave_note}</span>}
            <a href="/">{over ? text.lessons : text.lesson.leave}</a>
          </nav>
        </>
      )}
    </header>
  );
}
