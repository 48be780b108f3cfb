import { EventEmitter, once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { type ChatBody, type Dialect, dialectOf, type ProviderWords, readChatBody, wordsOf } from "./provider-words.ts";

export type { ChatBody };

/** Ways of failing, beside answering as asked (`scripted`). A number is an HTTP status, with the error body and headers of the dialect that was asked. */
export type FaultMode =
  | "scripted"
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly error_body?: unknown }
  /** Answers 200 with exactly this text as the model's words. */
  | { readonly says: string; readonly finish_reason?: string }
  /** Answers 200 with this body, whatever it is. */
  | { readonly body: string; readonly content_type: string }
  | "hang_before_headers"
  | "hang_after_headers"
  /** Half an answer, then nothing more. */
  | "hang_mid_body"
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
  /** The provider's own error, with 200. */
  | "error_in_stream"
  /** The same after half an answer. */
  | "error_mid_stream"
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
  /** The parsed JSON body of a chat; other dialects are read as OpenAI's. */
  readonly body: ChatBody;
}

/** One provider that this server plays. */
export interface FaultLane {
  /** Base URL for `LLM_BASE_URL`. The dialect is that of the path that is asked under it. */
  readonly url: string;
  readonly requests: readonly SeenRequest[];
  /** Fails in this way from now on; several modes are used up one request each, the last one stays. */
  setMode(mode: FaultMode, ...next: FaultMode[]): void;
  /** Fails or not by the number of the request, which counts from 1. */
  setModes(modeOf: (request: number) => FaultMode): void;
  /** Answers chats (streamed or not, as asked) with the JSON that `answer` returns, or resolves to. Also leaves any fault mode. */
  setAnswers(answer: (body: ChatBody) => unknown): void;
  /** Resolves when the next request has arrived. */
  heard(): Promise<void>;
  /** Resolves when the next client goes away before its answer was complete. */
  dropped(): Promise<void>;
}

export interface FaultModelServer extends FaultLane {
  /** Another provider on the same server, with modes and requests of its own. */
  openLane(): FaultLane;
  close(): Promise<void>;
}

/** Milliseconds between two pieces of a slow answer. */
const DRIP_MS = 20;
/** Half of an answer. */
const HALF = '{"verdict":"corr';

interface Lane extends FaultLane {
  take(request: SeenRequest): FaultMode;
  answer(body: ChatBody): unknown;
  readonly happenings: EventEmitter;
}

/** A model server on 127.0.0.1 that speaks OpenAI's, Anthropic's and Gemini's dialect, fails in any way a provider can, or answers from a script. */
export async function startFaultModelServer(): Promise<FaultModelServer> {
  const sockets = new Set<Socket>();
  const lanes = new Map<string, Lane>();

  // No connection is closed but by a fault that was asked for.
  const server = createServer({ keepAliveTimeout: 0 }, async (request, response) => {
    let text = "";
    for await (const chunk of request) text += chunk;
    const [, prefix = "", path = ""] = /^(\/lane\d+)?(\/.*)$/.exec(request.url ?? "") ?? [];
    const lane = lanes.get(prefix);
    if (!lane) return void response.writeHead(404).end();
    const dialect = dialectOf(path);
    const body = readChatBody(dialect, path, text);
    const mode = lane.take({ path, headers: request.headers, body });
    response.on("close", () => {
      if (!response.writableFinished) lane.happenings.emit("dropped");
    });
    const exchange = createExchange(response, body, dialect);
    if (mode === "scripted") exchange.say(JSON.stringify(await lane.answer(body)));
    else misbehave(exchange, mode);
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

  const open = (prefix: string): Lane => {
    const lane = createLane(`http://127.0.0.1:${portOf(server.address())}${prefix}/v1`);
    lanes.set(prefix, lane);
    return lane;
  };
  return {
    ...open(""),
    openLane: () => open(`/lane${lanes.size}`),
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function createLane(url: string): Lane {
  const requests: SeenRequest[] = [];
  const happenings = new EventEmitter();
  happenings.setMaxListeners(0);
  let modes: FaultMode[] = ["scripted"];
  let modeOf: ((request: number) => FaultMode) | null = null;
  let answerOf: (body: ChatBody) => unknown = () => ({});
  return {
    url,
    requests,
    happenings,
    take(request) {
      requests.push(request);
      happenings.emit("heard");
      if (modeOf) return modeOf(requests.length);
      return (modes.length > 1 ? modes.shift() : modes[0]) ?? "scripted";
    },
    answer: (body) => answerOf(body),
    setMode(mode, ...next) {
      modes = [mode, ...next];
      modeOf = null;
    },
    setModes(byRequest) {
      modeOf = byRequest;
    },
    setAnswers(answer) {
      answerOf = answer;
      modes = ["scripted"];
      modeOf = null;
    },
    heard: async () => void (await once(happenings, "heard")),
    dropped: async () => void (await once(happenings, "dropped")),
  };
}

/** A base URL on 127.0.0.1 at which nobody listens any more. */
export async function refusingUrl(): Promise<string> {
  const server = await startFaultModelServer();
  await server.close();
  return server.url;
}

/** One answer that is being given. */
interface Exchange {
  readonly response: ServerResponse;
  readonly words: ProviderWords;
  readonly isStreamed: boolean;
  /** The model's words, streamed in pieces of seven characters or whole. */
  say(text: string, ending?: string): void;
  /** Sends the headers of a good answer. */
  open(): void;
  /** Half of an answer, as the stream or the body that was asked for begins. */
  half(): string;
}

function createExchange(response: ServerResponse, body: ChatBody, dialect: Dialect): Exchange {
  const words = wordsOf(dialect);
  const isStreamed = body.stream === true;
  const open = (): void => {
    response.writeHead(200, { "content-type": isStreamed ? "text/event-stream" : "application/json" });
    response.flushHeaders();
  };
  return {
    response,
    words,
    isStreamed,
    open,
    half: () => (isStreamed ? words.begin() + words.text(HALF) : JSON.stringify(words.whole(HALF, "stop")).slice(0, -30)),
    say(text, ending = "stop") {
      open();
      if (!isStreamed) return void response.end(JSON.stringify(words.whole(text, ending)));
      const size = text.length > 10_000 ? 10_000 : 7;
      response.write(words.begin());
      for (let i = 0; i < text.length; i += size) response.write(words.text(text.slice(i, i + size)));
      response.end(words.end(ending, body.stream_options?.include_usage === true));
    },
  };
}

function misbehave(exchange: Exchange, mode: Exclude<FaultMode, "scripted">): void {
  const { response, words, isStreamed, say, open, half } = exchange;
  if (typeof mode === "object") {
    if ("status" in mode) {
      response.writeHead(mode.status, { "content-type": "application/json", ...words.errorHeaders(mode.status), ...mode.headers });
      response.end(JSON.stringify(mode.error_body ?? words.errorBody(mode.status)));
    } else if ("says" in mode) say(mode.says, mode.finish_reason);
    else response.writeHead(200, { "content-type": mode.content_type }).end(mode.body);
    return;
  }
  if (mode === "hang_before_headers") return;
  if (mode === "reset") return void response.socket?.resetAndDestroy();
  if (mode === "five_megabytes") return say(JSON.stringify({ verdict: "x".repeat(5 * 1_024 * 1_024) }));
  open();
  switch (mode) {
    case "hang_after_headers":
      return;
    case "hang_mid_body":
      response.write(half());
      return;
    case "drip":
      return repeat(response, () => (isStreamed ? "." : " "));
    case "slow_tokens":
      response.write(isStreamed ? words.begin() : "");
      return repeat(response, () => (isStreamed ? words.text("a") : " "));
    case "half_closed":
      response.end(half());
      return;
    case "close_mid_body":
      response.write(half(), () => response.socket?.end());
      return;
    case "reset_mid_body":
      response.write(half(), () => response.socket?.resetAndDestroy());
      return;
    case "refusal":
      response.end(isStreamed ? words.begin() + words.refusal() : JSON.stringify(words.wholeRefusal()));
      return;
    case "error_in_stream":
      response.end(isStreamed ? words.error() : JSON.stringify(words.errorBody(503)));
      return;
    case "error_mid_stream":
      response.end(half() + words.error());
      return;
    case "endless_line":
      response.write(isStreamed ? "data: " : "");
      return flood(response, "x".repeat(64 * 1_024));
    case "endless_text":
      response.write(isStreamed ? words.begin() : half());
      return flood(response, isStreamed ? words.text("x".repeat(16 * 1_024)) : "x".repeat(64 * 1_024));
  }
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
