import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { DraftBody, DraftPart } from "../../../src/protocol/course.schema.ts";
import { LiveRegion } from "../../ui/live-region.tsx";
import { coursePath } from "../route.ts";
import { useFetched } from "../use-fetched.ts";
import { useWhile } from "../use-while.ts";
import { coursesApi } from "./courses-api.ts";
import { DeskBar } from "./desk-bar.tsx";
import { DeskEnd } from "./desk-end.tsx";
import { DeskOverview } from "./desk-overview.tsx";
import { type Filter, FILTERS, isIn } from "./desk-parts.ts";
import { DeskSection } from "./desk-section.tsx";
import { Page } from "./page.tsx";
import { Published } from "./published.tsx";
import { words } from "./text.en.ts";

/** How often a draft under way is asked for. */
const LOOK_EVERY_MS = 3_000;

/** The approval desk: a lesson that was drafted, part by part beside the source, for a person to decide on. */
export function Desk({ draftId }: { draftId: string }): JSX.Element {
  const from = useFetched(() => coursesApi.draft(draftId));
  const [says, say] = useState("");
  const { value, reload } = from;
  const isUnderWay = value?.status === "waiting" || value?.status === "writing" || value?.status === "checking";
  useWhile(isUnderWay, LOOK_EVERY_MS, () => void reload());
  return (
    <>
      <Page from={from} class="desk" title={(draft) => (draft === null ? [words.desk.title] : [draft.title, words.desk.title])}>
        {(draft) => <Laid draft={draft} reload={reload} say={say} />}
      </Page>
      <LiveRegion says={says} />
    </>
  );
}

interface Props {
  readonly draft: DraftBody;
  readonly reload: () => Promise<void>;
  readonly say: (what: string) => void;
}

function Laid({ draft, reload, say }: Props): JSX.Element {
  const [parts, setParts] = useState(draft.parts);
  useEffect(() => setParts(draft.parts), [draft]);
  const isOpen = draft.status === "review";
  const [filter, setFilter] = useState<Filter>(isOpen ? "to_do" : "all");
  // A part stays where it is after it was decided, until the filter is chosen anew: what one looks at must not jump away.
  const [kept, setKept] = useState<ReadonlySet<string>>(new Set());
  const shown = parts.filter((part) => isIn(filter, part) || kept.has(part.part_id));
  const decided = (part: DraftPart) => {
    setKept((before) => new Set(before).add(part.part_id));
    setParts((before) => before.map((one) => (one.part_id === part.part_id ? part : one)));
    say(words.desk.done(part.decision));
  };
  return (
    <>
      <p class="back">
        <a href={coursePath(draft.course_id)}>{words.document.back}</a>
      </p>
      <header>
        <p class="overline">{words.desk.title}</p>
        <h1 tabIndex={-1} dir="auto">
          {draft.title}
        </h1>
        <p class="lead-line">{isOpen ? words.desk.lead : words.lessons.status[draft.status]}</p>
        {isOpen && draft.expires_at !== null && <p class="note">{words.desk.until(draft.expires_at)}</p>}
        {draft.lesson_id !== null && <Published lessonId={draft.lesson_id} isLarge={true} />}
        {!isOpen && draft.detail !== "" && <p class="note">{draft.detail}</p>}
      </header>
      {parts.length > 0 && (
        <>
          {isOpen && <DeskOverview nodes={draft.nodes} parts={parts} shown={new Set(shown.map(({ node_id }) => node_id))} />}
          {isOpen && (
            <fieldset class="switch">
              <legend class="visually-hidden">{words.desk.show}</legend>
              {FILTERS.map((name) => (
                <label key={name}>
                  <input
                    type="radio"
                    name="filter"
                    checked={filter === name}
                    onChange={() => {
                      setFilter(name);
                      setKept(new Set());
                    }}
                  />
                  {words.desk.filtered(words.desk.filter[name], parts.filter((part) => isIn(name, part)).length)}
                </label>
              ))}
            </fieldset>
          )}
          {shown.length === 0 && <p class="note">{words.desk.none[filter]}</p>}
          {draft.nodes.map((node) => {
            const of = shown.filter(({ node_id }) => node_id === node.node_id);
            return of.length === 0 ? null : (
              <DeskSection key={node.node_id} draft={draft} node={node} parts={of} isOpen={isOpen} onDecided={decided} />
            );
          })}
          {isOpen && <DeskBar draft={draft} parts={parts} reload={reload} say={say} />}
        </>
      )}
      <DeskEnd draft={draft} reload={reload} say={say} />
    </>
  );
}
