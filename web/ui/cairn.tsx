import type { JSX } from "preact";
import { type StoneState, stoneAt } from "./stones.ts";

/** One stone, for a line of the trail. Decoration: its meaning is always said in words beside it. */
export function StonePicture({
  index,
  count,
  state,
  settling,
}: {
  index: number;
  count: number;
  state: StoneState;
  settling?: boolean;
}): JSX.Element {
  const stone = stoneAt(index, count);
  return (
    <svg class="stone" viewBox="-38 -14 76 28" aria-hidden="true" focusable="false">
      <path d={stone.outline} transform={`translate(${stone.lean} 0)`} class={`${state} tone-${index % 2}${settling ? " settling" : ""}`} />
    </svg>
  );
}

const PILE_HALF_WIDTH = 38;
/** How far from the pile's middle the stones lie that were set aside: right, left, further right … */
const BESIDE = 72;

interface PictureProps {
  readonly stones: readonly StoneState[];
  readonly class?: string;
  /** CSS pixels a drawing unit, where stones shall be as large in a low pile as in a tall one; otherwise the style gives a size to the whole. */
  readonly unit?: number;
}

/** A whole pile, bottom stone first. A stone that was set aside lies beside it and does not carry. */
export function CairnPicture({ stones, class: name, unit }: PictureProps): JSX.Element {
  let top = 0;
  let aside = 0;
  const placed = stones.map((state, index) => {
    const stone = stoneAt(index, stones.length);
    if (state === "set_aside") {
      aside += 1;
      const side = aside % 2 === 1 ? 1 : -1;
      return { state, stone, x: side * BESIDE * Math.ceil(aside / 2), y: -stone.half_height };
    }
    top -= 2 * stone.half_height - 1;
    return { state, stone, x: stone.lean, y: top + stone.half_height - 0.5 };
  });
  const half = PILE_HALF_WIDTH + Math.ceil(aside / 2) * BESIDE;
  const left = aside > 1 ? half : PILE_HALF_WIDTH;
  const right = aside > 0 ? half : PILE_HALF_WIDTH;
  const width = left + right;
  const height = 4 + Math.max(-top, ...placed.map(({ y, stone }) => stone.half_height - y));
  return (
    <svg
      class={`cairn ${name ?? ""}`}
      viewBox={`${-left} ${2 - height} ${width} ${height}`}
      width={unit && unit * width}
      height={unit && unit * height}
      aria-hidden="true"
      focusable="false"
    >
      {placed.map(({ state, stone, x, y }, index) => (
        <path d={stone.outline} transform={`translate(${x} ${y})`} class={`${state} tone-${index % 2}`} />
      ))}
    </svg>
  );
}

/** The pile lying in a row, first stone first: progress where there is no room for height. */
export function StoneRow({ stones, settling }: { stones: readonly StoneState[]; settling?: number | null }): JSX.Element {
  let x = 0;
  const placed = stones.map((state, index) => {
    const stone = stoneAt(index, stones.length);
    x += 2 * stone.half_width + 8;
    return { state, stone, x: x - stone.half_width - 8 };
  });
  return (
    <svg class="cairn row" viewBox={`-2 -17 ${x} 34`} aria-hidden="true" focusable="false">
      {placed.map((place, index) => (
        <path
          d={place.stone.outline}
          transform={`translate(${place.x} ${16 - place.stone.half_height})`}
          class={`${place.state} tone-${index % 2}${index === settling ? " settling" : ""}`}
        />
      ))}
    </svg>
  );
}

/** The mark: two stones and a moss one. */
export function Mark(): JSX.Element {
  return <CairnPicture stones={["laid", "laid", "current"]} class="mark-picture" />;
}
