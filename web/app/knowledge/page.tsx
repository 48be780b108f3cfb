import type { ComponentChildren, JSX } from "preact";
import { refusalText } from "../../ui/refusal.ts";
import { text } from "../../ui/text.ts";
import { FetchedPage, Lost } from "../fetched-page.tsx";
import { KNOWLEDGE_PATH } from "../route.ts";
import type { Fetched } from "../use-fetched.ts";
import { words } from "./text.en.ts";

interface Props<T> {
  readonly from: Fetched<T>;
  readonly title: (value: T | null) => readonly string[];
  readonly class?: string;
  readonly children: (value: T) => ComponentChildren;
}

/** A page about what the learner knows. */
export function Page<T>(props: Props<T>): JSX.Element {
  return <FetchedPage {...props} loading={words.loading} stale={words.reload} lost={lost} />;
}

const lost = (code: string): JSX.Element | null =>
  code === "skill_not_found" ? <Lost words={words.trouble.skill_not_found} href={KNOWLEDGE_PATH} link={text.knowledge.title} /> : null;

/** Why something was refused, in the learner's words. */
export function reasonOf(code: string): string {
  const own: Readonly<Record<string, string>> = words.refusal;
  return own[code] ?? refusalText(code);
}
