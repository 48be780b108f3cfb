import type { JSX } from "preact";
import { ApiKeys } from "./api-keys.tsx";
import { ViewHead } from "./parts.tsx";
import { ProviderKeys } from "./provider-keys.tsx";
import { words } from "./text.en.ts";
import type { ViewProps } from "./view.ts";

/** Keys that go out to providers, and keys that come in from programs. */
export function KeysView(props: ViewProps): JSX.Element {
  return (
    <>
      <ViewHead title={words.keys.title} />
      <ApiKeys {...props} />
      <ProviderKeys {...props} />
    </>
  );
}
