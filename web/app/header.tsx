import type { JSX } from "preact";
import { Mark } from "../ui/cairn.tsx";
import { text } from "../ui/text.ts";
import { COURSES_PATH, KNOWLEDGE_PATH, type Route } from "./route.ts";

interface Props {
  readonly lesson?: string | undefined;
  readonly lang?: string | undefined;
  /** Whether the lesson is over, so that there is nothing to leave. */
  readonly over?: boolean;
  /** Which page this is, where it is no lesson. */
  readonly at?: Route["name"];
}

/** The mark, and inside a lesson its title and the way out: leaving never loses anything. */
export function Header({ lesson, lang, over = false, at }: Props): JSX.Element {
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
        <span class="title" lang={lang} dir="auto">
          {lesson}
        </span>
      )}
      {lesson && !over && (
        <nav>
          <a href="/">
            {text.lesson.leave}
            <span class="wide-only">{text.lesson.leave_note}</span>
          </a>
        </nav>
      )}
      {(over || at) && (
        <nav>
          <a href="/" aria-current={at === "shelf" ? "page" : undefined}>
            {text.lessons}
          </a>
          <a href={KNOWLEDGE_PATH} class={over ? "wide-only" : undefined} aria-current={at === "knowledge" ? "page" : undefined}>
            {text.knowledge.title}
          </a>
          {at && (
            <a href={COURSES_PATH} aria-current={at === "courses" ? "page" : undefined}>
              {text.courses.title}
            </a>
          )}
        </nav>
      )}
    </header>
  );
}
