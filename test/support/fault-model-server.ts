import { EventEmitter, once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";

/** Ways of failing, beside answering as asked (`scripted`). A number is an HTTP status with an OpenAI-shaped error body. */
export type FaultMode =
  | "scripted"
  | { readonly status: number; readonly headers?: Record<string, string> }
  /** Answers 200 with exactly this text as the model's words. */
  | { readonly says: string; readonly finish_reason?: string }
  /** Answers 200 with this body, whatever it is. */
  | { readonly body: string; readonly content_type: string }
  | "hang_before_headers"
  | "hang_after_headers"
  /** Bytes keep coming, a token never does. */
  | "drip"
  /** Tokens keep coming, slowly and without end. */
  | "slow_tokens"
  /** Half an answer, then the server's side of the connection ends properly. */
  | "half_closed"
  /** Half an answer, then the stream's chunked encoding is left open and the socket is closed. */
  | "close_mid_body"
  | "reset"
  | "reset_mid_body"
  | "refusal"
  | "error_in_stream"
  /** Five megabytes of answer. */
  | "five_megabytes"
  /** One line that never ends. */
  | "endless_line"
  /** Text that never ends. */
  | "endless_text";

/** One request as it came in. */
export interface SeenRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The parsed JSON body of a chat completion. */
  readonly body: ChatBody;
}

export interface ChatBody {
  readonly model: string;
  readonly stream?: boolean;
  readonly temperature?: number;
  readonly response_format?: { readonly type: string; readonly json_schema?: { readonly name: string; readonly schema: unknown } };
  readonly messages: readonly { readonly role: string; readonly content: string }[];
}

export interface FaultModelServer {
  /** Base URL for `LLM_BASE_URL`. */
  readonly url: string;
  readonly requests: readonly SeenRequest[];
  /** Fails in this way from now on; several modes are used up one request each, the last one stays. */
  setMode(mode: FaultMode, ...next: FaultMode[]): void;
  /** Answers chat completions (streamed or not, as asked) with the JSON that `answer` returns, or resolves to. Also leaves any fault mode. */
  setAnswers(answer: (body: ChatBody) => unknown): void;
  /** Resolves when the next request has arrived. */
  heard(): Promise<void>;
  /** Resolves when the next client goes away before its answer was complete. */
  dropped(): Promise<void>;
  close(): Promise<void>;
}

/** Milliseconds between two pieces of a slow answer. */
const DRIP_MS = 20;

/** An OpenAI-compatible server on 127.0.0.1 that fails in any way a provider can, or answers from a script. */
export async function startFaultModelServer(): Promise<FaultModelServer> {
  const requests: SeenRequest[] = [];
  const sockets = new Set<Socket>();
  let modes: FaultMode[] = ["scripted"];
  let answerOf: (body: ChatBody) => unknown = () => ({});
  const happenings = new EventEmitter();

  const server = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += chunk;
    const body: ChatBody = text === "" ? { model: "", messages: [] } : JSON.parse(text);
    requests.push({ path: request.url ?? "", headers: request.headers, body });
    happenings.emit("heard");
    response.on("close", () => {
      if (!response.writableFinished) happenings.emit("dropped");
    });
    const mode = modes.length > 1 ? modes.shift() : modes[0];
    if (mode === undefined || mode === "scripted") say(response, body, JSON.stringify(await answerOf(body)));
    else misbehave(response, body, mode);
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

  return {
    url: `http://127.0.0.1:${portOf(server.address())}/v1`,
    requests,
    setMode(mode, ...next) {
      modes = [mode, ...next];
    },
    setAnswers(answer) {
      answerOf = answer;
      modes = ["scripted"];
    },
    heard: async () => void (await once(happenings, "heard")),
    dropped: async () => void (await once(happenings, "dropped")),
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** A base URL on 127.0.0.1 at which nobody listens any more. */
export async function refusingUrl(): Promise<string> {
  const server = await startFaultModelServer();
  await server.close();
  return server.url;
}

function misbehave(response: ServerResponse, body: ChatBody, mode: Exclude<FaultMode, "scripted">): void {
  if (typeof mode === "object") {
    if ("status" in mode) {
      // The message is a canary: provider text must not come out of the door.
      response.writeHead(mode.status, { "content-type": "application/json", ...mode.headers });
      response.end(JSON.stringify({ error: { message: "PROVIDER-TEXT-CANARY", type: "error" } }));
    } else if ("says" in mode) say(response, body, mode.says, mode.finish_reason);
    else response.writeHead(200, { "content-type": mode.content_type }).end(mode.body);
    return;
  }
  switch (mode) {
    case "hang_before_headers":
      return;
    case "hang_after_headers":
      return openStream(response);
    case "drip":
      openStream(response);
      return repeat(response, () => ".");
    case "slow_tokens":
      openStream(response);
      return repeat(response, () => event({ delta: { content: "a" } }));
    case "half_closed":
      openStream(response);
      response.end(event({ delta: { content: '{"verdict":"corr' } }));
      return;
    case "close_mid_body":
      openStream(response);
      response.write(event({ delta: { content: '{"verdict":"corr' } }), () => response.socket?.end());
      return;
    case "reset":
      response.socket?.resetAndDestroy();
      return;
    case "reset_mid_body":
      openStream(response);
      response.write(event({ delta: { content: '{"verdict":"corr' } }), () => response.socket?.resetAndDestroy());
      return;
    case "refusal":
      openStream(response);
      response.end(`${event({ delta: { refusal: "I must not." } })}${event({ delta: {}, finish_reason: "stop" })}data: [DONE]\n\n`);
      return;
    case "error_in_stream":
      openStream(response);
      response.end('data: {"error":{"message":"PROVIDER-TEXT-CANARY","code":503}}\n\n');
      return;
    case "five_megabytes":
      return say(response, body, JSON.stringify({ verdict: "x".repeat(5 * 1_024 * 1_024) }));
    case "endless_line":
      openStream(response);
      response.write("data: ");
      return flood(response, "x".repeat(64 * 1_024));
    case "endless_text":
      openStream(response);
      return flood(response, event({ delta: { content: "x".repeat(16 * 1_024) } }));
  }
}

/** The model's words as an OpenAI chat completion, streamed in pieces of seven characters or whole. */
function say(response: ServerResponse, body: ChatBody, text: string, finishReason = "stop"): void {
  if (body.stream !== true) {
    response.writeHead(200, { "content-type": "application/json" });
    const choice = { index: 0, message: { role: "assistant", content: text }, finish_reason: finishReason };
    response.end(JSON.stringify({ id: "chatcmpl-1", object: "chat.completion", created: 1, model: body.model, choices: [choice] }));
    return;
  }
  openStream(response);
  const size = text.length > 10_000 ? 10_000 : 7;
  response.write(event({ delta: { role: "assistant", content: "" } }));
  for (let i = 0; i < text.length; i += size) response.write(event({ delta: { content: text.slice(i, i + size) } }));
  response.end(`${event({ delta: {}, finish_reason: finishReason })}data: [DONE]\n\n`);
}

function openStream(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.flushHeaders();
}

function event(choice: Readonly<Record<string, unknown>>): string {
  const chunk = {
    id: "chatcmpl-1",
    object: "chat.completion.chunk",
    created: 1,
    model: "m",
    choices: [{ index: 0, finish_reason: null, ...choice }],
  };
  return `data: ${JSON.stringify(chunk)}\n\n`;
}

function repeat(response: ServerResponse, piece: () => string): void {
  const interval = setInterval(() => response.write(piece()), DRIP_MS);
  response.on("close", () => clearInterval(interval));
}

/** Writes as fast as the client reads, until it goes away. */
function flood(response: ServerResponse, piece: string): void {
  const pour = () => {
    while (!response.destroyed && response.write(piece));
    if (!response.destroyed) response.once("drain", pour);
  };
  pour();
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return address.port;
}
