import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { PublicEvent } from "../../src/protocol/public-event.schema.ts";
import { LiveRegion } from "../ui/live-region.tsx";
import { text } from "../ui/text.ts";
import { Trouble } from "../ui/trouble.tsx";
import { ChoosePath } from "./choose-path.tsx";
import { End } from "./end.tsx";
import { Header } from "./header.tsx";
import { Lesson } from "./lesson.tsx";
import { cameFromInside, focusHeading } from "./navigation.ts";
import type { SessionState } from "./session-state.ts";
import { statusOf } from "./status.ts";
import { type LiveSession, useEvents, useSession } from "./use-session.ts";

/** One session's page, whatever the session is at. */
export function Session({ sessionId }: { sessionId: string }): JSX.Element {
  const [loading, retry] = useEvents(sessionId);
  if (loading.status === "ready") return <Live sessionId={sessionId} events={loading.events} />;
  return (
    <>
      <Header />
      {loading.status === "trouble" ? <Trouble code={loading.code} retry={retry} /> : <Waiting says={text.status.connecting} />}
    </>
  );
}

function Live({ sessionId, events }: { sessionId: string; events: readonly PublicEvent[] }): JSX.Element {
  const session = useSession(sessionId, events);
  const { view } = session.state;
  const concept = view.nodes[view.chapters.at(-1)?.node_index ?? -1]?.concept;
  const lesson = view.lesson?.title;
  useEffect(() => {
    document.title = text.page_title(...[view.turn === "completed" ? undefined : concept, lesson].filter((part) => part !== undefined));
  }, [concept, lesson, view.turn]);
  useFocusOnHeading(screenOf(session));
  return (
    <>
      <Header lesson={lesson} lang={view.lesson?.language} over={screenOf(session) === "end"} />
      <Screen session={session} />
      <LiveRegion says={session.announcement} />
    </>
  );
}

type ScreenName = "end" | "lesson" | "choose" | "waiting";

function screenOf({ state: { view } }: LiveSession): ScreenName {
  if (view.turn === "completed" || view.turn === "abandoned") return "end";
  if (view.chapters.length > 0) return "lesson";
  return view.turn === "choosing_path" ? "choose" : "waiting";
}

function Screen({ session }: { session: LiveSession }): JSX.Element {
  switch (screenOf(session)) {
    case "end":
      return <End view={session.state.view} />;
    case "lesson":
      return <Lesson session={session} />;
    case "choose":
      return <ChoosePath session={session} />;
    case "waiting":
      return <Waiting says={waitingWords(session.state)} title={session.state.view.lesson?.title} />;
  }
}

/** When a screen gave way to another and took the focus with it, the new screen's heading gets it; within a session it starts at its top. */
function useFocusOnHeading(screen: ScreenName): void {
  const before = useRef<ScreenName | null>(null);
  useEffect(() => {
    const isFirst = before.current === null;
    before.current = screen;
    if (!isFirst) scrollTo(0, 0);
    if (!isFirst || cameFromInside()) focusHeading();
  }, [screen]);
}

const waitingWords = (state: SessionState): string =>
  state.view.turn === "planning" ? text.choose.planning : `${statusOf(state, text)} …`;

function Waiting({ says, title }: { says: string; title?: string | undefined }): JSX.Element {
  return (
    <main id="main" class="waiting">
      <h1 tabIndex={-1} class={title ? undefined : "visually-hidden"} dir="auto">
        {title ?? text.product}
      </h1>
      <p class="status at-work">
        <span class="dot" aria-hidden="true" />
        {says}
      </p>
    </main>
  );
}
