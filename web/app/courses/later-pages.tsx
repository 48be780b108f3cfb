import type { ComponentType, JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { DocumentCard } from "../../../src/protocol/course.schema.ts";
import type { Stretch } from "../route.ts";
import { words } from "./text.en.ts";

interface Props {
  readonly card: DocumentCard;
  readonly at: Stretch | null;
}

/** PDF.js is larger than the rest of the page; it comes when somebody asks for the pages. */
export function LaterPages(props: Props): JSX.Element {
  const [Pages, setPages] = useState<{ readonly of: ComponentType<Props> } | "lost" | null>(null);
  useEffect(() => {
    import("./pages.tsx").then(
      (module) => setPages({ of: module.Pages }),
      () => setPages("lost"),
    );
  }, []);
  if (Pages === "lost") return <p class="fault">{words.viewer.no_pages}</p>;
  return Pages ? <Pages.of {...props} /> : <p class="note">{words.viewer.loading_pages}</p>;
}
