import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { ApiKeyRow, CreatedApiKey } from "../../../src/protocol/operator.schema.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { NewKey } from "./new-key.tsx";
import { focusHeading } from "../navigation.ts";
import { operatorApi } from "./operator-api.ts";
import { Fetched, Field } from "./parts.tsx";
import { ResultLine } from "./result-line.tsx";
import { words } from "./text.en.ts";
import { useAct } from "./use-act.ts";
import { useLoad } from "./use-load.ts";
import type { ViewProps } from "./view.ts";

const t = words.keys;

/** Keys for the tenant's own programs: made here, shown once, ended here. */
export function ApiKeys(props: ViewProps): JSX.Element {
  const { tenant, onSignedOut } = props;
  const [label, setLabel] = useState("");
  const [created, setCreated] = useState<CreatedApiKey | null>(null);
  const [revoking, setRevoking] = useState<ApiKeyRow | null>(null);
  const making = useAct(props, (field) => field === "label");
  const ending = useAct(props);
  const loaded = useLoad(tenant, () => operatorApi.apiKeys(tenant), onSignedOut);

  const create = async (event: Event) => {
    event.preventDefault();
    const make = async () => setCreated(await operatorApi.createApiKey(tenant, label));
    if (!(await making.run(make, t.created))) return;
    setLabel("");
    await loaded.reload();
  };
  const revoke = async ({ key_id }: ApiKeyRow) => {
    if (await ending.run(() => operatorApi.revokeApiKey(tenant, key_id), t.revoke_done)) {
      await loaded.reload();
      requestAnimationFrame(focusHeading);
    }
  };
  return (
    <section aria-labelledby="api-keys">
      <h2 id="api-keys">{t.api_title}</h2>
      <p>{t.api_about}</p>
      {created && (
        <NewKey
          created={created}
          say={props.say}
          onDone={() => {
            setCreated(null);
            making.clear();
          }}
        />
      )}
      <Fetched from={loaded}>
        {(keys) => (
          <>
            {keys.length === 0 && <p class="note">{t.api_none}</p>}
            <ul class="keys">
              {keys.map((key) => (
                <li key={key.key_id} class={key.revoked_at === null ? undefined : "ended"}>
                  <strong>{key.label}</strong>
                  <span>{t.ends(key.last_four)}</span>
                  <span class="note">{key.revoked_at === null ? t.since(key.created_at) : t.revoked(key.revoked_at)}</span>
                  {key.revoked_at === null && (
                    <button type="button" class="link" aria-label={t.revoke(key.label)} onClick={() => setRevoking(key)}>
                      {t.revoke_short}
                    </button>
                  )}
                </li>
              ))}
            </ul>
          </>
        )}
      </Fetched>
      <ResultLine result={ending.result} />
      <form class="panel" onSubmit={(event) => void create(event)} noValidate>
        <Field
          id="api-label"
          label={t.label}
          value={label}
          placeholder={t.label_example}
          fault={making.faultAt("label")}
          onInput={setLabel}
        />
        <p class="actions">
          <button type="submit" class="button" aria-disabled={making.isBusy}>
            {t.create}
          </button>
        </p>
        {making.result?.isFault && <ResultLine result={making.result} />}
      </form>
      {revoking && (
        <ConfirmDialog
          title={t.revoke_title}
          confirm={t.revoke(revoking.label)}
          keep={t.keep}
          onConfirm={() => void revoke(revoking)}
          onClose={() => setRevoking(null)}
        >
          {t.revoke_about}
        </ConfirmDialog>
      )}
    </section>
  );
}
