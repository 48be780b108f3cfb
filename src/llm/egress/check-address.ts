import ipaddr from "ipaddr.js";
import { err, ok, type Result } from "../../shared/result.ts";

/** An address that may be called as far as its text tells; what its name resolves to has to be looked at too. */
export interface CheckedAddress {
  /** As it is to be stored and called: normalised, without a slash at its end. */
  readonly base_url: string;
  /** Without brackets and final dot. */
  readonly host: string;
  /** Whether the host is an IP address, so that there is nothing to resolve. */
  readonly is_ip: boolean;
}

/** Top-level names that never lead to the public internet (RFC 6761, 6762, 8375, 9476 and ICANN's `internal`), and those networks use for themselves. */
const PRIVATE_NAMES: ReadonlySet<string> = new Set([
  ...["local", "localhost", "internal", "arpa", "alt", "onion", "test", "invalid", "example"],
  ...["lan", "home", "corp", "intranet", "private", "localdomain", "cluster", "consul", "svc"],
]);

/** Azure's platform agent: public by its number, reachable from inside every virtual machine. */
const METADATA_ADDRESSES: ReadonlySet<string> = new Set(["168.63.129.16"]);

/** Whoever serves models over https does so here; the ports below 1024 belong to other protocols. */
const HTTPS_PORT = 443;
const FIRST_FREE_PORT = 1_024;

/**
 * Whether an address that a tenant gave may be called: https, a public host, nothing hidden in it. `ownHosts` are the names that this deployment itself is
 * reached by: a tenant's calls have no business there. Those that it does not name are called from outside like any other
 * (`global_fetch_strictly_public`). The error is a sentence for whoever gave the address.
 */
export function checkAddress(text: string, ownHosts: readonly string[]): Result<CheckedAddress, string> {
  if (!URL.canParse(text)) return err("This is not an address; it looks like https://models.example.org/v1.");
  const url = new URL(text);
  if (url.protocol !== "https:") return err("Only https addresses are called: keys and learners' words travel with each request.");
  if (url.username !== "" || url.password !== "") return err("Leave out the user and password; the key has a field of its own.");
  if (/[?#]/.test(text)) return err("Leave out everything from ? or # on.");
  const port = url.port === "" ? HTTPS_PORT : Number(url.port);
  if (port !== HTTPS_PORT && port < FIRST_FREE_PORT)
    return err(`Port ${port} is not called; use ${HTTPS_PORT} or one from ${FIRST_FREE_PORT} on.`);

  const checked = checkHost(url, ownHosts);
  return checked.ok ? ok({ base_url: `${url.origin}${url.pathname}`.replace(/\/+$/, ""), ...checked.value }) : checked;
}

/** The host of an address, and whether it may be asked at all as far as its text tells. */
export function checkHost(url: URL, ownHosts: readonly string[]): Result<Pick<CheckedAddress, "host" | "is_ip">, string> {
  // The parser has written every way of spelling an IPv4 address (decimal, octal, hexadecimal, full-width, with parts left out) as four numbers.
  const host = url.hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
  if (ipaddr.isValid(host)) return isPublicAddress(host) ? ok({ host, is_ip: true }) : err(describePrivate(host));
  const problem = checkName(host, ownHosts);
  return problem === null ? ok({ host, is_ip: false }) : err(problem);
}

/** Whether an IP address is one of the public internet: not private, local, shared, reserved or multicast, and no other address in disguise. */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.process(text);
  if (address.range() !== "unicast") return false;
  // Of IPv6 only 2000::/3 is handed out to anybody; old ways of writing IPv4 inside IPv6 (::1.2.3.4) lie outside it.
  if (address instanceof ipaddr.IPv6) return ((address.parts[0] ?? 0) & 0xe000) === 0x2000 && !isIsatap(address.parts);
  return !METADATA_ADDRESSES.has(address.toString());
}

/** RFC 5214: an IPv4 address at the end of any network's IPv6 address, behind `0:5efe` or `200:5efe`. */
function isIsatap(parts: readonly number[]): boolean {
  return parts[5] === 0x5efe && ((parts[4] ?? 0) & 0xfdff) === 0;
}

/** What is wrong with what a name resolved to; null when all of it is public. One private answer among many spoils them all. */
export function checkResolved(host: string, addresses: readonly string[]): string | null {
  if (addresses.length === 0) return `${host} has no address.`;
  return addresses.every(isPublicAddress) ? null : describePrivate(host);
}

function checkName(host: string, ownHosts: readonly string[]): string | null {
  const labels = host.toLowerCase().split(".");
  if (labels.length < 2 || labels.includes("")) return `"${host}" is not a public name.`;
  if (PRIVATE_NAMES.has(labels.at(-1) ?? "")) return describePrivate(host);
  if (ownHosts.some((own) => host === own || host.endsWith(`.${own}`))) return `${host} is this deployment itself.`;
  return null;
}

function describePrivate(host: string): string {
  return `${host} is inside a private network; only servers on the public internet are called.`;
}
