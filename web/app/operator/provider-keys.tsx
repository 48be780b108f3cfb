import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { RoutesBody } from "../../../src/protocol/operator.schema.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { focusHeading } from "../navigation.ts";
import { operatorApi } from "./operator-api.ts";
import { Fetched, Field } from "./parts.tsx";
import { ResultLine } from "./result-line.tsx";
import { words } from "./text.en.ts";
import { useAct } from "./use-act.ts";
import { useLoad } from "./use-load.ts";
import type { ViewProps } from "./view.ts";

const t = words.keys;

/** A tenant's own keys for providers: what is stored, and a field for one more. Nothing of a key comes back but its end. */
export function ProviderKeys(props: ViewProps): JSX.Element {
  const { tenant, onSignedOut } = props;
  const [removing, setRemoving] = useState<string | null>(null);
  const act = useAct(props);
  const loaded = useLoad(
    tenant,
    async () => {
      const [keys, { providers }] = await Promise.all([operatorApi.keys(tenant), operatorApi.routes(tenant)]);
      return { ...keys, providers: providers.filter(({ takes_key }) => takes_key) };
    },
    onSignedOut,
  );
  const remove = async (provider: string) => {
    if (await act.run(() => operatorApi.removeKey(tenant, provider), words.removed)) {
      await loaded.reload();
      requestAnimationFrame(focusHeading);
    }
  };
  return (
    <section aria-labelledby="provider-keys">
      <h2 id="provider-keys">{t.provider_title}</h2>
      <p>{t.provider_about}</p>
      <Fetched from={loaded}>
        {({ keys, providers, can_store }) => {
          const nameOf = (id: string) => providers.find((provider) => provider.id === id)?.name ?? id;
          return (
            <>
              {keys.length === 0 && can_store && <p class="note">{t.none}</p>}
              <ul class="keys">
                {keys.map((key) => (
                  <li key={key.provider}>
                    <strong>{nameOf(key.provider)}</strong>
                    <span>{t.ends(key.last_four)}</span>
                    <span class="note">
                      {t.since(key.created_at)}
                      {key.base_url === null ? "" : ` · ${key.base_url}`}
                    </span>
                    <button
                      type="button"
                      class="link"
                      aria-label={t.remove(nameOf(key.provider))}
                      onClick={() => setRemoving(key.provider)}
                    >
                      {words.remove}
                    </button>
                  </li>
                ))}
              </ul>
              <ResultLine result={act.result} />
              {can_store ? <KeyForm {...props} providers={providers} onStored={loaded.reload} /> : <p class="notice">{t.cannot_store}</p>}
              {removing !== null && (
                <ConfirmDialog
                  title={t.remove_title}
                  confirm={words.remove}
                  keep={t.keep}
                  onConfirm={() => void remove(removing)}
                  onClose={() => setRemoving(null)}
                >
                  {t.remove_about}
                </ConfirmDialog>
              )}
            </>
          );
        }}
      </Fetched>
    </section>
  );
}

const FIELDS: ReadonlySet<string> = new Set(["key", "base_url"]);

function KeyForm({
  providers,
  tenant,
  onStored,
  ...props
}: ViewProps & { providers: RoutesBody["providers"]; onStored: () => Promise<void> }): JSX.Element {
  const [provider, setProvider] = useState(providers[0]?.id ?? "");
  const [key, setKey] = useState("");
  const [baseUrl, setBaseUrl] = useState("");
  const act = useAct(props, (field) => FIELDS.has(field));

  const submit = async (event: Event) => {
    event.preventDefault();
    const body = { key: key.trim(), base_url: baseUrl.trim() === "" ? null : baseUrl.trim() };
    const name = providers.find(({ id }) => id === provider)?.name ?? provider;
    if (!(await act.run(() => operatorApi.putKey(tenant, provider, body), t.stored(name, body.key.slice(-4))))) return;
    setKey("");
    setBaseUrl("");
    await onStored();
  };
  return (
    <form class="panel" onSubmit={(event) => void submit(event)} noValidate>
      <div class="form-grid">
        <div class="field">
          <label for="key-provider">{t.provider}</label>
          <select id="key-provider" value={provider} onChange={(change) => setProvider(change.currentTarget.value)}>
            {providers.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </div>
        <Field id="key-key" label={t.key} type="password" value={key} fault={act.faultAt("key")} note={t.key_note} onInput={setKey} />
        <Field
          id="key-url"
          label={t.base_url}
          value={baseUrl}
          placeholder="https://"
          fault={act.faultAt("base_url")}
          note={t.base_url_note}
          onInput={setBaseUrl}
        />
      </div>
      <p class="actions">
        <button type="submit" class="button" aria-disabled={act.isBusy}>
          {t.store}
        </button>
      </p>
      <ResultLine result={act.result} />
    </form>
  );
}
