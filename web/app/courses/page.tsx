import type { ComponentChildren, JSX } from "preact";
import { refusalText } from "../../ui/refusal.ts";
import { text } from "../../ui/text.ts";
import { FetchedPage, Lost } from "../fetched-page.tsx";
import { COURSES_PATH } from "../route.ts";
import { codeOf, type Fetched } from "../use-fetched.ts";
import { words } from "./text.en.ts";

interface Props<T> {
  readonly from: Fetched<T>;
  readonly title: (value: T | null) => readonly string[];
  readonly class?: string;
  readonly children: (value: T) => ComponentChildren;
}

/** A page of who teaches. */
export function Page<T>(props: Props<T>): JSX.Element {
  return <FetchedPage {...props} loading={words.loading} stale={words.reload} lost={lost} />;
}

function lost(code: string): JSX.Element | null {
  if (code === "not_an_author") return <Lost words={words.trouble.not_an_author} href="/" link={text.lessons} />;
  // Whoever was never here has no courses, whatever the address says.
  const own: Readonly<Record<string, typeof words.trouble.course_not_found>> = {
    ...words.trouble,
    unauthenticated: words.trouble.course_not_found,
  };
  const found = own[code];
  return found ? <Lost words={found} href={COURSES_PATH} link={words.all.title} /> : null;
}

/** Why something was not done, in the teacher's words. */
export function reasonOf(error: unknown): string {
  const code = codeOf(error);
  const own: Readonly<Record<string, string>> = words.refusal;
  return own[code] ?? refusalText(code);
}
