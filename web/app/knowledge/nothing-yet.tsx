import type { JSX } from "preact";
import { CairnPicture } from "../../ui/cairn.tsx";
import { words } from "./text.en.ts";

/** What stands here before there is anything: what it will be, and how it begins. */
export function NothingYet({ title }: { title: string }): JSX.Element {
  return (
    <>
      <h1 tabIndex={-1}>{title}</h1>
      <section class="nothing-yet" aria-labelledby="nothing">
        <CairnPicture stones={["to_come", "to_come", "to_come", "to_come"]} />
        <div>
          <h2 id="nothing">{words.empty.title}</h2>
          <p>{words.empty.what}</p>
          <p class="actions">
            <a class="button" href="/">
              {words.empty.action}
            </a>
          </p>
        </div>
      </section>
    </>
  );
}
