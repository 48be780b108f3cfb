import type { JSX } from "preact";

/** What went wrong with what was just tried, beside it. */
export function Fault({ id, says }: { id?: string; says: string | null }): JSX.Element | null {
  return says === null ? null : (
    <p id={id} class="fault" role="alert">
      {says}
    </p>
  );
}
