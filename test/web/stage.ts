import { readFile } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { WebSocketServer } from "ws";
import { SECURITY_HEADERS } from "../../src/identity/security-headers.ts";
import type { Command } from "../../src/protocol/client-frames.schema.ts";
import type { PublicEvent } from "../../src/protocol/public-event.schema.ts";
import { advanced, type Happening, hinted, judged, logOf, replied, teaching } from "./fixtures.ts";
import { LESSONS, ON_THE_WAY, SCENES, SESSIONS } from "./scenes.ts";

const TYPES: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript",
  css: "text/css",
  svg: "image/svg+xml",
  woff2: "font/woff2",
};

export interface Stage {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves the page built into `folder` under the real security headers, with frozen sessions behind it that react to one reply or hint. */
export async function openStage(folder: string): Promise<Stage> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://stage").pathname;
    void (path.startsWith("/v1/") ? answerApi(path, request.method ?? "GET", response) : serveFile(folder, path, response));
  });
  const sockets = new WebSocketServer({ noServer: true });
  server.on("upgrade", (request, socket, head) => {
    const id = /sessions\/([^/]+)\/socket/.exec(request.url ?? "")?.[1] ?? "";
    sockets.handleUpgrade(request, socket, head, (line) => {
      let seq = logOf(SCENES[id] ?? []).length;
      const send = (frame: object) => line.send(JSON.stringify({ v: 1, ...frame }));
      line.on("message", (data: Buffer) => {
        const said = data.toString();
        if (said === "ping") return line.send("pong");
        const frame: Command | { type: "hello" } = JSON.parse(said);
        if (frame.type === "hello") {
          send({ type: "hello", session: { session_id: id }, seq });
          for (const next of ON_THE_WAY[id] ?? []) {
            if (next.type === "delta") send(next);
            else for (const event of logOf([next], seq)) send({ type: "event", seq: ++seq, event });
          }
          return;
        }
        send({ type: "ack", message_id: frame.message_id, seq });
        for (const event of logOf(reactionTo(frame), seq)) {
          send({ type: "event", seq: event.seq, event });
          seq = event.seq;
        }
      });
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        for (const line of sockets.clients) line.terminate();
        server.close(() => resolve());
      }),
  };
}

function reactionTo(command: Command): Happening[] {
  const id = command.message_id;
  switch (command.type) {
    case "choose_path":
      return [teaching(0)];
    case "hint":
      return [{ ...hinted(1, "How many members make up most of five?"), message_id: id } as Happening];
    case "reply":
      return command.text.includes("majority")
        ? [replied(command.text, id), advanced(id, { quoted: "majority", confirm: "Any two majorities meet." }), teaching(3)]
        : [replied(command.text, id), judged(id, { quoted: command.text, missing_cue: "Count the members." })];
    case "set_aside":
      return [advanced(id, { advance_reason: "set_aside" }), teaching(3)];
    case "teach_me":
      return [{ type: "teaching_requested", message_id: id }, teaching(1, { reason: "teach" })];
    case "abandon":
      return [{ type: "session_abandoned", message_id: id }];
  }
}

async function answerApi(path: string, method: string, response: ServerResponse): Promise<void> {
  const json = (status: number, body: unknown) =>
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  if (path === "/v1/lessons") return void json(200, { lessons: LESSONS });
  if (path === "/v1/sessions" && method === "POST") return void json(201, { session: { session_id: "ses_choose" }, seq: 2 });
  if (path === "/v1/sessions") return void json(200, { sessions: SESSIONS });
  const scene = SCENES[/sessions\/([^/]+)\/events/.exec(path)?.[1] ?? ""];
  if (scene) return void json(200, { seq: scene.length, events: logOf(scene) satisfies PublicEvent[] });
  json(404, { code: "session_not_found", detail: "There is no such session for you." });
}

async function serveFile(folder: string, path: string, response: ServerResponse): Promise<void> {
  const name = path.startsWith("/assets/") || path === "/favicon.svg" ? path : "/index.html";
  try {
    const body = await readFile(folder + name);
    response
      .writeHead(200, { ...SECURITY_HEADERS, "content-type": TYPES[name.split(".").at(-1) ?? ""] ?? "application/octet-stream" })
      .end(body);
  } catch {
    response.writeHead(404).end();
  }
}
