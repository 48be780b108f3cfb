import type { JSX } from "preact";
import type { ReviewsBody, SkillCard } from "../../../src/protocol/knowledge.schema.ts";
import { CairnPicture } from "../../ui/cairn.tsx";
import { text } from "../../ui/text.ts";
import { KNOWLEDGE_PATH, skillPath } from "../route.ts";
import { knowledgeApi } from "./knowledge-api.ts";
import { NothingYet } from "./nothing-yet.tsx";
import { Page } from "./page.tsx";
import { StartButton } from "./starting.tsx";
import { words } from "./text.en.ts";
import { useFetched } from "../use-fetched.ts";

interface Queue extends ReviewsBody {
  /** Asked for only where nothing is due: what the next one is taken from. */
  readonly skills: readonly SkillCard[];
}

async function fetchQueue(): Promise<Queue> {
  const reviews = await knowledgeApi.reviews();
  return { ...reviews, skills: reviews.due.length > 0 ? [] : (await knowledgeApi.all()).skills };
}

/** What is due for review, in the order in which it will be asked; the lesson's page is where it is answered. */
export function Review(): JSX.Element {
  const from = useFetched(fetchQueue);
  return (
    <Page from={from} title={() => [words.review.title]} class="narrow">
      {(queue) => {
        if (queue.due.length > 0) return <Due queue={queue} />;
        return queue.skills.length === 0 ? <NothingYet title={words.review.title} /> : <NothingDue queue={queue} />;
      }}
    </Page>
  );
}

function Due({ queue: { due, later } }: { queue: Queue }): JSX.Element {
  return (
    <>
      <header>
        <h1 tabIndex={-1}>{words.review.title}</h1>
        <p class="lead-line">{words.review.lead(due.length)}</p>
        <p class="note">{words.review.about}</p>
      </header>
      <StartButton label={words.review.begin} start={knowledgeApi.beginReview} />
      <section aria-labelledby="order">
        <h2 id="order">{words.review.order}</h2>
        <ol class="queue">
          {due.map(({ skill, name, lesson_title, language, overdue_days }) => (
            <li key={skill}>
              <span class="queue-name">
                <a href={skillPath(skill)} lang={language} dir="auto">
                  {name}
                </a>
                <span class="note" lang={language} dir="auto">
                  {lesson_title}
                </span>
              </span>
              <span class="due-mark">{words.review.overdue(overdue_days)}</span>
            </li>
          ))}
        </ol>
        {later > 0 && <p class="note">{words.review.later(later)}</p>}
      </section>
    </>
  );
}

function NothingDue({ queue: { skills, later } }: { queue: Queue }): JSX.Element {
  const next = skills.reduce<SkillCard | null>(
    (soonest, card) => (card.due_at !== null && (soonest?.due_at ?? "~") > card.due_at ? card : soonest),
    null,
  );
  return (
    <>
      <h1 tabIndex={-1}>{words.review.title}</h1>
      <section class="nothing-yet" aria-labelledby="nothing">
        <CairnPicture stones={["laid", "laid", "laid", "current"]} />
        <div>
          <h2 id="nothing">{later > 0 ? words.review.enough : words.review.nothing}</h2>
          {later > 0 ? (
            <p>{words.review.enough_about(later)}</p>
          ) : next?.due_at ? (
            <p>
              {words.review.next}{" "}
              <a href={skillPath(next.skill)} lang={next.language} dir="auto">
                {next.name}
              </a>
              , {words.review.next_on(next.due_at, Date.now())}
            </p>
          ) : (
            <p>{words.review.next_none}</p>
          )}
          <p class="actions">
            <a class="button" href="/">
              {text.end.again}
            </a>
            <a class="button quiet" href={KNOWLEDGE_PATH}>
              {text.knowledge.title}
            </a>
          </p>
        </div>
      </section>
    </>
  );
}
