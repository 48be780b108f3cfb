import type { JSX } from "preact";
import type { CitedAnswer } from "../../../src/protocol/course.schema.ts";
import { FoundList } from "./found.tsx";
import { words } from "./text.en.ts";

interface Props {
  readonly question: string;
  readonly answer: CitedAnswer;
  readonly language: string;
}

/** What the sources say to a question: each sentence with the places that say so, and how they were found. */
export function Answered({ question, answer, language }: Props): JSX.Element {
  const numberOf = new Map(answer.passages.map(({ passage }, index) => [passage.passage_id, index + 1]));
  return (
    <div class="found-what">
      <h3 dir="auto">{words.find.answer(question)}</h3>
      {answer.status === "answered" ? (
        <>
          <p class="said" lang={language} dir="auto">
            {answer.sentences.map(({ text, citations }) => (
              <span key={text}>
                {text}
                {citations.flatMap((id) => {
                  const number = numberOf.get(id);
                  return number === undefined ? [] : [<Citation key={id} number={number} />];
                })}{" "}
              </span>
            ))}
          </p>
          <p class="note">{words.find.by[answer.by]}</p>
        </>
      ) : (
        <p class="said">{words.find.not_in_sources}</p>
      )}
      {answer.passages.length > 0 && (
        <>
          <h4 class="overline">{answer.status === "answered" ? words.find.cited : words.find.nearest}</h4>
          <FoundList found={answer.passages} language={language} />
        </>
      )}
      <details>
        <summary>{words.find.steps(answer.steps.length)}</summary>
        <ol class="steps">
          {answer.steps.map((step, index) => (
            <li key={index}>
              <strong>{words.find.step[step.kind]}</strong> {step.detail}
              {step.found !== null && <span class="note"> {words.find.step_found(step.found)}</span>}
            </li>
          ))}
        </ol>
      </details>
    </div>
  );
}

/** Goes to the passage below, which leads on to its document. */
function Citation({ number }: { number: number }): JSX.Element {
  return (
    <sup>
      <a href={`#found-${number}`} class="citation">
        {number}
      </a>
    </sup>
  );
}
