import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";
import type { AskedItem } from "../../src/protocol/lesson.schema.ts";
import { Markdown } from "../ui/markdown.tsx";
import { text } from "../ui/text.ts";
import { VerdictCard } from "../ui/verdict-card.tsx";
import { Told } from "../ui/told.tsx";
import { entryId, questionId } from "./follow.ts";
import { Sources } from "./sources.tsx";
import type { Entry, Teaching } from "./session-view.ts";

interface Choosing {
  /** The message whose options can be picked now. */
  readonly seq: number;
  readonly picked: string | null;
  readonly onPick: (option: string) => void;
}

interface Props {
  readonly entries: readonly Entry[];
  /** Which node it is about. */
  readonly node: number;
  readonly lang: string | undefined;
  readonly choosing?: Choosing | undefined;
  readonly children?: ComponentChildren;
}

/** The conversation about one node, in the order in which it was had. */
export function Conversation({ entries, node, lang, choosing, children }: Props): JSX.Element {
  return (
    // New messages are spoken by the screen's one live region; the log itself stays quiet.
    <div class="conversation" role="log" aria-live="off" aria-label={text.lesson.conversation}>
      {entries.map((entry, index) => (
        // Entries are only ever added, so the place is the key: a message stays what it is when it has been written.
        <div
          key={`${node}.${index}`}
          id={entryId(entry.seq)}
          class={`entry of-${entry.kind === "growing" ? "teaching growing" : entry.kind}`}
          aria-busy={entry.kind === "growing"}
        >
          <OneEntry entry={entry} lang={lang} choosing={choosing?.seq === entry.seq ? choosing : undefined} />
        </div>
      ))}
      {children}
    </div>
  );
}

function OneEntry({ entry, lang, choosing }: { entry: Entry; lang: string | undefined; choosing: Choosing | undefined }): JSX.Element {
  switch (entry.kind) {
    case "teaching":
      return <TutorMessage message={entry} lang={lang} choosing={choosing} />;
    case "growing":
      return (
        <TutorMessage
          message={{ ...entry, item: null, reviewed: true, note: null, cites: [] }}
          growing={entry.is_stale ? "stale" : "fresh"}
          lang={lang}
          choosing={undefined}
        />
      );
    case "hint":
      return (
        <div class="hint" role="group" aria-label={text.hint.title(entry.level, entry.of)}>
          <p class="overline">{text.hint.title(entry.level, entry.of)}</p>
          <Markdown source={entry.text} lang={lang} />
        </div>
      );
    case "reply":
      return <Reply words={entry.text} isProgram={entry.is_program} />;
    case "verdict":
      return <VerdictCard verdict={entry.evaluation} lang={lang} isProgram={entry.is_program} />;
  }
}

function TutorMessage({
  message,
  growing,
  lang,
  choosing,
}: {
  message: Pick<Teaching, "seq" | "teaching" | "question" | "item" | "reviewed" | "note" | "rewritten" | "cites">;
  growing?: "fresh" | "stale";
  lang: string | undefined;
  choosing: Choosing | undefined;
}): JSX.Element {
  return (
    <>
      {message.note && <p class="machinery">{text.lesson.note[message.note]}</p>}
      {message.rewritten && <p class="machinery">{text.lesson.rewritten}</p>}
      {message.teaching.trim() !== "" && <Told words={message.teaching} lang={lang} growing={growing ?? null} />}
      {message.cites.length > 0 && <Sources ids={message.cites} lang={lang} />}
      {!message.reviewed && <p class="machinery">{text.lesson.unreviewed}</p>}
      {message.question !== "" && (
        <div id={questionId(message.seq)} class="question">
          <Markdown class="ask" source={message.question} lang={lang} />
          {message.item?.form === "choice" && <Options item={message.item} lang={lang} choosing={choosing} />}
        </div>
      )}
    </>
  );
}

/** Options of the question that waits are radio buttons; those of an answered one are only read. */
function Options({ item, lang, choosing }: { item: AskedItem; lang: string | undefined; choosing: Choosing | undefined }): JSX.Element {
  return (
    <fieldset class="options" disabled={!choosing}>
      <legend class="visually-hidden">{text.lesson.options}</legend>
      {item.options.map((option) => (
        <label key={option.id} class="option">
          <input
            type="radio"
            name={choosing ? "option" : undefined}
            value={option.id}
            checked={choosing?.picked === option.id}
            onChange={() => choosing?.onPick(option.id)}
          />
          <span class="letter">{option.id}</span>
          <Markdown source={option.text} lang={lang} />
        </label>
      ))}
    </fieldset>
  );
}

/** UTF-16 code units of a reply shown at first: a long answer must not bury the question below it. */
const SHOWN_CHARS = 900;

interface ReplyProps {
  readonly words: string;
  readonly isProgram: boolean;
  /** Said below words that have not arrived yet. */
  readonly note?: string;
}

/** The learner's own words, as they were typed; the end of a very long answer folds away. */
export function Reply({ words, isProgram, note }: ReplyProps): JSX.Element {
  const [whole, setWhole] = useState(words.length <= 1.5 * SHOWN_CHARS);
  return (
    <div class={`mine ${note ? "sending" : ""}`}>
      <span class="visually-hidden">{text.lesson.you}: </span>
      <span class={isProgram ? "program" : undefined} dir={isProgram ? "ltr" : "auto"}>
        {whole ? words : `${words.slice(0, SHOWN_CHARS).replace(/\s\S{0,40}$/, "")} …`}
      </span>
      {!whole && (
        <button type="button" class="link" onClick={() => setWhole(true)}>
          {text.lesson.whole_reply}
        </button>
      )}
      {note && <span class="note">{note}</span>}
    </div>
  );
}
