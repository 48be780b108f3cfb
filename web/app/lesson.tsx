import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { text } from "../ui/text.ts";
import { Trail } from "../ui/trail.tsx";
import { VerdictCard } from "../ui/verdict-card.tsx";
import { Conversation, Reply } from "./conversation.tsx";
import { Dock } from "./dock.tsx";
import { useFollow } from "./follow.ts";
import { asksForProgram, carriedVerdict, type SessionView } from "./session-view.ts";
import type { LiveSession } from "./use-session.ts";
import { ownWords } from "./own-words.ts";

/** The lesson itself: the trail, one node's conversation, and the dock to answer in. */
export function Lesson({ session }: { session: LiveSession }): JSX.Element {
  const { state, dispatch, act } = session;
  const { view, outbox } = state;
  const [ending, setEnding] = useState(false);
  const lang = view.lesson?.language;
  const chapter = view.chapters.at(-1);
  const node = view.nodes[chapter?.node_index ?? 0];
  const earlier = view.chapters.slice(0, -1);
  const carried = carriedVerdict(view);
  const waiting = view.turn === "learner" ? chapter?.entries.findLast((entry) => entry.kind === "teaching") : undefined;
  const sending = outbox.find((command) => command.type === "reply");
  useFollow(view, sending !== undefined);

  return (
    <div class="page">
      <Trail name={view.path_name} nodes={view.nodes} stones={view.stones} lang={lang} onEnd={() => setEnding(true)} />
      <main id="main" class="lesson">
        <div class="column">
          {earlier.length > 0 && <Earlier chapters={earlier} view={view} lang={lang} />}
          {carried && (
            <div id="carried" class="entry">
              <VerdictCard verdict={carried.evaluation} lang={lang} isProgram={carried.is_program} brief />
            </div>
          )}
          <p class="kicker">{text.trail.position((chapter?.node_index ?? 0) + 1, view.nodes.length)}</p>
          <h1 tabIndex={-1} lang={lang} dir="auto">
            {node?.concept}
          </h1>
          <Conversation
            entries={chapter?.entries ?? []}
            node={chapter?.node_index ?? 0}
            lang={lang}
            choosing={waiting && { seq: waiting.seq, picked: state.option, onPick: (option) => dispatch({ type: "picked", option }) }}
          >
            {sending?.type === "reply" && (
              <Reply
                words={ownWords(sending.text, view.question?.item ?? null)}
                isProgram={asksForProgram(view)}
                note={state.link === "cut_off" ? text.lesson.waiting : text.lesson.sending}
              />
            )}
          </Conversation>
        </div>
        <Dock session={session} />
      </main>
      {ending && (
        <ConfirmDialog
          title={text.lesson.end_question}
          confirm={text.lesson.end}
          onConfirm={() => act({ type: "abandon" })}
          onClose={() => setEnding(false)}
        >
          {text.lesson.end_explained}
        </ConfirmDialog>
      )}
    </div>
  );
}

function Earlier({
  chapters,
  view,
  lang,
}: {
  chapters: SessionView["chapters"];
  view: SessionView;
  lang: string | undefined;
}): JSX.Element {
  return (
    <details class="earlier">
      <summary>{text.lesson.earlier(chapters.length)}</summary>
      {chapters.map((chapter) => (
        <section key={chapter.node_index}>
          <h2 lang={lang} dir="auto">
            {view.nodes[chapter.node_index]?.concept}
          </h2>
          <Conversation entries={chapter.entries} node={chapter.node_index} lang={lang} />
        </section>
      ))}
    </details>
  );
}
