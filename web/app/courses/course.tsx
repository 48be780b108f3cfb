import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { CourseBody } from "../../../src/protocol/course.schema.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { LiveRegion } from "../../ui/live-region.tsx";
import { goTo } from "../navigation.ts";
import { COURSES_PATH } from "../route.ts";
import { useFetched } from "../use-fetched.ts";
import { coursesApi } from "./courses-api.ts";
import { Drafts } from "./drafts.tsx";
import { Fault } from "./fault.tsx";
import { Find } from "./find.tsx";
import { Materials } from "./materials.tsx";
import { Page } from "./page.tsx";
import { words } from "./text.en.ts";
import { useDoing } from "./use-doing.ts";
import { useProgress } from "./use-progress.ts";

/** One course: its materials, lessons made from them, and what can be found in them. */
export function Course({ courseId }: { courseId: string }): JSX.Element {
  const from = useFetched(() => coursesApi.course(courseId));
  const [says, say] = useState("");
  return (
    <>
      <Page from={from} title={(course) => (course === null ? [words.all.title] : [course.title])}>
        {(course) => <Inside course={course} reload={from.reload} say={say} />}
      </Page>
      <LiveRegion says={says} />
    </>
  );
}

interface Props {
  readonly course: CourseBody;
  readonly reload: () => Promise<void>;
  readonly say: (what: string) => void;
}

function Inside({ course, reload, say }: Props): JSX.Element {
  const files = useProgress(course.files, (card) => {
    say(card.status === "ready" ? words.document.is_ready(card.name) : words.document.has_failed(card.name));
    void reload();
  });
  const ready = files.filter(({ status }) => status === "ready");
  return (
    <>
      <p class="back">
        <a href={COURSES_PATH}>{words.course.back}</a>
      </p>
      <header>
        <h1 tabIndex={-1} lang={course.language} dir="auto">
          {course.title}
        </h1>
        <p class="lead-line">{words.all.holds(course)}</p>
      </header>
      <Materials courseId={course.course_id} files={files} reload={reload} say={say} />
      <Drafts courseId={course.course_id} ready={ready} language={course.language} say={say} />
      <Find courseId={course.course_id} isReady={ready.length > 0} language={course.language} say={say} />
      <Remove courseId={course.course_id} />
    </>
  );
}

function Remove({ courseId }: { courseId: string }): JSX.Element {
  const [isAsked, setAsked] = useState(false);
  const doing = useDoing();
  const remove = () =>
    void doing.run(async () => {
      await coursesApi.removeCourse(courseId);
      goTo(COURSES_PATH);
    });
  return (
    <div class="remove-course">
      <button type="button" class="link" aria-disabled={doing.isBusy} onClick={() => setAsked(true)}>
        {words.course.remove}
      </button>
      <Fault says={doing.fault && words.not_done(doing.fault)} />
      {isAsked && (
        <ConfirmDialog
          title={words.course.remove_title}
          confirm={words.course.remove_yes}
          keep={words.course.keep}
          onConfirm={remove}
          onClose={() => setAsked(false)}
        >
          {words.course.remove_what}
        </ConfirmDialog>
      )}
    </div>
  );
}
