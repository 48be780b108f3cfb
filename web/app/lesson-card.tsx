import type { JSX } from "preact";
import type { LessonCard } from "../../src/protocol/http.schema.ts";
import { CairnPicture } from "../ui/cairn.tsx";
import type { StoneState } from "../ui/stones.ts";
import { text } from "../ui/text.ts";
import { sessionPath } from "./route.ts";

/** As many stones as a lesson has steps, those laid first. */
export const stonesOf = (count: number, laid: number): StoneState[] =>
  Array.from({ length: count }, (_, index) => (index < laid ? "laid" : index === laid ? "current" : "to_come"));

interface LessonProps {
  readonly lesson: LessonCard;
  /** One level below the heading that it stands under. */
  readonly heading: "h2" | "h3";
  /** The session in which the learner is at it already: gone on with there, instead of beginning once more. */
  readonly goOn?: string | undefined;
  readonly isFinished?: boolean;
  readonly starting: boolean;
  readonly refusal: string | null;
  readonly onStart: () => void;
}

/** A lesson to pick: what it is about, what one can do afterwards, how long it takes. */
export function Lesson({ lesson, heading: Heading, goOn, isFinished = false, starting, refusal, onStart }: LessonProps): JSX.Element {
  return (
    <li class="card">
      <p class="overline" lang={lesson.language}>
        {lesson.subject}
      </p>
      <Heading lang={lesson.language} dir="auto">
        {lesson.title}
      </Heading>
      <p lang={lesson.language} dir="auto">
        {lesson.promise}
      </p>
      {refusal && (
        <p class="fault" role="alert">
          {refusal}
        </p>
      )}
      <div class="card-foot">
        <CairnPicture stones={stonesOf(lesson.node_count, lesson.node_count)} />
        <span class="note">
          {text.minutes(lesson.minutes)} · {text.stones(lesson.node_count)}
          {isFinished && <strong class="finished">{text.shelf.finished}</strong>}
        </span>
        {goOn === undefined ? (
          <button
            type="button"
            class={isFinished ? "button quiet" : "button"}
            aria-disabled={starting}
            onClick={onStart}
            aria-label={text.shelf.start_lesson(lesson.title)}
          >
            {starting ? text.shelf.starting : text.shelf.start}
          </button>
        ) : (
          <a class="button" href={sessionPath(goOn)} aria-label={text.shelf.go_on_lesson(lesson.title)}>
            {text.shelf.go_on}
          </a>
        )}
      </div>
    </li>
  );
}
