import { evictDurableObject, runDurableObjectAlarm } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { packsToSql } from "../../scripts/lib/pack-sql.ts";
import type { PublicEvent } from "../../src/protocol/public-event.schema.ts";
import { pendingEffect } from "../../src/session/effects.ts";
import type { SessionEvent } from "../../src/session/events.schema.ts";
import { fold } from "../../src/session/fold.ts";
import { fixturePack } from "../support/fixture-pack.ts";
import { type Lesson, playLessonToEnd } from "../support/played-lesson.ts";

beforeAll(async () => {
  for (const statement of packsToSql([fixturePack], "ten_public")) await env.DB.prepare(statement.replace(/;\s*$/, "")).run();
});

/** A message and the end are written together with the event before them: no crash can part them. */
function isParted(log: readonly SessionEvent[], seq: number): boolean {
  const next = log[seq]?.type;
  return next !== "tutor_delivered" && next !== "session_completed";
}

/** Where a crash can leave a log. */
function crashPoints(log: readonly SessionEvent[]): number[] {
  return log.map(({ seq }) => seq).filter((seq) => isParted(log, seq));
}

/** Everything of an event but when it happened. */
const without = (event: SessionEvent) => ({ ...event, at: "" });

/** The `seq` at which a session that stood after `seq` comes to rest again by itself. */
function restAfter(log: readonly SessionEvent[], seq: number): number {
  const state = fold(log.slice(0, seq));
  const isAtRest = isParted(log, seq) && (!state || !pendingEffect(state));
  return isAtRest ? seq : restAfter(log, seq + 1);
}

function expectRow(row: string, cases: number): void {
  process.stdout.write(`${row}: ${cases} generated cases, 0 violations\n`);
  expect(cases).toBeGreaterThan(0);
}

/** Ways in which an object comes to life again after an eviction. Each ends when the session rests. */
const WAKINGS: readonly [string, (lesson: Lesson, seq: number, rest: number) => Promise<void>][] = [
  ["the watchdog, an hour late", async (lesson) => expect(await runDurableObjectAlarm(lesson.stub)).toBe(true)],
  [
    "a client on a new socket",
    async (lesson, seq, rest) => {
      const socket = await lesson.connect();
      socket.send({ v: 1, type: "hello", since: seq });
      await (rest > seq ? socket.untilSeq(rest) : socket.until((frame) => frame.type === "hello"));
      expect(socket.events().map((event) => event.seq)).toEqual(Array.from({ length: rest - seq }, (_, at) => seq + 1 + at));
      socket.close();
    },
  ],
  [
    "an event stream",
    async (lesson, seq, rest) => {
      const headers = { accept: "text/event-stream", "last-event-id": `${seq}` };
      const response = await lesson.fetch(`/v1/sessions/${lesson.id}/events`, { headers });
      const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
      let text = (await reader?.read())?.value ?? "";
      while (rest > seq && !text.includes(`id: ${rest}\n`)) text += (await reader?.read())?.value ?? "";
      await reader?.cancel();
      expect([...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id))).toEqual(
        Array.from({ length: rest - seq }, (_, at) => seq + 1 + at),
      );
    },
  ],
];

describe("an object that is evicted", () => {
  it.each(WAKINGS)("at every step goes on as if nothing had happened when it is woken by %s", async (waking, wake) => {
    const { lesson, log } = await playLessonToEnd();
    for (const seq of crashPoints(log)) {
      await lesson.rewind(seq);
      await evictDurableObject(lesson.stub, { webSockets: "close" });
      const rest = restAfter(log, seq);
      await wake(lesson, seq, rest);
      expect((await lesson.log()).map(without)).toEqual(log.slice(0, rest).map(without));
      // What came after is put back, so that the next step can be tried.
      await lesson.restore(log);
    }
    expectRow(`evicted at every step, woken by ${waking}`, crashPoints(log).length);
  });

  it("at every step with its sockets open goes on over the same sockets", async () => {
    const { lesson, log } = await playLessonToEnd();
    for (const seq of crashPoints(log)) {
      await lesson.rewind(seq);
      const socket = await lesson.connect();
      // The object has not noticed the rewinding, so it has nothing to do and the socket joins at rest.
      socket.send({ v: 1, type: "hello", since: seq });
      await socket.until((frame) => frame.type === "hello");
      await evictDurableObject(lesson.stub);
      const rest = restAfter(log, seq);
      await runDurableObjectAlarm(lesson.stub);
      if (rest > seq) await socket.untilSeq(rest);
      expect(socket.events().map((event) => event.seq)).toEqual(Array.from({ length: rest - seq }, (_, at) => seq + 1 + at));
      socket.close();
      await lesson.restore(log);
    }
    expectRow("evicted at every step, sockets open", crashPoints(log).length);
  });

  it("is woken twice by the same job and does nothing twice", async () => {
    const { lesson, log } = await playLessonToEnd();
    for (const seq of crashPoints(log)) {
      await lesson.rewind(seq);
      await evictDurableObject(lesson.stub, { webSockets: "close" });
      await runDurableObjectAlarm(lesson.stub);
      const once = await lesson.log();
      await lesson.rewind(once.length);
      await runDurableObjectAlarm(lesson.stub);
      expect(await lesson.log()).toEqual(once);
      await lesson.restore(log);
    }
    expectRow("resume job twice", crashPoints(log).length);
  });
});

describe("a client that reconnects", () => {
  it("after any frame gets exactly what it missed, over every way in", async () => {
    const { lesson } = await playLessonToEnd();
    const { events } = await (await lesson.fetch(`/v1/sessions/${lesson.id}/events?since=0`)).json<{ events: PublicEvent[] }>();
    for (let since = 0; since <= events.length; since++) {
      const socket = await lesson.connect();
      socket.send({ v: 1, type: "hello", since });
      // A second hello comes back behind everything that the first one asked for.
      socket.send({ v: 1, type: "hello", since: events.length });
      await socket.until((frame) => frame === socket.frames.filter(({ type }) => type === "hello")[1]);
      expect(socket.events()).toEqual(events.slice(since));
      socket.close();
      const suffix = await (await lesson.fetch(`/v1/sessions/${lesson.id}/events?since=${since}`)).json<{
        events: PublicEvent[];
        seq: number;
      }>();
      expect(suffix).toEqual({ seq: events.length, events: events.slice(since) });
    }
    expectRow("reconnect at every frame", 2 * (events.length + 1));
  });
});
