import robotsParser from "robots-parser";
import { checkHost, checkResolved } from "../../llm/egress/check-address.ts";
import { err, ok, type Result } from "../../shared/result.ts";
import type { ReadProblem } from "../read-document.port.ts";
import type { PageFetcher } from "./ingest.port.ts";

export interface PageFetcherDeps {
  /** All addresses of a name; rejects when they cannot be found out. */
  readonly resolve: (host: string) => Promise<readonly string[]>;
  /** Names that this deployment is reached by. */
  readonly ownHosts: readonly string[];
  readonly send?: typeof fetch;
  /** For everything about one page: robots, redirects, the page to its last byte. */
  readonly timeout_ms?: number;
}

const TIMEOUT_MS = 60_000;
const MAX_REDIRECTS = 5;
/** RFC 9309 §2.5: at least 500 KiB of a site's rules are read. */
const MAX_ROBOTS_BYTES = 512_000;
/** The name that sites know us by in their rules. */
const ROBOT = "CairnBot";
const USER_AGENT = `${ROBOT}/1.0 (fetches single pages that a teacher names)`;
const FIRST_FREE_PORT = 1_024;

/** What cannot be told apart from a passing trouble; the step tries again. */
class PassingTrouble extends Error {}

/**
 * Pages of the public internet. Every address is looked at before it is asked, those of redirects too; nothing inside a network and nothing of this deployment's own
 * is fetched. What it cannot close is written at the guard of models' addresses: the platform resolves a name once more, and reaches nothing private either.
 */
export function createPageFetcher({
  resolve,
  ownHosts,
  send = (...call) => fetch(...call),
  timeout_ms = TIMEOUT_MS,
}: PageFetcherDeps): PageFetcher {
  const check = async (text: string): Promise<Result<null, string>> => {
    if (!URL.canParse(text)) return err("This is not an address; it looks like https://example.org/chapter-3.");
    const url = new URL(text);
    if (url.protocol !== "https:" && url.protocol !== "http:") return err("Only http and https addresses are fetched.");
    if (url.username !== "" || url.password !== "") return err("Leave out the user and password; pages behind a sign-in are not fetched.");
    if (url.port !== "" && Number(url.port) < FIRST_FREE_PORT) return err(`Port ${url.port} is not asked for pages.`);
    const checked = checkHost(url, ownHosts);
    if (!checked.ok || checked.value.is_ip) return checked.ok ? ok(null) : checked;
    const { host } = checked.value;
    const addresses = await resolve(host).catch(() => null);
    if (addresses === null) return err(`The name ${host} could not be looked up. Check its spelling, or try again shortly.`);
    const problem = checkResolved(host, addresses);
    return problem === null ? ok(null) : err(problem);
  };

  /** One request, and where it leads; redirects are followed by hand so that each is looked at. */
  const follow = async (
    address: string,
    signal: AbortSignal,
    mayAsk: (url: URL) => Promise<boolean>,
  ): Promise<Result<Response, ReadProblem>> => {
    let url = new URL(address);
    for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
      const checked = await check(url.href);
      if (!checked.ok) return err({ code: "address_refused", detail: checked.error, page: null });
      if (!(await mayAsk(url)))
        return err({
          code: "robots_refused",
          detail: `${url.host} asks programs not to fetch this page. Save it and send the file.`,
          page: null,
        });
      const response = await send(url.href, {
        signal,
        redirect: "manual",
        headers: { "user-agent": USER_AGENT, accept: "text/html,*/*;q=0.8" },
      });
      const location = response.headers.get("location");
      if (response.status < 300 || response.status > 399 || location === null) return ok(response);
      await response.body?.cancel().catch(() => {});
      if (!URL.canParse(location, url.href)) return err(failed("It leads on to something that is no address."));
      url = new URL(location, url.href);
    }
    return err(failed(`It leads from page to page more than ${MAX_REDIRECTS} times.`));
  };

  /** RFC 9309: no rules to be had means that everything is allowed, rules that cannot be reached that nothing is. */
  const readRobots = async (origin: string, signal: AbortSignal): Promise<(url: URL) => boolean> => {
    const address = `${origin}/robots.txt`;
    const answer = await follow(address, signal, async () => true);
    if (!answer.ok) return () => answer.error.code === "address_failed";
    const { status, body } = answer.value;
    if (status >= 500 || status === 429) throw new PassingTrouble("the site's rules cannot be read");
    if (status !== 200 || body === null) {
      await body?.cancel().catch(() => {});
      return () => true;
    }
    const rules = robotsParser(address, await readSome(body, MAX_ROBOTS_BYTES));
    return (url) => rules.isAllowed(url.href, ROBOT) ?? true;
  };

  return {
    check,
    async fetch(address, take) {
      const signal = AbortSignal.timeout(timeout_ms);
      const robots = new Map<string, (url: URL) => boolean>();
      const mayAsk = async (url: URL): Promise<boolean> => {
        const isAllowed = robots.get(url.origin) ?? (await readRobots(url.origin, signal));
        robots.set(url.origin, isAllowed);
        return isAllowed(url);
      };
      try {
        const answer = await follow(address, signal, mayAsk);
        if (!answer.ok) return answer;
        const { status, body, headers } = answer.value;
        if (status >= 500 || status === 429) throw new PassingTrouble(`the site answered ${status}`);
        if (status !== 200 || body === null) {
          await body?.cancel().catch(() => {});
          return err(failed(`The site answered ${status}. Check the address, or save the page and send the file.`));
        }
        return ok(await take({ body, media_type: headers.get("content-type")?.slice(0, 200) ?? null }));
      } catch (error) {
        if (!signal.aborted) throw error;
        return err({
          code: "took_too_long",
          detail: `The page was not there within ${timeout_ms / 1_000} seconds. Try again later, or save it and send the file.`,
          page: null,
        });
      }
    },
  };
}

function failed(detail: string): ReadProblem {
  return { code: "address_failed", detail, page: null };
}

/** The beginning of a stream as text. */
async function readSome(body: ReadableStream<Uint8Array>, maxBytes: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    text += decoder.decode(chunk, { stream: true });
    if (bytes >= maxBytes) break;
  }
  return text;
}
