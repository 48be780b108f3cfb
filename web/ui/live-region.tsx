import type { JSX } from "preact";

/** The one polite live region of a screen: what just happened, once, never token by token. */
export function LiveRegion({ says }: { says: string }): JSX.Element {
  return (
    <p class="visually-hidden" role="status">
      {says}
    </p>
  );
}
