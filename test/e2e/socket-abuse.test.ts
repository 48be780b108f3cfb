import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import type { PublicEvent } from "../../src/protocol/public-event.schema.ts";
import { type CrashableWorker, createCrashableWorker } from "../crash/crashable-worker.ts";
import { createDice } from "../crash/dice.ts";
import { startLesson } from "../crash/learner.ts";
import { checkClient } from "../crash/check-client.ts";
import { fixturePack } from "../support/fixture-pack.ts";

const statePath = mkdtempSync(join(tmpdir(), "cairn-abuse-"));
let worker: CrashableWorker;

beforeAll(async () => {
  worker = await createCrashableWorker(statePath);
  await worker.start();
  await worker.shelve([fixturePack]);
});
afterAll(async () => {
  await worker.kill();
  await worker.close();
  rmSync(statePath, { recursive: true });
});

async function newToken(): Promise<string> {
  const response = await fetch(new URL("/v1/learners", await worker.address()), { method: "POST" });
  return ((await response.json()) as { token: string }).token;
}

/** A session of one's own, and a bare socket to it with nothing between the test and the wire. */
async function openRawSocket(): Promise<{ socket: WebSocket; heard: string[]; closed: Promise<number> }> {
  const token = await newToken();
  const base = await worker.address();
  const created = await fetch(new URL("/v1/sessions", base), {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ lesson_id: `les_${fixturePack.id}` }),
  });
  const { session } = (await created.json()) as { session: { session_id: string } };
  const url = new URL(`/v1/sessions/${session.session_id}/socket`, base);
  url.protocol = "ws:";
  const socket = new WebSocket(url, { headers: { authorization: `Bearer ${token}` } });
  const heard: string[] = [];
  socket.on("message", (data) => heard.push(String(data)));
  const closed = new Promise<number>((resolve) => socket.on("close", resolve));
  await new Promise((resolve, reject) => socket.on("open", resolve).on("error", reject));
  return { socket, heard, closed };
}

/** Another learner's whole lesson; every one of their events has to be right while the abuse goes on. */
async function expectLessonUndisturbed(name: string): Promise<void> {
  const token = await newToken();
  const lesson = await startLesson({
    address: worker.address,
    token,
    lesson_id: `les_${fixturePack.id}`,
    name,
    by: "socket",
    dice: createDice(7).fork(name),
    onMoment: () => {},
  });
  await lesson.ended;
  lesson.close();
  const url = new URL(`/v1/sessions/${lesson.diary.session_id}/events`, await worker.address());
  const response = await fetch(url, { headers: { accept: "application/json", authorization: `Bearer ${token}` } });
  const { events } = (await response.json()) as { events: PublicEvent[] };
  expect(checkClient(lesson.diary, events)).toEqual([]);
}

describe("a socket that is abused", () => {
  it("by twenty thousand tiny frames is told once, then closed, and nobody else notices", async () => {
    const { socket, heard, closed } = await openRawSocket();
    const others = expectLessonUndisturbed("beside-flood");
    for (let sent = 0; sent < 20_000; sent++) socket.send("{}");
    expect(await closed).toBe(1008);
    await others;
    const codes = heard.map((text) => (JSON.parse(text) as { code?: string }).code);
    expect(codes).toContain("too_many_requests");
    // Answers to what was read, and a word about the rest in each second that it took: never an answer a frame.
    expect(heard.length).toBeLessThan(1_000);
  });

  it("by bytes that are no UTF-8 in a text frame loses its own line at most, and can come back", async () => {
    const { socket, closed } = await openRawSocket();
    const others = expectLessonUndisturbed("beside-bytes");
    // `ws` writes what it is given into a text frame without looking at it.
    socket.send(Buffer.from([0xff, 0xfe, 0xc3, 0x28, 0x80]), { binary: false });
    socket.send(JSON.stringify({ v: 1, type: "hello", since: 0 }));
    const hello = new Promise<string>((resolve) => socket.on("message", (data) => String(data).includes('"hello"') && resolve("answered")));
    expect(["answered", 1007, 1006]).toContain(await Promise.race([hello, closed]));
    await others;
    await expectLessonUndisturbed("after-bytes");
  });

  it.each([
    ["nested objects", () => `{"v":1,"type":"reply","message_id":"deep-0001","text":${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}}`],
    ["nested lists", () => "[".repeat(60_000)],
    ["binary", () => Buffer.alloc(1_000, 7)],
    ["one number of thousands of digits", () => `{"v":1,"type":"hello","since":${"9".repeat(60_000)}}`],
    [
      "a key that would reach into prototypes",
      () => '{"v":1,"type":"hint","message_id":"proto-0001","__proto__":{"admin":true},"constructor":{"prototype":{"x":1}}}',
    ],
    ["a frame of a megabyte", () => "x".repeat(1_000_000)],
    ["nothing at all", () => ""],
  ])("by %s answers with a named error and stays open", async (_what, make) => {
    const { socket, heard } = await openRawSocket();
    socket.send(make());
    socket.send(JSON.stringify({ v: 1, type: "hello", since: 0 }));
    await new Promise<void>((resolve) => socket.on("message", (data) => String(data).includes('"hello"') && resolve()));
    const [first] = heard.map((text) => JSON.parse(text) as { type: string; code?: string; message?: string });
    expect(first).toMatchObject({ type: "error", code: expect.stringMatching(/^(invalid_json|invalid_request|too_large)$/) });
    expect(first?.message).not.toMatch(/\.ts|node_modules|Error:/);
    socket.terminate();
  });
});
