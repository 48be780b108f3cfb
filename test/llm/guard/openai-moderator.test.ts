import { describe, expect, it } from "vitest";
import { createOpenAiModerator, MODERATION_REST_MS, MODERATION_TIMEOUT_MS } from "../../../src/llm/guard/openai-moderator.adapter.ts";
import type { LogFields } from "../../../src/shared/logger.ts";
import { createManualTimer } from "../../support/manual-timer.ts";

const CONFIG = { baseUrl: "https://moderation.test/v1/", apiKey: "sk-canary", model: "m" };
const FLAGGED = { results: [{ flagged: true, categories: { violence: true, hate: false, "self-harm/intent": true } }] };

function open(answer: (request: Request) => Promise<Response> | Response) {
  const time = createManualTimer();
  const log: [string, LogFields | undefined][] = [];
  const note = (event: string, fields?: LogFields) => void log.push([event, fields]);
  const requests: Request[] = [];
  const moderator = createOpenAiModerator(CONFIG, {
    fetch: async (input, init) => {
      const request = new Request(input, init);
      requests.push(request.clone());
      return await answer(request);
    },
    clock: time,
    timer: time,
    logger: { info: note, warn: note, error: note },
  });
  return { moderator, time, log, requests };
}

describe("a text that is moderated", () => {
  it("is sent as the endpoint wants it, with the key in the header only", async () => {
    const { moderator, requests } = open(() => Response.json({ results: [{ flagged: false, categories: {} }] }));
    expect(await moderator.review("It is 7.", "out")).toEqual({ allowed: true, reason: null });
    const [request] = requests;
    expect(request?.url).toBe("https://moderation.test/v1/moderations");
    expect(request?.headers.get("authorization")).toBe("Bearer sk-canary");
    expect(await request?.json()).toEqual({ model: "m", input: "It is 7." });
  });

  it("is refused with the names of what it falls under, and the log does not quote it", async () => {
    const { moderator, log } = open(() => Response.json(FLAGGED));
    expect(await moderator.review("canary words", "out")).toEqual({ allowed: false, reason: "violence, self-harm/intent" });
    expect(log).toEqual([["moderation_refused", { direction: "out", reason: "violence, self-harm/intent" }]]);
  });

  it.each([
    ["is down", () => Promise.reject(new Error("connection refused")), "Error: connection refused"],
    ["is overloaded", () => new Response("<html>canary", { status: 503 }), "answered with status 503"],
    [
      "sends one elsewhere",
      () => new Response(null, { status: 302, headers: { location: "https://evil.test" } }),
      "answered with status 302",
    ],
    ["speaks no JSON", () => new Response("canary"), "answered no JSON"],
    ["speaks of something else", () => Response.json({ results: [] }), "answered something else"],
  ])("passes when the server %s, and the log says so", async (_what, answer, reason) => {
    const { moderator, log } = open(answer);
    expect(await moderator.review("words", "in")).toEqual({ allowed: true, reason });
    expect(log).toEqual([["moderation_skipped", { direction: "in", reason }]]);
  });

  it("passes when the server is silent for two seconds, and the request is given up", async () => {
    const { moderator, time, requests } = open(() => new Promise(() => {}));
    const review = moderator.review("words", "out");
    await time.advance(MODERATION_TIMEOUT_MS);
    expect(await review).toEqual({ allowed: true, reason: "no answer within 2000 ms" });
    expect(requests[0]?.signal.aborted).toBe(true);
  });

  it.each([
    ["late", () => new Promise<never>(() => {})],
    ["out of reach", () => Promise.reject(new Error("connection refused"))],
    ["overloaded", () => new Response(null, { status: 429 })],
  ])("passes unasked for ten seconds after the server was %s, and the log says so once", async (_what, ill) => {
    let isWell = false;
    const { moderator, time, log, requests } = open(() => (isWell ? Response.json(FLAGGED) : ill()));
    const first = moderator.review("words", "in");
    await time.advance(MODERATION_TIMEOUT_MS);
    expect((await first).allowed).toBe(true);
    isWell = true;
    await time.advance(MODERATION_REST_MS - MODERATION_TIMEOUT_MS - 1);
    expect((await moderator.review("words", "out")).allowed).toBe(true);
    expect([requests.length, log.length]).toEqual([1, 1]);
    await time.advance(MODERATION_TIMEOUT_MS + 1);
    expect((await moderator.review("words", "out")).allowed).toBe(false);
  });

  it("is judged although the server would not judge the one before it", async () => {
    const { moderator } = open(async (request) =>
      JSON.stringify(await request.json()).includes("odd") ? new Response(null, { status: 400 }) : Response.json(FLAGGED),
    );
    expect((await moderator.review("odd words", "in")).allowed).toBe(true);
    expect((await moderator.review("words", "out")).allowed).toBe(false);
  });

  it("passes when the server's answer never ends", async () => {
    const { moderator, time } = open(() => new Response(new ReadableStream({ start: (body) => body.enqueue(new Uint8Array(1)) })));
    const review = moderator.review("words", "out");
    await time.advance(MODERATION_TIMEOUT_MS);
    expect((await review).allowed).toBe(true);
  });
});
