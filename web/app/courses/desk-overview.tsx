import type { JSX } from "preact";
import type { DraftBody, DraftPart } from "../../../src/protocol/course.schema.ts";
import { StonePicture } from "../../ui/cairn.tsx";
import { isToDo, needsLook } from "./desk-parts.ts";
import { words } from "./text.en.ts";

interface Props {
  readonly nodes: DraftBody["nodes"];
  readonly parts: readonly DraftPart[];
  /** Nodes that can be gone to, since the filter leaves something of them. */
  readonly shown: ReadonlySet<string>;
}

/** What is left, node by node: a stone that is laid has nothing open any more. */
export function DeskOverview({ nodes, parts, shown }: Props): JSX.Element {
  return (
    <nav class="desk-overview" aria-label={words.desk.overview}>
      <ol>
        {nodes.map(({ node_id, concept }, index) => {
          const of = parts.filter((part) => part.node_id === node_id);
          const left = of.filter(isToDo).length;
          return (
            <li key={node_id}>
              <StonePicture index={index} count={nodes.length} state={left === 0 ? "laid" : "to_come"} />
              <span>
                {shown.has(node_id) ? (
                  <a href={`#${node_id}`} dir="auto">
                    {concept}
                  </a>
                ) : (
                  <span dir="auto">{concept}</span>
                )}
                <span class="note"> {words.desk.left_in(left, of.filter(needsLook).length)}</span>
              </span>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
