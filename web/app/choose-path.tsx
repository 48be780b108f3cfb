import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Path } from "../../src/protocol/lesson.schema.ts";
import { StoneRow } from "../ui/cairn.tsx";
import { refusalText } from "../ui/refusal.ts";
import { text } from "../ui/text.ts";
import { MATERIALS_SEARCH } from "./own-draft.ts";
import { mayBePlaced } from "./session-view.ts";
import type { LiveSession } from "./use-session.ts";

/** Two or three ways through the lesson, the first one preselected: one decision, one button. */
export function ChoosePath({ session: { state, act } }: { session: LiveSession }): JSX.Element {
  const { view, outbox, refusal } = state;
  const [picked, setPicked] = useState<string | null>(null);
  const [asksFirst, setAsksFirst] = useState(false);
  const chosen = view.paths.find((path) => path.id === picked) ?? view.paths[0];
  const placeable = chosen !== undefined && mayBePlaced(chosen);
  const lang = view.lesson?.language;
  const basis = view.lesson && text.choose.basis[view.lesson.basis];
  const starting = outbox.some((command) => command.type === "choose_path");
  return (
    <main id="main" class="choose">
      <p class="overline" lang={lang} dir="auto">
        {view.lesson?.title}
      </p>
      <h1 tabIndex={-1}>{text.choose.title(view.paths.length)}</h1>
      {view.paths.length > 1 && <p class="note">{text.choose.same_goal}</p>}
      {basis && (
        <p class="note">
          {basis} {view.lesson?.basis === "objectives" && <a href={`/${MATERIALS_SEARCH}`}>{text.choose.add_materials}</a>}
        </p>
      )}
      <form
        onSubmit={(submit) => {
          submit.preventDefault();
          if (!starting && chosen) act({ type: "choose_path", path_id: chosen.id, ...(placeable && asksFirst && { placement: true }) });
        }}
      >
        <fieldset>
          <legend class="visually-hidden">{text.choose.legend}</legend>
          {view.paths.map((path) => (
            <PathCard key={path.id} path={path} lang={lang} checked={path === chosen} onPick={() => setPicked(path.id)} />
          ))}
        </fieldset>
        {refusal && (
          <p class="fault" role="alert">
            {text.answer.not_done(refusalText(refusal.code))}
          </p>
        )}
        <div class="begin">
          {placeable && (
            <label class="ask-first">
              <input
                type="checkbox"
                checked={asksFirst}
                onChange={(change) => setAsksFirst(change.currentTarget.checked)}
                aria-describedby="ask-first-about"
              />
              <span>{text.choose.ask_first}</span>
              <span id="ask-first-about" class="note">
                {text.choose.ask_first_about}
              </span>
            </label>
          )}
          <button type="submit" class="button large" aria-disabled={starting}>
            {starting ? text.shelf.starting : text.choose.start}
          </button>
        </div>
      </form>
    </main>
  );
}

interface PathProps {
  readonly path: Path;
  readonly lang: string | undefined;
  readonly checked: boolean;
  readonly onPick: () => void;
}

function PathCard({ path, lang, checked, onPick }: PathProps): JSX.Element {
  const about = `path-${path.id}`;
  return (
    <label class="path">
      <input type="radio" name="path" value={path.id} checked={checked} onChange={onPick} aria-describedby={about} />
      <span class="path-name" lang={lang} dir="auto">
        {path.name}
      </span>
      <span id={about} class="path-about" lang={lang} dir="auto">
        {path.description}
      </span>
      <span class="path-size">
        <StoneRow stones={path.teaching_sequence.map(() => "laid")} />
        <span class="note" aria-hidden="true">
          {text.stones(path.teaching_sequence.length)}
          {path.minutes !== null && ` · ${text.minutes(path.minutes)}`}
        </span>
        <span class="visually-hidden">{text.choose.steps(path.teaching_sequence.map((node) => node.concept))}</span>
      </span>
    </label>
  );
}
