import { describe, expect, it } from "vitest";
import { createHostResolver, type Dns } from "../../../src/llm/egress/resolve-host.adapter.ts";
import { createManualTimer } from "../../support/manual-timer.ts";

const failing = (code: string) => () => Promise.reject(Object.assign(new Error("query failed"), { code }));
const resolve = (dns: Partial<Dns>) =>
  createHostResolver(createManualTimer(), { resolve4: async () => ["93.184.215.14"], resolve6: async () => [], ...dns })(
    "models.school.org",
  );

describe("the addresses of a name", () => {
  it("are those of both kinds, without the names an alias leads over", async () => {
    const dns = { resolve4: async () => ["edge.school.org.", "93.184.215.14"], resolve6: async () => ["2606:2800:21f::1"] };
    expect(await resolve(dns)).toEqual(["93.184.215.14", "2606:2800:21f::1"]);
  });

  it.each(["ENODATA", "ENOTFOUND"])("may be of one kind only (%s for the other), or none at all", async (code) => {
    expect(await resolve({ resolve6: failing(code) })).toEqual(["93.184.215.14"]);
    expect(await resolve({ resolve4: failing(code), resolve6: failing(code) })).toEqual([]);
  });

  it("are not known when one kind could not be asked for: it may have been the private one", async () => {
    await expect(resolve({ resolve6: failing("ESERVFAIL") })).rejects.toThrow("query failed");
  });

  it("are not known when nobody answers within three seconds", async () => {
    const timer = createManualTimer();
    const never = () => new Promise<never>(() => {});
    const answer = createHostResolver(timer, { resolve4: never, resolve6: never })("models.school.org").catch(String);
    await timer.advance(3_000);
    expect(await answer).toContain("not resolved in time");
    expect(timer.waiting()).toBe(0);
  });
});
