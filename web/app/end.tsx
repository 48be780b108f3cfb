import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Outcome } from "../../src/protocol/lesson.schema.ts";
import type { LessonCard } from "../../src/protocol/http.schema.ts";
import { CairnPicture, StonePicture } from "../ui/cairn.tsx";
import type { StoneState } from "../ui/stones.ts";
import { text } from "../ui/text.ts";
import { VerdictCard } from "../ui/verdict-card.tsx";
import { fetchLessons } from "./api.ts";
import { DueLine } from "./due-line.tsx";
import { givenPath } from "./route.ts";
import { lastVerdict, type SessionView } from "./session-view.ts";

/** In a list all stones are as wide as those at the bottom of a tall pile. */
const LIST_STONES = 12;

/** The finished cairn: what the learner can do now, what to come back to and when, and where the lesson comes from. Prints well. */
export function End({ view }: { view: SessionView }): JSX.Element {
  const lang = view.lesson?.language;
  const purpose = view.lesson?.purpose;
  const ended = view.turn === "abandoned";
  const hasLaid = view.stones.some((stone) => stone !== "to_come" && stone !== "current");
  const verdict = ended ? null : lastVerdict(view);
  return (
    <main id="main" class="end">
      <header>
        <CairnPicture stones={view.stones} unit={1.2} />
        <div>
          <p class="overline" lang={lang} dir="auto">
            {view.lesson?.title}
          </p>
          <h1 tabIndex={-1}>{ended ? text.end.title_ended : purpose ? text.end.title_of[purpose] : text.end.title}</h1>
          {ended && <p>{hasLaid ? text.end.ended : text.end.ended_early}</p>}
        </div>
      </header>
      {verdict && <VerdictCard verdict={verdict.evaluation} lang={lang} isProgram={verdict.is_program} />}
      <Goals view={view} lang={lang} />
      {view.summary && !purpose && (
        <section>
          <h2>{text.end.closing}</h2>
          <p>{text.end.closing_result[view.summary.closing_check]}</p>
        </section>
      )}
      {view.summary && view.summary.revisit.length > 0 && (
        <section>
          <h2>{text.end.revisit}</h2>
          <ul class="revisit">
            {view.summary.revisit.map((node) => (
              <li key={node.node_id}>
                <span lang={lang} dir="auto">
                  {node.concept}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {hasCounted(view) && <DueLine isAsked={true} after="lesson" />}
      <p class="actions">
        {ended && view.lesson?.basis === "pack" && !purpose && (
          <a class="button quiet" href={givenPath(view.lesson.lesson_id)}>
            {text.end.restart}
          </a>
        )}
        <a class="button" href="/">
          {text.end.again}
        </a>
        <button type="button" class="button quiet" onClick={() => print()}>
          {text.end.print}
        </button>
      </p>
      {view.lesson?.basis === "pack" && <Sources lessonId={view.lesson.lesson_id} lang={lang} />}
    </main>
  );
}

/** Whether an answer was given that counts in what the learner knows. */
const hasCounted = (view: SessionView): boolean =>
  view.chapters.some(({ entries }) =>
    entries.some((entry) => entry.kind === "verdict" && entry.evaluation.user_intent === "attempt_answer" && !entry.evaluation.unverified),
  );

interface Goal {
  readonly id: string;
  readonly goal: string;
  readonly state: StoneState;
  readonly outcome: Outcome["outcome"] | undefined;
}

/** Goals of the stones that were laid, then of those that were skipped, that nothing could verify or that were set aside: these are not what was learned here. */
function Goals({ view, lang }: { view: SessionView; lang: string | undefined }): JSX.Element {
  const goals = view.nodes.flatMap((node, index): Goal[] => {
    const state = view.stones[index] ?? "to_come";
    const outcome = view.summary?.outcomes.find((candidate) => candidate.node_id === node.id)?.outcome;
    return state === "to_come" || state === "current" ? [] : [{ id: node.id, goal: node.goal, state, outcome }];
  });
  const inState = (state: StoneState) => goals.filter((goal) => goal.state === state);
  return (
    <>
      <GoalList title={text.end.goals} goals={inState("laid")} lang={lang} />
      <GoalList title={text.end.placed} goals={inState("placed")} lang={lang} />
      <GoalList title={text.end.unverified} goals={inState("unverified")} lang={lang} />
      <GoalList title={text.end.still_open} goals={inState("set_aside")} lang={lang} />
    </>
  );
}

function GoalList({ title, goals, lang }: { title: string; goals: readonly Goal[]; lang: string | undefined }): JSX.Element | null {
  if (goals.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <ul class="goals">
        {goals.map(({ id, goal, state, outcome }, index) => (
          <li key={id}>
            <StonePicture index={index % 2} count={LIST_STONES} state={state} />
            <span lang={lang} dir="auto">
              {goal}
            </span>
            <span class={`outcome ${outcome ?? state}`}>
              {outcome ? text.end.outcome[outcome] : state === "laid" ? "" : text.trail.state[state]}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Where the lesson comes from: known to the shelf, and left out when the shelf cannot be reached. */
function Sources({ lessonId, lang }: { lessonId: string; lang: string | undefined }): JSX.Element | null {
  const [lesson, setLesson] = useState<LessonCard | null>(null);
  useEffect(() => {
    fetchLessons().then(
      (lessons) => setLesson(lessons.find((candidate) => candidate.lesson_id === lessonId) ?? null),
      () => undefined,
    );
  }, [lessonId]);
  if (!lesson) return null;
  return (
    <section class="sources">
      <h2>{text.end.sources}</h2>
      <ul lang={lang}>
        {lesson.sources.map((source) => (
          <li key={source.title}>
            {source.url?.startsWith("https://") ? (
              <a href={source.url} target="_blank" rel="noopener noreferrer">
                {source.title}
              </a>
            ) : (
              source.title
            )}
            {source.note && ` (${source.note})`}
          </li>
        ))}
      </ul>
      <p class="note">{text.end.licence(lesson.licence)}</p>
    </section>
  );
}
