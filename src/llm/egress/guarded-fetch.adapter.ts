import { err, ok, type Result } from "../../shared/result.ts";
import { lasting, ModelError, transient } from "../model-failure.ts";
import { checkAddress, checkResolved } from "./check-address.ts";

export interface AddressGuardDeps {
  /** All addresses of a name; rejects when they cannot be found out. */
  readonly resolve: (host: string) => Promise<readonly string[]>;
  /** Names that this deployment is reached by. */
  readonly ownHosts: readonly string[];
}

export interface AddressGuard {
  /** The address as it is to be stored, or a sentence why it is not called. */
  check(url: string): Promise<Result<string, string>>;
  /** `fetch` for addresses that tenants gave: checked anew at each call, redirects not followed. Throws a `ModelError` for what it refuses. */
  readonly fetch: typeof fetch;
}

/**
 * Looks at addresses that tenants gave before anything is sent there. What it cannot close: the platform's fetch resolves the name once more, so a name that
 * changes its answer in between is called all the same. Nothing private is reachable then either, because a Worker runs in no private network: the
 * platform's fetch leaves from Cloudflare's edge. On a runtime of one's own inside a network, an egress proxy has to be the second fence.
 */
export function createAddressGuard(
  { resolve, ownHosts }: AddressGuardDeps,
  send: typeof fetch = (input, init) => fetch(input, init),
): AddressGuard {
  const check = async (url: string): Promise<Result<string, string | null>> => {
    const checked = checkAddress(url, ownHosts);
    if (!checked.ok || checked.value.is_ip) return checked.ok ? ok(checked.value.base_url) : checked;
    const { host, base_url } = checked.value;
    let addresses: readonly string[];
    try {
      addresses = await resolve(host);
    } catch {
      return err(null);
    }
    const problem = checkResolved(host, addresses);
    return problem === null ? ok(base_url) : err(problem);
  };

  return {
    async check(url) {
      const checked = await check(url);
      return checked.ok ? checked : err(checked.error ?? "This name could not be looked up; check its spelling, or try again shortly.");
    },
    async fetch(input, init) {
      // What is asked of an address is ours (Google wants `?alt=sse`); only where it leads is the tenant's.
      const { origin, pathname } = new URL(input instanceof Request ? input.url : input);
      const checked = await check(`${origin}${pathname}`);
      // The log may name the tenant; it does not name the address, which is the tenant's.
      if (!checked.ok && checked.error === null)
        throw new ModelError(transient("unreachable", "the name of the tenant's server could not be looked up"));
      if (!checked.ok) throw new ModelError(lasting("unreachable", "the address of the tenant's server is not public any more"));
      const response = await send(input, { ...init, redirect: "manual" });
      // Runtimes that follow the browsers' rules show a redirect that is not followed as status 0.
      if (response.status !== 0 && (response.status < 300 || response.status > 399)) return response;
      await response.body?.cancel().catch(() => {});
      throw new ModelError(lasting("provider_error", "the tenant's server answered with a redirect, which is not followed"));
    },
  };
}
