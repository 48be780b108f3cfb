import { type ComponentType, type JSX, render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { text } from "../ui/text.ts";
import { Trouble } from "../ui/trouble.tsx";
import { Header } from "./header.tsx";
import { useRoute } from "./navigation.ts";
import { Session } from "./session.tsx";

function Page(): JSX.Element {
  const route = useRoute();
  if (route.name === "session") return <Session key={route.session_id} sessionId={route.session_id} />;
  return (
    <>
      <Header />
      {route.name === "shelf" ? <LaterShelf /> : <Trouble code="not_found" />}
    </>
  );
}

/** The shelf comes as a file of its own, so that a lesson opens without it. */
function LaterShelf(): JSX.Element | null {
  const [Shelf, setShelf] = useState<ComponentType | null>(null);
  const [isLost, setLost] = useState(false);
  useEffect(() => {
    import("./shelf.tsx").then(
      (module) => setShelf(() => module.Shelf),
      () => setLost(true),
    );
  }, []);
  if (isLost) return <Trouble code="offline" retry={() => location.reload()} />;
  return Shelf && <Shelf />;
}

document.documentElement.lang = text.locale;
document.documentElement.dir = text.dir;
// The lesson decides what comes into sight on a reload.
history.scrollRestoration = "manual";
const place = document.getElementById("app");
if (place) render(<Page />, place);
