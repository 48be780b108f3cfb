import type { JSX } from "preact";
import type { DocumentCard, DraftCard, DraftsBody } from "../../../src/protocol/course.schema.ts";
import { text } from "../../ui/text.ts";
import { draftPath } from "../route.ts";
import { useFetched } from "../use-fetched.ts";
import { useWhile } from "../use-while.ts";
import { coursesApi } from "./courses-api.ts";
import { NewDraft } from "./new-draft.tsx";
import { Published } from "./published.tsx";
import { words } from "./text.en.ts";

interface Props {
  readonly courseId: string;
  readonly ready: readonly DocumentCard[];
  readonly language: string;
  readonly say: (what: string) => void;
}

/** How often drafts under way are asked for. */
const LOOK_EVERY_MS = 3_000;

const isUnderWay = ({ status }: DraftCard) => status === "waiting" || status === "writing" || status === "checking";

/** Lessons made from the course: what is drafted, what waits for a person, what is published. */
export function Drafts({ courseId, ready, language, say }: Props): JSX.Element {
  const { value, trouble, reload } = useFetched(() => coursesApi.drafts(courseId));
  useWhile(value?.drafts.some(isUnderWay) ?? false, LOOK_EVERY_MS, () => void reload());
  return (
    <section aria-labelledby="drafts" aria-busy={value === null}>
      <h2 id="drafts">{words.lessons.title}</h2>
      <p class="note">{words.lessons.lead}</p>
      {trouble !== null && (
        <p class="fault" role="alert">
          {words.lessons.not_fetched}{" "}
          <button type="button" class="link" onClick={() => void reload()}>
            {text.retry}
          </button>
        </p>
      )}
      {value && value.drafts.length > 0 && <List body={value} language={language} />}
      {ready.length === 0 ? (
        <p class="note">{words.lessons.nothing_ready}</p>
      ) : (
        <NewDraft
          courseId={courseId}
          ready={ready}
          onStarted={async () => {
            say(words.lessons.started);
            await reload();
          }}
        />
      )}
    </section>
  );
}

function List({ body, language }: { body: DraftsBody; language: string }): JSX.Element {
  const { approved, edited, rejected } = body.decisions;
  return (
    <>
      <ul class="documents">
        {body.drafts.map((card) => (
          <Row key={card.draft_id} card={card} language={language} />
        ))}
      </ul>
      {approved + edited + rejected > 0 && <p class="note">{words.lessons.accepted(body.decisions)}</p>}
    </>
  );
}

function Row({ card, language }: { card: DraftCard; language: string }): JSX.Element {
  const { lesson_id } = card;
  return (
    <li class="document">
      <div class="document-words">
        <h3 lang={language} dir="auto">
          <a href={draftPath(card.draft_id)}>{card.title}</a>
        </h3>
        <p class="note">
          <strong class={card.status === "review" ? "due-mark" : undefined}>{words.lessons.status[card.status]}</strong>{" "}
          {card.status === "review" ? words.lessons.decided(card) : card.detail}
        </p>
        {isUnderWay(card) && <progress aria-label={words.lessons.status[card.status]} />}
      </div>
      {lesson_id !== null && (
        <div class="document-acts">
          <Published lessonId={lesson_id} />
        </div>
      )}
    </li>
  );
}
