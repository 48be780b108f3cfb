import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import WebSocket from "ws";
import { z } from "zod";
import {
  eventsBodySchema,
  learnerBodySchema,
  lessonsBodySchema,
  sessionBodySchema,
  ticketBodySchema,
} from "../../src/protocol/http.schema.ts";
import { type PublicEvent, publicEventSchema } from "../../src/protocol/public-event.schema.ts";
import { serverFrameSchema } from "../../src/protocol/server-frames.schema.ts";
import { openBrowser } from "../support/browser.ts";
import { type Cairn, readItems, rightAnswer, startCairn } from "./support.ts";

let cairn: Cairn;
let browser: Browser;
beforeAll(async () => {
  [cairn, browser] = await Promise.all([startCairn(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await cairn?.stop();
});

/** Collects events from a `ws` client until `done`; the socket is closed then. */
function watchSocket(url: string, token: string, since: number, done: (events: PublicEvent[]) => boolean): Promise<PublicEvent[]> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, { headers: { authorization: `Bearer ${token}` } });
    const events: PublicEvent[] = [];
    socket.on("error", reject);
    socket.on("open", () => socket.send(JSON.stringify({ v: 1, type: "hello", since })));
    socket.on("message", (data) => {
      const frame = serverFrameSchema.parse(JSON.parse(String(data)));
      if (frame.type === "event") events.push(frame.event);
      if (!done(events)) return;
      socket.close();
      resolve(events);
    });
  });
}

describe("three ways into one session", () => {
  it("show a ws client, a plain HTTP client and an EventSource in a browser the very same events", async () => {
    const items = await readItems();
    const { token } = learnerBodySchema.parse(await (await fetch(`${cairn.url}/v1/learners`, { method: "POST" })).json());
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const post = async (path: string, body: unknown, messageId = "none-0000"): Promise<unknown> => {
      const response = await fetch(`${cairn.url}${path}`, {
        method: "POST",
        headers: { ...headers, "idempotency-key": messageId },
        body: JSON.stringify(body),
      });
      expect([path, response.ok]).toEqual([path, true]);
      return await response.json();
    };
    const get = async (path: string): Promise<unknown> =>
      (await fetch(`${cairn.url}${path}`, { headers: { ...headers, accept: "application/json" } })).json();

    const { lessons } = lessonsBodySchema.parse(await get("/v1/lessons"));
    const lesson = lessons.find(({ title }) => title.includes("etcd"));
    const { session } = sessionBodySchema.parse(await post("/v1/sessions", { lesson_id: lesson?.lesson_id }));
    const at = `/v1/sessions/${session.session_id}`;
    const socketUrl = `${cairn.url.replace("http", "ws")}${at}/socket`;
    const asked = (count: number) => (events: PublicEvent[]) => events.filter((event) => event.type === "tutor_delivered").length === count;

    // The browser's stream is opened with a ticket, because EventSource cannot send a header.
    const page = await browser.newPage();
    await page.goto(cairn.url);
    const { ticket } = ticketBodySchema.parse(
      await page.evaluate(
        async ([path, bearer]) =>
          (await fetch(`${path}/ticket`, { method: "POST", headers: { authorization: `Bearer ${bearer}` } })).json(),
        [at, token] as const,
      ),
    );
    const streamed = page.evaluate(
      ([url]) =>
        new Promise<string[]>((resolve) => {
          const source = new EventSource(url);
          const seen: string[] = [];
          const types = [
            "session_created",
            "paths_generated",
            "path_chosen",
            "tutor_drafted",
            "draft_reviewed",
            "tutor_delivered",
            "hint_delivered",
            "learner_replied",
            "reply_evaluated",
          ];
          for (const type of types) {
            source.addEventListener(type, (event) => {
              seen.push((event as MessageEvent<string>).data);
              if (seen.filter((data) => data.includes('"tutor_delivered"')).length < 2) return;
              source.close();
              resolve(seen);
            });
          }
        }),
      [`${at}/events?ticket=${ticket}`] as const,
    );
    const socketed = watchSocket(socketUrl, token, 0, asked(2));

    await watchSocket(socketUrl, token, 0, (events) => events.some((event) => event.type === "paths_generated"));
    await post(`${at}/path`, { path_id: "1" }, "choose-0001");
    const first = (await watchSocket(socketUrl, token, 0, asked(1))).findLast((event) => event.type === "tutor_delivered");
    const item = items.get((first?.type === "tutor_delivered" && first.item?.item_id) || "");
    if (!item) throw new Error("The tutor asks an item of the pack.");
    await post(`${at}/hints`, {}, "hint-00001");
    await post(`${at}/replies`, { text: rightAnswer(item) }, "answer-001");

    const overSocket = await socketed;
    const overHttp = eventsBodySchema.parse(await get(`${at}/events`)).events;
    const overStream = z.array(publicEventSchema).parse((await streamed).map((data) => JSON.parse(data)));
    expect(overSocket.map((event) => event.seq)).toEqual(overHttp.map((_, index) => index + 1));
    expect(overSocket).toEqual(overHttp);
    expect(overStream).toEqual(overHttp);
    // Who comes back with what it has gets exactly the rest.
    for (const since of [0, 3, overHttp.length - 1]) {
      expect(await watchSocket(socketUrl, token, since, (events) => events.length === overHttp.length - since)).toEqual(
        overHttp.slice(since),
      );
    }
  });
});
