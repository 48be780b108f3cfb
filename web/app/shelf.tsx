import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { CreateSessionBody, SessionCard } from "../../src/protocol/http.schema.ts";
import { CairnPicture, StoneRow } from "../ui/cairn.tsx";
import { refusalText } from "../ui/refusal.ts";
import { text } from "../ui/text.ts";
import { Trouble } from "../ui/trouble.tsx";
import { createSession, fetchShelf, Refused, type ShelfContents } from "./api.ts";
import { DueLine } from "./due-line.tsx";
import { cameFromInside, focusHeading, goTo } from "./navigation.ts";
import { deliveryOf, sessionPath } from "./route.ts";
import { Lesson, stonesOf } from "./lesson-card.tsx";
import { StartOwn } from "./start-own.tsx";

/** What is being started: a lesson's id, or the learner's own. */
type Starting = string | null;
const OWN = "own";

/** The start page: lessons to pick, lessons to go on with, and one field for a lesson of one's own. */
export function Shelf({ first }: { first: Promise<ShelfContents> }): JSX.Element {
  const [shown, setShown] = useState<ShelfContents | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [starting, setStarting] = useState<Starting>(null);
  const [refusal, setRefusal] = useState<{ of: string; code: string } | null>(null);

  const load = (contents: Promise<ShelfContents>) => {
    setTrouble(null);
    contents.then(setShown, (error: unknown) => setTrouble(error instanceof Refused ? error.code : "offline"));
  };
  useEffect(() => load(first), []);
  useEffect(() => {
    document.title = text.page_title(text.shelf.title);
    if (cameFromInside()) focusHeading();
  }, []);

  const start = async (of: string, body: CreateSessionBody) => {
    if (starting !== null) return;
    setStarting(of);
    setRefusal(null);
    try {
      goTo(sessionPath(await createSession({ ...body, ...deliveryOf(location.search) })));
    } catch (error) {
      setRefusal({ of, code: error instanceof Refused ? error.code : "offline" });
      setStarting(null);
    }
  };
  const refusalOf = (of: string) => (refusal?.of === of ? text.answer.not_done(refusalText(refusal.code)) : null);

  if (trouble) return <Trouble code={trouble} retry={() => load(fetchShelf())} />;
  return (
    <main id="main" class="shelf">
      <section class="hero">
        <div>
          <h1 tabIndex={-1}>{text.shelf.promise}</h1>
          <p>{text.shelf.how}</p>
          <DueLine isAsked={shown?.has_begun ?? false} />
        </div>
        <CairnPicture stones={["laid", "laid", "laid", "laid", "current"]} />
      </section>

      {shown && shown.open.length > 0 && (
        <section aria-labelledby="open">
          <h2 id="open">{text.shelf.open}</h2>
          <ul class="open-sessions">
            {shown.open.slice(0, 4).map((session) => (
              <OpenSession key={session.session_id} session={session} />
            ))}
          </ul>
        </section>
      )}

      <section aria-labelledby="pick" aria-busy={shown === null}>
        <h2 id="pick">{text.shelf.lessons}</h2>
        {shown?.lessons.length === 0 && <p class="note">{text.shelf.empty}</p>}
        {shown === null && <p class="visually-hidden">{text.shelf.loading}</p>}
        <ul class="cards">
          {shown === null && [1, 2, 3].map((key) => <li key={key} class="card blank" />)}
          {shown?.lessons.map((lesson) => (
            <Lesson
              key={lesson.lesson_id}
              lesson={lesson}
              heading="h3"
              goOn={shown.open.find(({ lesson_id }) => lesson_id === lesson.lesson_id)?.session_id}
              isFinished={shown.finished.has(lesson.lesson_id)}
              starting={starting === lesson.lesson_id}
              refusal={refusalOf(lesson.lesson_id)}
              onStart={() => start(lesson.lesson_id, { lesson_id: lesson.lesson_id })}
            />
          ))}
        </ul>
      </section>

      <StartOwn starting={starting === OWN} refusal={refusalOf(OWN)} onStart={(body) => start(OWN, body)} />
    </main>
  );
}

function OpenSession({ session }: { session: SessionCard }): JSX.Element {
  const seconds = (Date.now() - Date.parse(session.updated_at)) / 1_000;
  return (
    <li class="open-session">
      <a href={sessionPath(session.session_id)} dir="auto">
        {session.title}
      </a>
      <span class="note">
        {session.node_count > 0 ? text.shelf.progress(session.current_index, session.node_count) : text.shelf.not_begun}
        {" · "}
        {text.shelf.when(Math.max(0, seconds))}
      </span>
      {session.node_count > 0 && <StoneRow stones={stonesOf(session.node_count, session.current_index)} />}
    </li>
  );
}
