import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { CallsBody, Range } from "../../../src/protocol/operator.schema.ts";
import { CallTable } from "./call-table.tsx";
import { operatorApi } from "./operator-api.ts";
import { Fetched, ViewHead } from "./parts.tsx";
import { words } from "./text.en.ts";
import { isSignedOut, troubleOf, useLoad } from "./use-load.ts";
import type { ViewProps } from "./view.ts";

const t = words.calls;
const PAGE = 50;
const RANGES: readonly Range[] = ["hour", "day", "week", "month"];

/** The calls one by one, newest first, and all of them as a file. */
export function CallsView({ tenant, onSignedOut, say }: ViewProps): JSX.Element {
  const first = useLoad(tenant, () => operatorApi.calls(tenant, null, PAGE), onSignedOut);
  return (
    <>
      <ViewHead title={t.title} />
      <p class="note">{t.privacy}</p>
      <Fetched from={first}>
        {(page) =>
          page.calls.length === 0 ? (
            <p>
              {words.empty.title}. {words.empty.about}
            </p>
          ) : (
            <>
              <Pages first={page} tenant={tenant} onSignedOut={onSignedOut} say={say} />
              <section aria-labelledby="csv">
                <h2 id="csv">{t.csv}</h2>
                <ul class="plain">
                  {RANGES.map((range) => (
                    <li key={range}>
                      <a href={operatorApi.csvAddress(tenant, range)} download>
                        {t.csv_of(range)}
                      </a>
                    </li>
                  ))}
                </ul>
              </section>
            </>
          )
        }
      </Fetched>
    </>
  );
}

function Pages({ first, tenant, onSignedOut, say }: ViewProps & { first: CallsBody }): JSX.Element {
  const [shown, setShown] = useState(first);
  const [fault, setFault] = useState<string | null>(null);
  useEffect(() => setShown(first), [first]);

  const more = async () => {
    setFault(null);
    try {
      const older = await operatorApi.calls(tenant, shown.next, PAGE);
      const calls = [...shown.calls, ...older.calls];
      setShown({ calls, next: older.next });
      say(t.shown(calls.length));
    } catch (error) {
      if (isSignedOut(error)) onSignedOut();
      else setFault(troubleOf(error));
    }
  };
  return (
    <section>
      <h2>{t.newest}</h2>
      <CallTable calls={shown.calls} caption={t.newest} />
      {fault && (
        <p class="fault" role="alert">
          {fault}
        </p>
      )}
      {shown.next === null ? (
        <p class="note">{t.no_more}</p>
      ) : (
        <button type="button" class="button quiet" onClick={() => void more()}>
          {t.older}
        </button>
      )}
    </section>
  );
}
