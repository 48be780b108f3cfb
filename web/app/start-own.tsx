import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { CreateSessionBody } from "../../src/protocol/http.schema.ts";
import { text } from "../ui/text.ts";
import { tabShelf } from "./kept.ts";
import { browserLanguage, LanguageSelect } from "./language-select.tsx";
import { keepOwn, MATERIALS_SEARCH, type OwnDraft, readOwn } from "./own-draft.ts";
import { COURSES_PATH } from "./route.ts";
import { MAX_MATERIALS_CHARS } from "./wire.ts";

const MAX_OBJECTIVES = 8;
const MAX_OBJECTIVE_CHARS = 400;
interface Props {
  readonly starting: boolean;
  readonly refusal: string | null;
  readonly onStart: (body: CreateSessionBody) => void;
}

/** One field starts a lesson of the learner's own; the rest folds away. */
export function StartOwn({ starting, refusal, onStart }: Props): JSX.Element {
  const [wantsMaterials] = useState(location.search === MATERIALS_SEARCH);
  const [draft, setDraft] = useState(() => readOwn(tabShelf(), wantsMaterials));
  const { title, objectives, materials } = draft;
  const [isUnfolded] = useState(wantsMaterials || objectives !== "" || materials !== "");
  const [language, setLanguage] = useState(browserLanguage);
  const [fault, setFault] = useState<string | null>(null);

  const materialsField = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (wantsMaterials) materialsField.current?.focus();
  }, []);

  const edit = (change: Partial<OwnDraft>) => {
    const next = { ...draft, ...change };
    setDraft(next);
    keepOwn(tabShelf(), next);
  };
  const submit = (event: Event) => {
    event.preventDefault();
    const over = materials.length - MAX_MATERIALS_CHARS;
    if (title.trim() === "") return setFault(text.own.needed);
    if (over > 0) return setFault(text.own.too_long(over));
    setFault(null);
    keepOwn(tabShelf(), { ...draft, is_begun: true });
    onStart({ title: title.trim(), objectives: linesOf(objectives), materials, language });
  };
  const problem = fault ?? refusal;
  return (
    <section class="own" aria-labelledby="own">
      <h2 id="own">{text.own.title}</h2>
      <form onSubmit={submit} noValidate>
        <label for="own-title">{text.own.field}</label>
        <div class="own-line">
          <input
            id="own-title"
            type="text"
            maxLength={200}
            dir="auto"
            autocomplete="off"
            placeholder={text.own.example}
            value={title}
            aria-describedby={problem ? "own-problem" : "own-note"}
            onInput={(input) => edit({ title: input.currentTarget.value })}
          />
          <button type="submit" class="button" aria-disabled={starting}>
            {starting ? text.shelf.starting : text.own.start}
          </button>
        </div>
        {problem && (
          <p id="own-problem" class="fault" role="alert">
            {problem}
          </p>
        )}
        <details open={isUnfolded}>
          <summary>{text.own.more}</summary>
          <label for="own-objectives">{text.own.objectives}</label>
          <textarea
            id="own-objectives"
            rows={3}
            dir="auto"
            value={objectives}
            aria-describedby="own-objectives-note"
            onInput={(input) => edit({ objectives: input.currentTarget.value })}
          />
          <p id="own-objectives-note" class="note">
            {text.own.objectives_note}
          </p>
          <label for="own-materials">{text.own.materials}</label>
          <textarea
            id="own-materials"
            ref={materialsField}
            rows={6}
            dir="auto"
            value={materials}
            placeholder={text.own.materials_note}
            aria-describedby="own-note"
            onInput={(input) => edit({ materials: input.currentTarget.value })}
          />
          <label for="own-language">{text.own.language}</label>
          <LanguageSelect id="own-language" value={language} onChange={setLanguage} />
        </details>
        <p id="own-note" class="note">
          {text.own.note}
        </p>
      </form>
      <p class="for-teachers">
        {text.courses.invite} <a href={COURSES_PATH}>{text.courses.link}</a>
      </p>
    </section>
  );
}

/** Objectives, one on each line. */
export const linesOf = (lines: string): string[] =>
  lines
    .split("\n")
    .map((line) => line.trim().slice(0, MAX_OBJECTIVE_CHARS))
    .filter((line) => line !== "")
    .slice(0, MAX_OBJECTIVES);
