import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { operatorApi } from "./operator-api.ts";
import { words } from "./text.en.ts";
import { isSignedOut, troubleOf } from "./use-load.ts";
import type { ViewProps } from "./view.ts";

const t = words.memory;

/** The remembered answers, and how to forget them. */
export function Memory({ tenant, onSignedOut, say }: ViewProps): JSX.Element {
  const [isAsking, setAsking] = useState(false);
  const [result, setResult] = useState<{ what: string; isFault: boolean } | null>(null);

  const purge = async () => {
    try {
      const what = t.purged((await operatorApi.purge(tenant)).entries);
      setResult({ what, isFault: false });
      say(what);
    } catch (error) {
      if (isSignedOut(error)) onSignedOut();
      else setResult({ what: troubleOf(error), isFault: true });
    }
  };
  return (
    <section aria-labelledby="memory">
      <h2 id="memory">{t.title}</h2>
      <p>{t.about}</p>
      <p class="actions">
        <button type="button" class="button quiet" onClick={() => setAsking(true)}>
          {t.purge}
        </button>
      </p>
      {result && (
        <p class={result.isFault ? "fault" : "note"} role={result.isFault ? "alert" : undefined}>
          {result.what}
        </p>
      )}
      {isAsking && (
        <ConfirmDialog
          title={t.purge_title}
          confirm={t.purge}
          keep={t.keep}
          onConfirm={() => void purge()}
          onClose={() => setAsking(false)}
        >
          {t.purge_about}
        </ConfirmDialog>
      )}
    </section>
  );
}
