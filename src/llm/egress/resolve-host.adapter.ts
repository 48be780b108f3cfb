import { resolve4, resolve6 } from "node:dns/promises";
import ipaddr from "ipaddr.js";
import type { Timer } from "../timer.port.ts";

/** How long a name may take; a call does not wait longer for it than for a token. */
const RESOLVE_MS = 3_000;

/** There is no address of this kind: half an answer, and no failure. */
const NO_SUCH_RECORD: ReadonlySet<string> = new Set(["ENODATA", "ENOTFOUND"]);

/** The DNS as `node:dns` asks it; in Workers that is Cloudflare's resolver over HTTPS. */
export interface Dns {
  resolve4(host: string): Promise<readonly string[]>;
  resolve6(host: string): Promise<readonly string[]>;
}

/**
 * Finds all IPv4 and IPv6 addresses of a name by asking the DNS itself, so that no local hosts file has a say. Rejects when either kind could not be asked
 * for, or within 3 s was not told: what was not seen cannot be called harmless.
 */
export function createHostResolver(timer: Timer, dns: Dns = { resolve4, resolve6 }): (host: string) => Promise<readonly string[]> {
  return async (host) => {
    const answers = await within(timer, Promise.all([orNone(dns.resolve4(host)), orNone(dns.resolve6(host))]));
    // Workers list the names that an alias leads over beside the addresses it leads to.
    return answers.flat().filter((answer) => ipaddr.isValid(answer));
  };
}

async function orNone(answers: Promise<readonly string[]>): Promise<readonly string[]> {
  try {
    return await answers;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (NO_SUCH_RECORD.has(code)) return [];
    throw error;
  }
}

function within<T>(timer: Timer, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = timer.after(RESOLVE_MS, () => reject(new Error("the name was not resolved in time")));
    work.then(resolve, reject).finally(cancel);
  });
}
