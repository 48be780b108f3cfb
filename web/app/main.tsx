import { type JSX, render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { text } from "../ui/text.ts";
import { Trouble } from "../ui/trouble.tsx";
import { fetchShelf } from "./api.ts";
import { Header } from "./header.tsx";
import { useRoute } from "./navigation.ts";
import type { CourseRoute, KnowledgeRoute } from "./route.ts";
import { Session } from "./session.tsx";

function Page(): JSX.Element {
  const route = useRoute();
  if (route.name === "session") return <Session key={route.session_id} sessionId={route.session_id} />;
  if (route.name === "operator") return <LaterOperator />;
  return (
    <>
      <Header at={route.name} />
      {route.name === "shelf" ? (
        <LaterShelf />
      ) : route.name === "not_found" ? (
        <Trouble code="not_found" />
      ) : route.name === "given" ? (
        <LaterGiven key={route.lesson_id} lessonId={route.lesson_id} />
      ) : isOfCourses(route) ? (
        <LaterCourses at={route} />
      ) : (
        <LaterKnowledge at={route} />
      )}
    </>
  );
}

const isOfCourses = (route: CourseRoute | KnowledgeRoute): route is CourseRoute =>
  route.name === "courses" || route.name === "course" || route.name === "document" || route.name === "draft";

/** The shelf comes as a file of its own, so that a lesson opens without it. */
function LaterShelf(): JSX.Element | null {
  // What stands on the shelf is asked for at once, beside the file that shows it.
  const [first] = useState(fetchShelf);
  // Refusals are the shelf's to tell; without it there is nobody to tell them.
  useEffect(() => void first.catch(() => undefined), []);
  return useLater(
    () => import("./shelf.tsx"),
    ({ Shelf }) => <Shelf first={first} />,
  );
}

/** As for the shelf. */
const LaterGiven = ({ lessonId }: { lessonId: string }): JSX.Element | null =>
  useLater(
    () => import("./given-lesson.tsx"),
    ({ GivenLesson }) => <GivenLesson lessonId={lessonId} />,
  );

/** What the learner knows is shown by a file of its own, with styles of its own: a lesson opens without it. */
const LaterKnowledge = ({ at }: { at: KnowledgeRoute }): JSX.Element | null =>
  useLater(
    () => import("./knowledge/knowledge.tsx"),
    ({ Knowledge }) => <Knowledge at={at} />,
  );

/** As for the pages of who teaches: learners never load them. */
const LaterCourses = ({ at }: { at: CourseRoute }): JSX.Element | null =>
  useLater(
    () => import("./courses/courses.tsx"),
    ({ Courses }) => <Courses at={at} />,
  );

/** As for the operator's page. */
const LaterOperator = (): JSX.Element =>
  useLater(
    () => import("./operator/operator.tsx"),
    ({ Operator }) => <Operator path={location.pathname} />,
  ) ?? <Header />;

/** What a module shows, once it is here; nothing before, and what to do where it does not come. */
function useLater<M>(load: () => Promise<M>, show: (module: M) => JSX.Element): JSX.Element | null {
  const [module, setModule] = useState<{ readonly value: M } | "lost" | null>(null);
  useEffect(() => {
    load().then(
      (value) => setModule({ value }),
      () => setModule("lost"),
    );
  }, []);
  if (module === "lost") return <Trouble code="offline" retry={() => location.reload()} />;
  return module && show(module.value);
}

document.documentElement.lang = text.locale;
document.documentElement.dir = text.dir;
// The lesson decides what comes into sight on a reload.
history.scrollRestoration = "manual";
const place = document.getElementById("app");
if (place) render(<Page />, place);
