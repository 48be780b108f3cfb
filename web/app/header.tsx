import type { JSX } from "preact";
import { Mark } from "../ui/cairn.tsx";
import { text } from "../ui/text.ts";

/** The mark, and inside a lesson its title and the ways out: leaving never loses anything. */
export function Header({ lesson, lang }: { lesson?: string | undefined; lang?: string | undefined }): JSX.Element {
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
            <a class="wide-only" href="/">
              {text.lessons}
            </a>
            <a href="/" title={text.lesson.leave_note}>
              {text.lesson.leave}
            </a>
          </nav>
        </>
      )}
    </header>
  );
}
