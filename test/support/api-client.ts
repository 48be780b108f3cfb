import { exports } from "cloudflare:workers";
import { expect } from "vitest";
import type { PublicEvent } from "../../src/protocol/public-event.schema.ts";
import { serverFrameSchema, type ServerFrame } from "../../src/protocol/server-frames.schema.ts";

export const ORIGIN = "https://cairn.test";
/** The lesson of the fixture pack, as the shelf names it. */
const LESSON = "les_fixture";

/** One API client: a learner with a bearer token. */
export async function newLearner(): Promise<Client> {
  const response = await exports.default.fetch(`${ORIGIN}/v1/learners`, { method: "POST" });
  const { token } = await response.json<{ token: string }>();
  return new Client(token);
}

export class Client {
  readonly token: string;
  constructor(token: string) {
    this.token = token;
  }
  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set("authorization", `Bearer ${this.token}`);
    return exports.default.fetch(`${ORIGIN}${path}`, { ...init, headers });
  }
  post(path: string, body: unknown, messageId?: string): Promise<Response> {
    return this.fetch(path, {
      method: "POST",
      body: typeof body === "string" ? body : JSON.stringify(body),
      headers: { "content-type": "application/json", ...(messageId ? { "idempotency-key": messageId } : {}) },
    });
  }
  async startLesson(): Promise<string> {
    const response = await this.post("/v1/sessions", { lesson_id: LESSON });
    expect(response.status).toBe(201);
    return (await response.json<{ session: { session_id: string } }>()).session.session_id;
  }
  async events(id: string, since = 0): Promise<PublicEvent[]> {
    const response = await this.fetch(`/v1/sessions/${id}/events?since=${since}`, { headers: { accept: "application/json" } });
    return (await response.json<{ events: PublicEvent[] }>()).events;
  }
  async connect(path: string): Promise<Socket> {
    const response = await this.fetch(path, { headers: { upgrade: "websocket" } });
    if (!response.webSocket) throw new Error(`No socket: ${response.status} ${await response.text()}`);
    return new Socket(response.webSocket);
  }
}

/** A socket whose frames are kept in order; `until` waits for the first that fits. */
export class Socket {
  readonly frames: ServerFrame[] = [];
  closed: { code: number } | null = null;
  readonly #socket: WebSocket;
  #wake: () => void = () => {};

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener("message", ({ data }) => {
      if (data !== "pong") this.frames.push(serverFrameSchema.parse(JSON.parse(String(data))));
      this.#wake();
    });
    socket.addEventListener("close", ({ code }) => {
      this.closed = { code };
      this.#wake();
    });
    socket.accept();
  }
  send(frame: unknown): void {
    this.#socket.send(typeof frame === "string" || frame instanceof ArrayBuffer ? frame : JSON.stringify(frame));
  }
  close(): void {
    this.#socket.close(1000);
  }
  async until<T extends ServerFrame>(fits: (frame: ServerFrame) => frame is T): Promise<T>;
  async until(fits: (frame: ServerFrame) => boolean): Promise<ServerFrame>;
  async until(fits: (frame: ServerFrame) => boolean): Promise<ServerFrame> {
    for (;;) {
      const found = this.frames.find(fits);
      if (found) return found;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
  /** The events received, in the order they came. */
  events(): PublicEvent[] {
    return this.frames.flatMap((frame) => (frame.type === "event" ? [frame.event] : []));
  }
  untilEvent(type: PublicEvent["type"], after = 0): Promise<ServerFrame> {
    return this.until((frame) => frame.type === "event" && frame.event.type === type && frame.seq > after);
  }
  untilSeq(seq: number): Promise<ServerFrame> {
    return this.until((frame) => frame.type === "event" && frame.seq === seq);
  }
  untilError(): Promise<ServerFrame & { type: "error" }> {
    return this.until((frame): frame is ServerFrame & { type: "error" } => frame.type === "error");
  }
}
