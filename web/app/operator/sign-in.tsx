import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { text } from "../../ui/text.ts";
import { OperatorRefused, operatorApi } from "./operator-api.ts";
import { words } from "./text.en.ts";

const t = words.sign_in;

/** The door: a field for the token, or how to make one. */
export function SignIn({ door, onDone }: { door: "signed_out" | "absent" | "offline"; onDone: () => void }): JSX.Element {
  if (door === "absent") return <HowToSet />;
  if (door === "offline")
    return (
      <section class="door">
        <h1 tabIndex={-1}>{t.title}</h1>
        <p>{words.offline}</p>
        <button type="button" class="button" onClick={onDone}>
          {text.retry}
        </button>
      </section>
    );
  return <TokenForm onDone={onDone} />;
}

function TokenForm({ onDone }: { onDone: () => void }): JSX.Element {
  const [token, setToken] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);

  const submit = async (event: Event) => {
    event.preventDefault();
    if (isSending) return;
    if (token.trim() === "") return setFault(t.needed);
    setSending(true);
    try {
      await operatorApi.login(token);
      onDone();
    } catch (error) {
      setFault(faultOf(error));
      setSending(false);
    }
  };
  return (
    <section class="door">
      <h1 tabIndex={-1}>{t.title}</h1>
      <p>{t.about}</p>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <p class="field">
          <label for="token">{t.token}</label>
          <input
            id="token"
            type="password"
            autocomplete="current-password"
            value={token}
            aria-invalid={fault !== null}
            aria-describedby={fault ? "token-fault token-note" : "token-note"}
            onInput={(input) => setToken(input.currentTarget.value)}
          />
        </p>
        {fault && (
          <p id="token-fault" class="fault" role="alert">
            {fault}
          </p>
        )}
        <p id="token-note" class="note">
          {t.note}
        </p>
        <button type="submit" class="button" aria-disabled={isSending}>
          {t.submit}
        </button>
      </form>
    </section>
  );
}

function faultOf(error: unknown): string {
  if (!(error instanceof OperatorRefused)) return words.offline;
  switch (error.code) {
    case "unauthenticated":
    case "invalid_request":
      return t.wrong;
    case "too_many_requests":
      return t.slow_down;
    case "forbidden_origin":
      return t.foreign;
    default:
      return words.problem(error.message);
  }
}

function HowToSet(): JSX.Element {
  return (
    <section class="door">
      <h1 tabIndex={-1}>{t.absent}</h1>
      <p>{t.absent_about}</p>
      <dl>
        <dt>{t.absent_deployed}</dt>
        <dd>
          <code>openssl rand -base64 36 | npx wrangler secret put OPERATOR_TOKEN</code>
        </dd>
        <dt>{t.absent_local}</dt>
        <dd>{t.absent_local_about}</dd>
      </dl>
    </section>
  );
}
