import type { ComponentChildren, JSX } from "preact";
import type { AskedItem } from "../../src/protocol/lesson.schema.ts";
import { Markdown } from "../ui/markdown.tsx";
import { text } from "../ui/text.ts";
import { VerdictCard } from "../ui/verdict-card.tsx";
import type { Entry, Teaching } from "./session-view.ts";

interface Choosing {
  /** The message whose options can be picked now. */
  readonly seq: number;
  readonly picked: string | null;
  readonly onPick: (option: string) => void;
}

interface Props {
  readonly entries: readonly Entry[];
  readonly lang: string | undefined;
  readonly choosing?: Choosing | undefined;
  readonly children?: ComponentChildren;
}

/** The conversation about one node, in the order in which it was had. */
export function Conversation({ entries, lang, choosing, children }: Props): JSX.Element {
  return (
    // New messages are spoken by the screen's one live region; the log itself stays quiet.
    <div class="conversation" role="log" aria-live="off" aria-label={text.lesson.conversation}>
      {entries.map((entry) => (
        <div key={entry.seq} id={`e${entry.seq}`} class={`entry of-${entry.kind}`}>
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
    case "hint":
      return (
        <div class="hint" role="group" aria-label={text.hint.title(entry.level, entry.of)}>
          <p class="overline">{text.hint.title(entry.level, entry.of)}</p>
          <Markdown source={entry.text} lang={lang} />
        </div>
      );
    case "reply":
      return <Reply words={entry.text} />;
    case "verdict":
      return <VerdictCard verdict={entry.evaluation} lang={lang} />;
  }
}

function TutorMessage({
  message,
  lang,
  choosing,
}: {
  message: Teaching;
  lang: string | undefined;
  choosing: Choosing | undefined;
}): JSX.Element {
  return (
    <>
      {message.note && <p class="machinery">{text.lesson.note[message.note]}</p>}
      {message.teaching.trim() !== "" && <Markdown class="teach" source={message.teaching} lang={lang} />}
      {!message.reviewed && <p class="machinery">{text.lesson.unreviewed}</p>}
      <Markdown class="ask" source={message.question} lang={lang} />
      {message.item?.form === "choice" && <Options item={message.item} lang={lang} choosing={choosing} />}
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

/** The learner's own words, as they were typed. */
export function Reply({ words, sending }: { words: string; sending?: boolean }): JSX.Element {
  return (
    <div class={sending ? "mine sending" : "mine"}>
      <span class="visually-hidden">{text.lesson.you}: </span>
      <span dir="auto">{words}</span>
      {sending && <span class="note">{text.lesson.sending}</span>}
    </div>
  );
}
