import { describe, expect, it } from "vitest";
import { createPageFetcher } from "../../../src/knowledge/ingest/page-fetcher.adapter.ts";

type Answers = Readonly<Record<string, () => Response>>;

const page = (text: string) => () => new Response(text, { headers: { "content-type": "text/html" } });
const redirect = (to: string) => () => new Response(null, { status: 302, headers: { location: to } });

/** A network of a few addresses; everything else is not found. Names that end in `.inside.net` lead into a private network. */
function openNetwork(answers: Answers, timeout_ms = 1_000) {
  const asked: string[] = [];
  const fetcher = createPageFetcher({
    resolve: async (host) =>
      host.endsWith("nowhere.net") ? Promise.reject(new Error("?")) : host.endsWith("inside.net") ? ["10.0.0.7"] : ["93.184.215.14"],
    ownHosts: ["learn.school.org"],
    timeout_ms,
    send: async (input, init) => {
      asked.push(String(input));
      const answer = answers[String(input)];
      if (answer) return answer();
      if (!String(input).endsWith("/hangs")) return new Response("no", { status: 404 });
      return await new Promise((_, reject) => init?.signal?.addEventListener("abort", () => reject(init.signal?.reason)));
    },
  });
  return { asked, fetch: (url: string) => fetcher.fetch(url, async ({ body }) => await new Response(body).text()), check: fetcher.check };
}

const codeOf = (result: Awaited<ReturnType<ReturnType<typeof openNetwork>["fetch"]>>) => (result.ok ? result.value : result.error.code);

describe("a page that a teacher names", () => {
  it("is fetched, also where it moved to", async () => {
    const { fetch } = openNetwork({
      "https://a.org/1": redirect("/2"),
      "https://a.org/2": redirect("https://b.org/3"),
      "https://b.org/3": page("hello"),
    });
    expect(codeOf(await fetch("https://a.org/1"))).toBe("hello");
  });

  it.each([
    "http://127.0.0.1/x",
    "http://2130706433/",
    "http://[::ffff:10.0.0.1]/",
    "http://169.254.169.254/latest",
    "http://metadata.google.internal/",
    "http://printer.local/",
    "http://router/",
    "https://db.inside.net/",
    "https://learn.school.org/v1/courses",
    "https://user:pw@a.org/",
    "https://a.org:25/",
    "file:///etc/passwd",
    "not an address",
  ])("is not asked for at %s", async (url) => {
    const { asked, check, fetch } = openNetwork({});
    expect((await check(url)).ok).toBe(false);
    if (URL.canParse(url)) expect(codeOf(await fetch(url))).toBe("address_refused");
    expect(asked).toEqual([]);
  });

  it("is not followed into a private network", async () => {
    const { asked, fetch } = openNetwork({ "https://a.org/1": redirect("http://169.254.169.254/latest") });
    expect(codeOf(await fetch("https://a.org/1"))).toBe("address_refused");
    expect(asked).not.toContain("http://169.254.169.254/latest");
  });

  it("is left alone where the site's rules say so, and only there", async () => {
    const rules = "User-agent: *\nDisallow: /private/\n\nUser-agent: CairnBot\nDisallow: /no-cairn/\n";
    const network = { "https://a.org/robots.txt": page(rules), "https://a.org/no-cairn/1": page("x"), "https://a.org/ok": page("fine") };
    expect(codeOf(await openNetwork(network).fetch("https://a.org/no-cairn/1"))).toBe("robots_refused");
    expect(codeOf(await openNetwork(network).fetch("https://a.org/ok"))).toBe("fine");
    const moved = { ...network, "https://b.org/1": redirect("https://a.org/no-cairn/1") };
    expect(codeOf(await openNetwork(moved).fetch("https://b.org/1"))).toBe("robots_refused");
  });

  it("that is not there, leads in circles or takes for ever ends in a named failure", async () => {
    expect(codeOf(await openNetwork({}).fetch("https://a.org/gone"))).toBe("address_failed");
    expect(codeOf(await openNetwork({ "https://a.org/1": redirect("/1") }).fetch("https://a.org/1"))).toBe("address_failed");
    expect(codeOf(await openNetwork({}, 20).fetch("https://a.org/hangs"))).toBe("took_too_long");
  });

  it("is tried again where the site or its rules are in trouble", async () => {
    const trouble = () => new Response("", { status: 503 });
    await expect(openNetwork({ "https://a.org/1": trouble }).fetch("https://a.org/1")).rejects.toThrow("503");
    await expect(openNetwork({ "https://a.org/robots.txt": trouble }).fetch("https://a.org/1")).rejects.toThrow("rules");
  });
});
