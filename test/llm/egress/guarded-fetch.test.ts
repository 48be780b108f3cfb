import { describe, expect, it } from "vitest";
import { createAddressGuard } from "../../../src/llm/egress/guarded-fetch.adapter.ts";
import { failureOfError } from "../../../src/llm/model-failure.ts";

const URL_OF_TENANT = "https://models.school.org/v1";

/** A guard over a DNS and an internet of the test's own; `sent` are the requests that left. */
function openGuard(answers: readonly string[] | Error, response: () => Response = () => new Response("{}")) {
  const sent: { url: string; redirect: string | undefined }[] = [];
  const asked: string[] = [];
  const guard = createAddressGuard(
    {
      ownHosts: [],
      async resolve(host) {
        asked.push(host);
        if (answers instanceof Error) throw answers;
        return answers;
      },
    },
    async (input, init) => {
      sent.push({ url: input instanceof Request ? input.url : String(input), redirect: init?.redirect });
      return response();
    },
  );
  const call = async (url: string) => {
    try {
      return (await guard.fetch(url, { method: "POST" })).status;
    } catch (error) {
      return failureOfError(error);
    }
  };
  return { guard, sent, asked, call };
}

describe("a call to a tenant's server", () => {
  it("is made when all addresses of its name are public, and never follows a redirect by itself", async () => {
    const { call, sent } = openGuard(["93.184.215.14", "2606:2800:21f::1"]);
    expect(await call(`${URL_OF_TENANT}/models/m:streamGenerateContent?alt=sse`)).toBe(200);
    expect(sent).toEqual([{ url: `${URL_OF_TENANT}/models/m:streamGenerateContent?alt=sse`, redirect: "manual" }]);
  });

  it.each([
    ["has moved into a private network", ["93.184.215.14", "10.0.0.7"]],
    ["has moved to the metadata service", ["169.254.169.254"]],
    ["has lost its address", []],
  ])("is not made when the name %s since it was stored", async (_, answers) => {
    const { call, sent } = openGuard(answers);
    expect(await call(`${URL_OF_TENANT}/chat/completions`)).toMatchObject({ fault: "unreachable", transient: false });
    expect(sent).toEqual([]);
  });

  it("is not made when the name cannot be looked up, which may pass", async () => {
    const { call, sent, guard } = openGuard(new Error("SERVFAIL"));
    expect(await call(`${URL_OF_TENANT}/chat/completions`)).toMatchObject({ fault: "unreachable", transient: true });
    expect(sent).toEqual([]);
    expect(await guard.check(URL_OF_TENANT)).toEqual({
      ok: false,
      error: "This name could not be looked up; check its spelling, or try again shortly.",
    });
  });

  it("is not made to an address that was never checked, and asks no name server about a number", async () => {
    const { call, sent, asked } = openGuard(["93.184.215.14"]);
    expect(await call("https://2130706433/chat/completions")).toMatchObject({ fault: "unreachable" });
    expect(await call("http://models.school.org/v1")).toMatchObject({ fault: "unreachable" });
    expect(sent).toEqual([]);
    expect(asked).toEqual([]);
  });

  it.each([301, 302, 303, 307, 308])("fails on a redirect (%i), wherever it leads", async (status) => {
    const { call } = openGuard(
      ["93.184.215.14"],
      () => new Response("moved", { status, headers: { location: "http://169.254.169.254/" } }),
    );
    expect(await call(`${URL_OF_TENANT}/chat/completions`)).toMatchObject({ fault: "provider_error", transient: false });
  });

  it("is looked at anew each time", async () => {
    const { call, asked } = openGuard(["93.184.215.14"]);
    await call(`${URL_OF_TENANT}/a`);
    await call(`${URL_OF_TENANT}/b`);
    expect(asked).toEqual(["models.school.org", "models.school.org"]);
  });
});
