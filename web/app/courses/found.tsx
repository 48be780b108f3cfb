import type { ComponentChildren, JSX } from "preact";
import type { FoundPassage } from "../../../src/protocol/course.schema.ts";
import { documentPath } from "../route.ts";
import { markWords } from "./mark-words.ts";
import { words } from "./text.en.ts";

/** Passages that were found, best first: the place of each, its words, and why it was found. */
export function FoundList({ found, language }: { found: readonly FoundPassage[]; language: string }): JSX.Element {
  return (
    <ol class="found-list">
      {found.map((one, index) => (
        <Found key={one.passage.passage_id} one={one} number={index + 1} language={language} />
      ))}
    </ol>
  );
}

function Found({ one, number, language }: { one: FoundPassage; number: number; language: string }): JSX.Element {
  const { passage, why } = one;
  return (
    <li class="found" id={`found-${number}`}>
      <h4>
        <a href={documentPath(passage.document_id, passage.anchor)} dir="auto">
          {words.place(passage, one.document_name)}
        </a>
      </h4>
      <p class="passage" lang={language} dir="auto">
        {markWords(passage.text, why.words).map((part): ComponentChildren => (part.isMarked ? <mark>{part.text}</mark> : part.text))}
      </p>
      <p class="note">
        {[
          words.find.why(one),
          why.words.length > 0 && words.find.words(why.words),
          why.unknown_words.length > 0 && words.find.unknown(why.unknown_words),
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
    </li>
  );
}
