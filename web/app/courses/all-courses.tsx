import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { CourseCard } from "../../../src/protocol/course.schema.ts";
import { CairnPicture } from "../../ui/cairn.tsx";
import { browserLanguage, LanguageSelect } from "../language-select.tsx";
import { goTo } from "../navigation.ts";
import { coursePath } from "../route.ts";
import { useFetched } from "../use-fetched.ts";
import { coursesApi } from "./courses-api.ts";
import { Fault } from "./fault.tsx";
import { Page } from "./page.tsx";
import { words } from "./text.en.ts";
import { useDoing } from "./use-doing.ts";

/** "Courses": what this person teaches from, and one field for a new one. */
export function AllCourses(): JSX.Element {
  const from = useFetched(coursesApi.all);
  return (
    <Page from={from} title={() => [words.all.title]}>
      {({ courses }) => (
        <>
          <header>
            <h1 tabIndex={-1}>{words.all.title}</h1>
            <p class="lead-line">{words.all.lead}</p>
          </header>
          {courses.length === 0 ? (
            <section class="nothing-yet" aria-labelledby="none">
              <CairnPicture stones={["to_come", "to_come", "to_come"]} />
              <div>
                <h2 id="none">{words.all.none}</h2>
                <p>{words.all.none_what}</p>
                <NewCourse />
              </div>
            </section>
          ) : (
            <>
              <ul class="course-cards">
                {courses.map((card) => (
                  <Card key={card.course_id} card={card} />
                ))}
              </ul>
              <section aria-labelledby="new" class="new-course">
                <h2 id="new">{words.all.new}</h2>
                <NewCourse />
              </section>
            </>
          )}
        </>
      )}
    </Page>
  );
}

function Card({ card }: { card: CourseCard }): JSX.Element {
  return (
    <li class="course-card">
      <h2 lang={card.language} dir="auto">
        <a href={coursePath(card.course_id)}>{card.title}</a>
      </h2>
      <p class="note">{words.all.holds(card)}</p>
    </li>
  );
}

function NewCourse(): JSX.Element {
  const [title, setTitle] = useState("");
  const [language, setLanguage] = useState(browserLanguage);
  const doing = useDoing();
  const make = (event: Event) => {
    event.preventDefault();
    if (title.trim() === "") return doing.object(words.all.needed);
    void doing.run(async () => {
      const { course_id } = await coursesApi.create(title.trim(), language);
      goTo(coursePath(course_id));
    });
  };
  return (
    <form class="fields" onSubmit={make} noValidate>
      <label for="course-name">{words.all.name}</label>
      <div class="field-line">
        <input
          id="course-name"
          type="text"
          maxLength={120}
          dir="auto"
          autocomplete="off"
          placeholder={words.all.example}
          value={title}
          aria-describedby={doing.fault ? "course-fault" : undefined}
          onInput={(input) => setTitle(input.currentTarget.value)}
        />
        <button type="submit" class="button" aria-disabled={doing.isBusy}>
          {doing.isBusy ? words.all.making : words.all.make}
        </button>
      </div>
      <Fault id="course-fault" says={doing.fault} />
      <div class="field-line of-words">
        <label for="course-language">{words.all.language}</label>
        <LanguageSelect id="course-language" value={language} onChange={setLanguage} />
      </div>
    </form>
  );
}
