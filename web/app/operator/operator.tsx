import "../../ui/operator.css";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { TenantRow } from "../../../src/protocol/operator.schema.ts";
import { Mark } from "../../ui/cairn.tsx";
import { LiveRegion } from "../../ui/live-region.tsx";
import { text } from "../../ui/text.ts";
import { focusHeading } from "../navigation.ts";
import { BudgetsView } from "./budgets.tsx";
import { CallsView } from "./calls.tsx";
import { KeysView } from "./keys.tsx";
import { ModelsView } from "./models.tsx";
import { OperatorRefused, operatorApi } from "./operator-api.ts";
import { OverviewView } from "./overview.tsx";
import { SignIn } from "./sign-in.tsx";
import { words } from "./text.en.ts";
import { type View, VIEWS, type ViewProps, viewOf, viewPath } from "./view.ts";

type Door = "asking" | "signed_out" | "signed_in" | "absent" | "offline";

const PUBLIC_TENANT = "ten_public";

/** The operator's page: a sign-in before it, and its views behind one heading. */
export function Operator({ path }: { path: string }): JSX.Element {
  const [door, setDoor] = useState<Door>("asking");
  const [tenants, setTenants] = useState<readonly TenantRow[]>([]);
  const [tenant, setTenant] = useState(PUBLIC_TENANT);
  const [says, say] = useState("");
  const view = viewOf(path);

  const knock = async () => {
    try {
      await operatorApi.session();
      setTenants(await operatorApi.tenants());
      setDoor("signed_in");
    } catch (error) {
      if (!(error instanceof OperatorRefused) || error.code === "unavailable") setDoor("offline");
      else setDoor(error.code === "operator_not_configured" ? "absent" : "signed_out");
    }
  };
  useEffect(() => void knock(), []);
  useEffect(() => {
    document.title = text.page_title(words.nav[view], words.title);
    focusHeading();
  }, [view, door]);

  const leave = async () => {
    await operatorApi.logout().catch(() => undefined);
    setDoor("signed_out");
  };
  const isIn = door === "signed_in";
  return (
    <>
      <header class="site operator-site">
        <a class="skip" href="#main">
          {text.skip}
        </a>
        <a class="mark" href="/" aria-label={text.home}>
          <Mark />
          {text.product}
        </a>
        {isIn && <Navigation view={view} />}
        {isIn && (
          <button type="button" class="ghost" onClick={() => void leave()}>
            {words.sign_out}
          </button>
        )}
      </header>
      <main id="main" class="operator">
        {door === "asking" && <p class="note">{words.loading}</p>}
        {(door === "signed_out" || door === "absent" || door === "offline") && <SignIn door={door} onDone={() => void knock()} />}
        {isIn && tenants.length > 1 && <TenantChoice tenants={tenants} tenant={tenant} onChoose={setTenant} />}
        {isIn && <CurrentView key={tenant} view={view} tenant={tenant} say={say} onSignedOut={() => setDoor("signed_out")} />}
      </main>
      <LiveRegion says={says} />
    </>
  );
}

function CurrentView({ view, ...props }: ViewProps & { view: View }): JSX.Element {
  switch (view) {
    case "overview":
      return <OverviewView {...props} />;
    case "calls":
      return <CallsView {...props} />;
    case "budgets":
      return <BudgetsView {...props} />;
    case "models":
      return <ModelsView {...props} />;
    case "keys":
      return <KeysView {...props} />;
  }
}

function Navigation({ view }: { view: View }): JSX.Element {
  return (
    <nav aria-label={words.nav_label}>
      {VIEWS.map((one) => (
        <a key={one} href={viewPath(one)} aria-current={one === view ? "page" : undefined}>
          {words.nav[one]}
        </a>
      ))}
    </nav>
  );
}

function TenantChoice({
  tenants,
  tenant,
  onChoose,
}: {
  tenants: readonly TenantRow[];
  tenant: string;
  onChoose: (tenant: string) => void;
}): JSX.Element {
  return (
    <p class="field tenant-choice">
      <label for="tenant">{words.tenant}</label>
      <select id="tenant" value={tenant} onChange={(change) => onChoose(change.currentTarget.value)}>
        {tenants.map(({ tenant_id, name }) => (
          <option key={tenant_id} value={tenant_id}>
            {name}
          </option>
        ))}
      </select>
    </p>
  );
}
