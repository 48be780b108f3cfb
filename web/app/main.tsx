import { type ComponentType, type JSX, render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { text } from "../ui/text.ts";
import { Trouble } from "../ui/trouble.tsx";
import { fetchShelf, type ShelfContents } from "./api.ts";
import { Header } from "./header.tsx";
import { useRoute } from "./navigation.ts";
import type { KnowledgeRoute } from "./route.ts";
import { Session } from "./session.tsx";

function Page(): JSX.Element {
  const route = useRoute();
  if (route.name === "session") return <Session key={route.session_id} sessionId={route.session_id} />;
  if (route.name === "operator") return <LaterOperator />;
  return (
    <>
      <Header at={route.name} />
      {route.name === "shelf" ? <LaterShelf /> : route.name === "not_found" ? <Trouble code="not_found" /> : <LaterKnowledge at={route} />}
    </>
  );
}

/** The shelf comes as a file of its own, so that a lesson opens without it. */
function LaterShelf(): JSX.Element | null {
  const [Shelf, setShelf] = useState<ComponentType<{ first: Promise<ShelfContents> }> | null>(null);
  const [isLost, setLost] = useState(false);
  // What stands on the shelf is asked for at once, beside the file that shows it.
  const [first] = useState(fetchShelf);
  useEffect(() => {
    import("./shelf.tsx").then(
      (module) => setShelf(() => module.Shelf),
      () => setLost(true),
    );
    // Refusals are the shelf's to tell; without it there is nobody to tell them.
    first.catch(() => undefined);
  }, []);
  if (isLost) return <Trouble code="offline" retry={() => location.reload()} />;
  return Shelf && <Shelf first={first} />;
}

/** What the learner knows is shown by a file of its own, with styles of its own: a lesson opens without it. */
function LaterKnowledge({ at }: { at: KnowledgeRoute }): JSX.Element | null {
  const [Knowledge, setKnowledge] = useState<ComponentType<{ at: KnowledgeRoute }> | null>(null);
  const [isLost, setLost] = useState(false);
  useEffect(() => {
    import("./knowledge/knowledge.tsx").then(
      (module) => setKnowledge(() => module.Knowledge),
      () => setLost(true),
    );
  }, []);
  if (isLost) return <Trouble code="offline" retry={() => location.reload()} />;
  return Knowledge && <Knowledge at={at} />;
}

/** The operator's page is a file of its own, with styles of its own: learners never load it. */
function LaterOperator(): JSX.Element {
  const [Operator, setOperator] = useState<ComponentType<{ path: string }> | null>(null);
  const [isLost, setLost] = useState(false);
  useEffect(() => {
    import("./operator/operator.tsx").then(
      (module) => setOperator(() => module.Operator),
      () => setLost(true),
    );
  }, []);
  if (isLost) return <Trouble code="offline" retry={() => location.reload()} />;
  return Operator ? <Operator path={location.pathname} /> : <Header />;
}

document.documentElement.lang = text.locale;
document.documentElement.dir = text.dir;
// The lesson decides what comes into sight on a reload.
history.scrollRestoration = "manual";
const place = document.getElementById("app");
if (place) render(<Page />, place);
