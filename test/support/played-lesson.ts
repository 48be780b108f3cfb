import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { type SessionEvent, sessionEventSchema } from "../../src/session/events.schema.ts";
import { fold } from "../../src/session/fold.ts";
import { chooseWords } from "../crash/replies.ts";
import { fixturePack } from "./fixture-pack.ts";
import { Socket } from "./api-client.ts";

const ORIGIN = "https://cairn.test";
const HOUR_MS = 3_600_000;

/** A session of the fixture pack in the real runtime, and its learner. Its object's database can be looked at and taken back in time. */
export class Lesson {
  readonly id: string;
  readonly #token: string;

  private constructor(id: string, token: string) {
    this.id = id;
    this.#token = token;
  }

  static async start(): Promise<Lesson> {
    const { token } = await (await exports.default.fetch(`${ORIGIN}/v1/learners`, { method: "POST" })).json<{ token: string }>();
    const lesson = new Lesson("", token);
    const response = await lesson.fetch("/v1/sessions", { method: "POST", body: JSON.stringify({ lesson_id: `les_${fixturePack.id}` }) });
    const { session } = await response.json<{ session: { session_id: string } }>();
    return new Lesson(session.session_id, token);
  }

  get stub() {
    return env.SESSIONS.getByName(this.id);
  }

  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set("authorization", `Bearer ${this.#token}`);
    headers.set("content-type", "application/json");
    return exports.default.fetch(`${ORIGIN}${path}`, { ...init, headers });
  }

  async connect(): Promise<Socket> {
    const { webSocket } = await this.fetch(`/v1/sessions/${this.id}/socket`, { headers: { upgrade: "websocket" } });
    if (!webSocket) throw new Error("No socket was opened.");
    return new Socket(webSocket);
  }

  /** The log as it lies in the object's database; looking at it does not wake the session. */
  log(): Promise<SessionEvent[]> {
    return runInDurableObject(this.stub, (_, { storage }) =>
      [...storage.sql.exec<{ body: string }>("SELECT body FROM events ORDER BY seq")].map(({ body }) =>
        sessionEventSchema.parse(JSON.parse(body)),
      ),
    );
  }

  /** Takes the object's database back to what it was after this event, and gives it a watchdog that was due an hour ago. */
  async rewind(seq: number): Promise<void> {
    await runInDurableObject(this.stub, async (_, { storage }) => {
      storage.sql.exec("DELETE FROM events WHERE seq > ?", seq);
      storage.sql.exec("DELETE FROM snapshot WHERE seq > ?", seq);
      storage.sql.exec(
        "INSERT OR REPLACE INTO cf_agents_jobs (id, capability, fn, time) VALUES ('resume', 'host', 'resume', ?)",
        Date.now() - HOUR_MS,
      );
      // In an hour: it rings when the test says so.
      await storage.setAlarm(Date.now() + HOUR_MS);
    });
  }

  /** Puts the whole log back, and the object to sleep. */
  async restore(log: readonly SessionEvent[]): Promise<void> {
    await runInDurableObject(this.stub, (_, { storage }) => {
      storage.sql.exec("DELETE FROM events");
      for (const event of log)
        storage.sql.exec("INSERT INTO events (seq, message_id, body) VALUES (?, NULL, ?)", event.seq, JSON.stringify(event));
      storage.sql.exec("INSERT OR REPLACE INTO snapshot (id, seq, body) VALUES (1, ?, ?)", log.length, JSON.stringify(fold(log)));
    });
    await evictDurableObject(this.stub, { webSockets: "close" });
  }
}

/** Plays a lesson to its end: stuck once, wrong once, then right. */
export async function playLessonToEnd(): Promise<{ lesson: Lesson; log: SessionEvent[] }> {
  const lesson = await Lesson.start();
  const socket = await lesson.connect();
  const moods = ["stuck", "wrong"] as const;
  socket.send({ v: 1, type: "hello", since: 0 });
  await socket.until((frame) => frame.type === "event" && frame.event.type === "paths_generated");
  socket.send({ v: 1, type: "choose_path", message_id: "choose-0001", path_id: "1" });
  for (let turn = 0, seen = 0; ; turn++) {
    const next = await socket.until(
      (frame) => frame.type === "event" && frame.seq > seen && /tutor_delivered|session_completed/.test(frame.event.type),
    );
    if (next.type !== "event" || next.event.type !== "tutor_delivered") break;
    seen = next.seq;
    socket.send({ v: 1, type: "reply", message_id: `answer-00${turn}`, text: chooseWords(moods[turn] ?? "right", next.event) });
  }
  socket.close();
  return { lesson, log: await lesson.log() };
}
