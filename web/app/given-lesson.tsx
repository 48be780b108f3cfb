import "../ui/sheet.css";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { LessonBody } from "../../src/protocol/http.schema.ts";
import { refusalText } from "../ui/refusal.ts";
import { text } from "../ui/text.ts";
import { createSession } from "./api.ts";
import { FetchedPage, Lost } from "./fetched-page.tsx";
import { getAs } from "./get-as.ts";
import { Lesson } from "./lesson-card.tsx";
import { goTo } from "./navigation.ts";
import { deliveryOf, sessionPath } from "./route.ts";
import { codeOf, useFetched } from "./use-fetched.ts";
import { isFields } from "./wire.ts";

const isLesson = (body: unknown): body is LessonBody =>
  isFields(body) && isFields(body["lesson"]) && typeof body["lesson"]["lesson_id"] === "string";

/** One lesson, for whoever was given its address. */
export function GivenLesson({ lessonId }: { lessonId: string }): JSX.Element {
  const from = useFetched(() => getAs(`/lessons/${encodeURIComponent(lessonId)}`, isLesson));
  const [isStarting, setStarting] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const start = async () => {
    if (isStarting) return;
    setStarting(true);
    setFault(null);
    try {
      goTo(sessionPath(await createSession({ lesson_id: lessonId, ...deliveryOf(location.search) })));
    } catch (error) {
      setFault(text.answer.not_done(refusalText(codeOf(error))));
      setStarting(false);
    }
  };
  return (
    <FetchedPage
      from={from}
      class="narrow"
      title={(body) => [body?.lesson.title ?? text.given.title]}
      loading={text.shelf.loading}
      stale={text.given.stale}
      lost={(code) => (code === "lesson_not_found" ? <Lost words={text.given.lost} href="/" link={text.lessons} /> : null)}
    >
      {({ lesson }) => (
        <>
          <header>
            <h1 tabIndex={-1}>{text.given.title}</h1>
            <p class="lead-line">{text.given.lead}</p>
          </header>
          <section aria-label={text.given.title}>
            <ul class="cards">
              <Lesson lesson={lesson} heading="h2" starting={isStarting} refusal={fault} onStart={() => void start()} />
            </ul>
          </section>
        </>
      )}
    </FetchedPage>
  );
}
