import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { DocumentCard, DraftCreate, DraftEstimate } from "../../../src/protocol/course.schema.ts";
import { linesOf } from "../start-own.tsx";
import { coursesApi } from "./courses-api.ts";
import { Fault } from "./fault.tsx";
import { words } from "./text.en.ts";
import { useDoing } from "./use-doing.ts";

interface Props {
  readonly courseId: string;
  readonly ready: readonly DocumentCard[];
  readonly onStarted: () => Promise<void>;
}

/** What a lesson shall be about and from which documents; what it takes is shown before it can be started. */
export function NewDraft({ courseId, ready, onStarted }: Props): JSX.Element {
  const [title, setTitle] = useState("");
  const [objectives, setObjectives] = useState("");
  const [without, setWithout] = useState<ReadonlySet<string>>(new Set());
  // What was reckoned, and for what: changed words need a new reckoning.
  const [estimate, setEstimate] = useState<{ readonly for: string; readonly is: DraftEstimate } | null>(null);
  const doing = useDoing();

  const chosen = ready.filter(({ document_id }) => !without.has(document_id));
  const draft: DraftCreate = {
    title: title.trim(),
    objectives: linesOf(objectives),
    document_ids: chosen.length === ready.length ? [] : chosen.map(({ document_id }) => document_id),
    headings: [],
  };
  const asked = JSON.stringify(draft);
  const isReckoned = estimate?.for === asked;
  const go = (event: Event) => {
    event.preventDefault();
    if (draft.title === "") return doing.object(words.lessons.needed);
    if (chosen.length === 0) return doing.object(words.lessons.none_chosen);
    void doing.run(async () => {
      if (!isReckoned) return setEstimate({ for: asked, is: await coursesApi.estimate(courseId, draft) });
      await coursesApi.createDraft(courseId, draft);
      setTitle("");
      setObjectives("");
      setEstimate(null);
      await onStarted();
    });
  };
  return (
    <form class="fields panel" onSubmit={go} noValidate>
      <h3>{words.lessons.new}</h3>
      <label for="draft-title">{words.lessons.name}</label>
      <input
        id="draft-title"
        type="text"
        maxLength={400}
        dir="auto"
        autocomplete="off"
        placeholder={words.lessons.example}
        value={title}
        aria-describedby={doing.fault ? "draft-fault" : undefined}
        onInput={(input) => setTitle(input.currentTarget.value)}
      />
      <details>
        <summary>{words.lessons.more}</summary>
        <label for="draft-objectives">{words.lessons.objectives}</label>
        <textarea
          id="draft-objectives"
          rows={3}
          dir="auto"
          value={objectives}
          onInput={(input) => setObjectives(input.currentTarget.value)}
        />
        {ready.length > 1 && (
          <fieldset>
            <legend>{words.lessons.from}</legend>
            {ready.map(({ document_id, name }) => (
              <label key={document_id} class="tick">
                <input
                  type="checkbox"
                  checked={!without.has(document_id)}
                  onChange={(change) => {
                    const next = new Set(without);
                    if (change.currentTarget.checked) next.delete(document_id);
                    else next.add(document_id);
                    setWithout(next);
                  }}
                />
                <span dir="auto">{name}</span>
              </label>
            ))}
          </fieldset>
        )}
      </details>
      <Fault id="draft-fault" says={doing.fault} />
      <p role="status">{isReckoned && words.lessons.takes(estimate.is)}</p>
      <p class="actions">
        <button type="submit" class={isReckoned ? "button" : "button quiet"} aria-disabled={doing.isBusy}>
          {isReckoned
            ? doing.isBusy
              ? words.lessons.starting
              : words.lessons.start
            : doing.isBusy
              ? words.lessons.estimating
              : words.lessons.estimate}
        </button>
      </p>
    </form>
  );
}
