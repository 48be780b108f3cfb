import { resolve4, resolve6 } from "node:dns/promises";
import ipaddr from "ipaddr.js";

/** How long a name may take; a call does not wait longer for it than for a token. */
const RESOLVE_MS = 3_000;

/** There is no address of this kind: half an answer, and no failure. */
const NO_SUCH_RECORD: ReadonlySet<string> = new Set(["ENODATA", "ENOTFOUND"]);

/**
 * All IPv4 and IPv6 addresses of a name, asked of the DNS itself (in Workers: of Cloudflare's resolver over HTTPS), so that no local hosts file has a say.
 * Rejects when either kind could not be asked for: what was not seen cannot be called harmless.
 */
export async function resolveHost(host: string): Promise<readonly string[]> {
  const answers = await withinTime(Promise.all([listAnswers(resolve4, host), listAnswers(resolve6, host)]));
  // Workers list the names that an alias leads over beside the addresses it leads to.
  return answers.flat().filter((answer) => ipaddr.isValid(answer));
}

async function listAnswers(resolve: (host: string) => Promise<readonly string[]>, host: string): Promise<readonly string[]> {
  try {
    return await resolve(host);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (NO_SUCH_RECORD.has(code)) return [];
    throw error;
  }
}

function withinTime<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("the name was not resolved in time")), RESOLVE_MS);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
