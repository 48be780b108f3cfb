import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Node } from "../../src/protocol/lesson.schema.ts";
import { StonePicture, StoneRow } from "./cairn.tsx";
import type { StoneState } from "./stones.ts";
import { text } from "./text.ts";

interface Props {
  readonly name: string | null;
  readonly nodes: readonly Node[];
  readonly stones: readonly StoneState[];
  readonly lang: string | undefined;
  readonly onEnd: () => void;
}

/** The path as a pile of stones, bottom up; on a phone a row of stones that unfolds into it. */
export function Trail({ name, nodes, stones, lang, onEnd }: Props): JSX.Element {
  const [unfolded, setUnfolded] = useState(false);
  const settling = useJustLaid(stones);
  return (
    <nav class={`trail ${unfolded ? "unfolded" : ""}`} aria-label={text.trail.label}>
      <button
        type="button"
        id="trail-row"
        class="trail-row"
        aria-expanded={unfolded}
        aria-controls="trail"
        onClick={() => setUnfolded(!unfolded)}
      >
        <StoneRow stones={stones} settling={settling} />
        <span class="visually-hidden">{unfolded ? text.trail.hide : text.trail.show}</span>
      </button>
      <div id="trail" class="trail-body">
        {name && (
          <p class="overline" lang={lang}>
            {name}
          </p>
        )}
        <ol>
          {nodes.map((node, index) => {
            const state = stones[index] ?? "to_come";
            return (
              <li class={state} aria-current={state === "current" ? "step" : undefined}>
                <StonePicture index={index} count={nodes.length} state={state} settling={index === settling} />
                <span lang={lang} dir="auto">
                  {node.concept}
                  <span class="visually-hidden">, {text.trail.state[state]}</span>
                </span>
              </li>
            );
          })}
        </ol>
        <button type="button" class="ghost end-lesson" onClick={onEnd}>
          {text.lesson.end}
        </button>
      </div>
    </nav>
  );
}

/** The index of the stone that came to rest since the trail was first drawn, for the one celebrated moment. */
function useJustLaid(stones: readonly StoneState[]): number | null {
  const current = stones.indexOf("current");
  const before = useRef(current);
  const laid = useRef<number | null>(null);
  if (before.current !== current) laid.current = before.current;
  useEffect(() => {
    before.current = current;
  });
  return laid.current;
}
