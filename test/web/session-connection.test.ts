import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Command } from "../../src/protocol/client-frames.schema.ts";
import type { PublicEvent } from "../../src/protocol/public-event.schema.ts";
import {
  ACK_TIMEOUT_MS,
  connectSession,
  PING_EVERY_MS,
  SOCKET_PATIENCE_MS,
  STREAM_AGAIN_MS,
  type SessionConnection,
  type Transport,
} from "../../web/app/session-connection.ts";
import type { Refusal } from "../../web/app/session-state.ts";
import { CHOSEN, CREATED, logOf, OFFERED, replied, teaching } from "./fixtures.ts";

const EVENTS = logOf([CREATED, OFFERED, CHOSEN, teaching(0), replied("A majority.", "msg_00001")]);
const REPLY: Command = { type: "reply", message_id: "msg_00001", text: "A majority." };
type Ears = Parameters<Transport["openSocket"]>[0] & Partial<Parameters<Transport["openStream"]>[1]>;

/** A network under the test's hand. */
function createNetwork() {
  const seen = { sockets: 0, sent: [] as string[], streams: [] as number[], posted: [] as Command[] };
  const heard = {
    events: [] as PublicEvent[],
    acknowledged: [] as string[],
    refused: [] as [string | null, string][],
    links: [] as string[],
  };
  let ears: Ears | null = null;
  let answerPost: () => Promise<Refusal | null> = async () => null;
  const transport: Transport = {
    openSocket(on) {
      ears = on;
      seen.sockets += 1;
      return {
        send: (text) => seen.sent.push(text),
        renew: () => {
          seen.sockets += 1;
        },
        close: () => undefined,
      };
    },
    openStream(since, on) {
      ears = on;
      seen.streams.push(since);
      return { close: () => undefined };
    },
    post(command) {
      seen.posted.push(command);
      return answerPost();
    },
  };
  return {
    seen,
    heard,
    transport,
    on: {
      event: (event: PublicEvent) => heard.events.push(event),
      activity: () => undefined,
      delta: () => undefined,
      acknowledged: (id: string) => heard.acknowledged.push(id),
      refused: (id: string | null, refusal: Refusal) => heard.refused.push([id, refusal.code]),
      link: (link: string) => heard.links.push(link),
    },
    open: () => ears?.opened(),
    lose: () => ears?.closed(),
    end: () => ears?.ended?.(),
    say: (frame: object) => ears?.heard(JSON.stringify(frame)),
    replies: () => seen.sent.filter((text) => text.includes('"reply"')),
    answerPosts: (answer: () => Promise<Refusal | null>) => {
      answerPost = answer;
    },
  };
}

describe("the line between a learner and the session", () => {
  let network: ReturnType<typeof createNetwork>;
  let connection: SessionConnection;
  beforeEach(() => {
    vi.useFakeTimers();
    network = createNetwork();
    connection = connectSession(network.transport, 0, network.on);
  });
  afterEach(() => {
    connection.close();
    vi.useRealTimers();
  });
  const event = (index: number) => network.say({ v: 1, type: "event", seq: EVENTS[index]?.seq, event: EVENTS[index] });

  it("asks for what it missed, and hears every event once and in order", () => {
    network.open();
    expect(network.seen.sent).toEqual(['{"v":1,"type":"hello","since":0}']);
    for (const index of [0, 1, 1, 0, 2]) event(index);
    expect(network.heard.events.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  });

  it("asks again from the last whole event when one is missing", () => {
    network.open();
    event(0);
    event(2);
    expect(network.seen.sockets).toBe(2);
    network.open();
    expect(network.seen.sent.at(-1)).toBe('{"v":1,"type":"hello","since":1}');
    expect(network.heard.events).toHaveLength(1);
  });

  it("sends an answer typed while offline as soon as the line is open", () => {
    connection.send(REPLY);
    expect(network.replies()).toEqual([]);
    network.open();
    expect(network.replies()).toEqual([JSON.stringify({ v: 1, ...REPLY })]);
  });

  it("sends an answer that was not acknowledged again, with the same id, on a fresh socket", () => {
    network.open();
    connection.send(REPLY);
    vi.advanceTimersByTime(ACK_TIMEOUT_MS);
    expect(network.seen.sockets).toBe(2);
    network.open();
    expect(network.replies()).toEqual([JSON.stringify({ v: 1, ...REPLY }), JSON.stringify({ v: 1, ...REPLY })]);
    network.say({ v: 1, type: "ack", message_id: REPLY.message_id, seq: 5 });
    vi.advanceTimersByTime(4 * ACK_TIMEOUT_MS);
    expect(network.replies()).toHaveLength(2);
    expect(network.heard.acknowledged).toEqual([REPLY.message_id]);
  });

  it("takes the event itself for the acknowledgement when that got lost", () => {
    network.open();
    connection.send(REPLY);
    for (const index of [0, 1, 2, 3, 4]) event(index);
    vi.advanceTimersByTime(3 * ACK_TIMEOUT_MS);
    expect(network.replies()).toHaveLength(1);
    expect(network.heard.acknowledged).toEqual([REPLY.message_id]);
  });

  it("stops sending what was refused, and says why", () => {
    network.open();
    connection.send(REPLY);
    network.say({ v: 1, type: "error", code: "turn_in_progress", message: "busy", retryable: true, message_id: REPLY.message_id });
    vi.advanceTimersByTime(3 * ACK_TIMEOUT_MS);
    expect(network.replies()).toHaveLength(1);
    expect(network.heard.refused).toEqual([[REPLY.message_id, "turn_in_progress"]]);
  });

  it("turns to plain HTTP where sockets never open", async () => {
    connection.send(REPLY);
    await vi.advanceTimersByTimeAsync(SOCKET_PATIENCE_MS);
    expect(network.seen.streams).toEqual([0]);
    expect(network.seen.posted[0]).toEqual(REPLY);
    expect(network.heard.acknowledged).toEqual([REPLY.message_id]);
    network.say(EVENTS[0] ?? {});
    expect(network.heard.events).toHaveLength(1);
  });

  it("turns to plain HTTP soon where sockets are refused from the start, and is patient where they had worked", () => {
    for (let attempt = 0; attempt < 3; attempt += 1) network.lose();
    expect(network.seen.streams).toEqual([0]);

    const proven = createNetwork();
    const other = connectSession(proven.transport, 0, proven.on);
    proven.open();
    for (let attempt = 0; attempt < 3; attempt += 1) proven.lose();
    expect(proven.seen.streams).toEqual([]);
    other.close();
  });

  it("opens a stream again that the server refused, from the last event on, and no more once it is closed", async () => {
    await vi.advanceTimersByTimeAsync(SOCKET_PATIENCE_MS);
    network.open();
    network.say(EVENTS[0] ?? {});
    network.end();
    expect(network.heard.links.at(-1)).toBe("cut_off");
    await vi.advanceTimersByTimeAsync(STREAM_AGAIN_MS);
    expect(network.seen.streams).toEqual([0, 1]);
    // In vain again: twice as long.
    network.end();
    await vi.advanceTimersByTimeAsync(2 * STREAM_AGAIN_MS - 1);
    expect(network.seen.streams).toEqual([0, 1]);
    await vi.advanceTimersByTimeAsync(1);
    expect(network.seen.streams).toEqual([0, 1, 1]);
    network.end();
    connection.close();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(network.seen.streams).toEqual([0, 1, 1]);
  });

  it("asks a stream that left something out for it once, and not at once: it may leave it out again", async () => {
    await vi.advanceTimersByTimeAsync(SOCKET_PATIENCE_MS);
    network.open();
    for (const at of [0, 2, 3]) network.say(EVENTS[at] ?? {});
    expect(network.seen.streams).toEqual([0]);
    await vi.advanceTimersByTimeAsync(STREAM_AGAIN_MS);
    expect(network.seen.streams).toEqual([0, 1]);
    for (const at of [1, 2]) network.say(EVENTS[at] ?? {});
    expect(network.heard.events.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  });

  it("turns to plain HTTP where sockets had worked and none opens any more, however often one is tried", async () => {
    network.open();
    for (let attempt = 0; attempt < 3; attempt += 1) {
      network.lose();
      await vi.advanceTimersByTimeAsync(SOCKET_PATIENCE_MS / 2);
    }
    expect(network.seen.streams).toEqual([0]);
  });

  it("waits with that while the device itself has no network", async () => {
    network.open();
    connection.lose();
    network.lose();
    await vi.advanceTimersByTimeAsync(2 * SOCKET_PATIENCE_MS);
    expect(network.seen.streams).toEqual([]);
    connection.wake();
    await vi.advanceTimersByTimeAsync(SOCKET_PATIENCE_MS);
    expect(network.seen.streams).toEqual([0]);
  });

  it("turns to plain HTTP where sockets open and swallow everything", async () => {
    network.open();
    connection.send(REPLY);
    await vi.advanceTimersByTimeAsync(ACK_TIMEOUT_MS);
    network.open();
    await vi.advanceTimersByTimeAsync(ACK_TIMEOUT_MS);
    expect(network.seen.posted).toEqual([REPLY]);
  });

  it("goes on trying over HTTP with the same id until somebody is reached", async () => {
    network.answerPosts(() => Promise.reject(new Error("no network")));
    connection.send(REPLY);
    await vi.advanceTimersByTimeAsync(SOCKET_PATIENCE_MS);
    network.answerPosts(async () => null);
    await vi.advanceTimersByTimeAsync(ACK_TIMEOUT_MS);
    expect(new Set(network.seen.posted.map((command) => command.message_id))).toEqual(new Set([REPLY.message_id]));
    expect(network.heard.acknowledged).toEqual([REPLY.message_id]);
  });

  it("gives a refusal over HTTP back like one over the socket", async () => {
    network.answerPosts(async () => ({ code: "wrong_phase", message: "" }));
    connection.send(REPLY);
    await vi.advanceTimersByTimeAsync(SOCKET_PATIENCE_MS);
    expect(network.heard.refused).toEqual([[REPLY.message_id, "wrong_phase"]]);
  });

  it("notices a socket that died silently by the missing pong", () => {
    network.open();
    vi.advanceTimersByTime(PING_EVERY_MS);
    expect(network.seen.sent.at(-1)).toBe("ping");
    network.say({ v: 1, type: "ack", message_id: "msg_other", seq: 1 });
    vi.advanceTimersByTime(PING_EVERY_MS);
    expect(network.seen.sockets).toBe(1);
    vi.advanceTimersByTime(PING_EVERY_MS);
    expect(network.seen.sockets).toBe(2);
  });

  it("looks at once when the device wakes up", () => {
    network.open();
    network.lose();
    connection.wake();
    expect(network.seen.sockets).toBe(2);
    expect(network.heard.links).toEqual(["live", "cut_off"]);
  });

  it("says at once that the device has no network, and that it has one again with the first word heard", () => {
    network.open();
    connection.lose();
    expect(network.heard.links.at(-1)).toBe("cut_off");
    network.say(EVENTS[0] as PublicEvent);
    expect(network.heard.links.at(-1)).toBe("live");
  });

  it("does not trust the old socket when the network comes back", () => {
    network.open();
    connection.lose();
    const { sockets } = network.seen;
    connection.wake();
    expect(network.seen.sockets).toBe(sockets + 1);
  });

  it("is not put off by a frame that it does not know or cannot read", () => {
    network.open();
    network.say({ v: 1, type: "weather", sun: true });
    network.say({ nonsense: 1 });
    event(0);
    expect(network.heard.events).toHaveLength(1);
  });
});
