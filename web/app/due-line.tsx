import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { text } from "../ui/text.ts";
import { ask } from "./api.ts";
import { KNOWLEDGE_PATH, REVIEW_PATH } from "./route.ts";
import { readDue } from "./wire.ts";

interface Props {
  /** Whether the learner has shown anything yet: nobody else is asked about. */
  readonly isAsked: boolean;
  readonly after?: "lesson";
}

/** One quiet line: what is due for review, once that is known; nothing where nothing is. */
export function DueLine({ isAsked, after }: Props): JSX.Element {
  const [due, setDue] = useState(0);
  useEffect(() => {
    if (!isAsked) return;
    // A line nobody asked for: without an answer it stays away.
    ask("/reviews").then(
      (body) => setDue(readDue(body)),
      () => undefined,
    );
  }, [isAsked]);
  return (
    <p class="due-line">
      {after === "lesson" && (
        <>
          {text.knowledge.kept} <a href={KNOWLEDGE_PATH}>{text.knowledge.title}</a>
          {text.knowledge.kept_for}{" "}
        </>
      )}
      {due > 0 && (
        <>
          {text.knowledge.due(due)} <a href={REVIEW_PATH}>{text.knowledge.review}</a>
        </>
      )}
    </p>
  );
}
