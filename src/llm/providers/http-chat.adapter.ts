import type { ChatModel, ChatPart, ChatRequest } from "../chat-model.port.ts";
import { lasting, ModelError, type ModelFailure } from "../model-failure.ts";
import { failureOfBrokenBody, failureOfBrokenStream, failureOfConnection } from "./connection-failure.ts";
import type { AnswerReader, Dialect, DialectRequest } from "./dialect.port.ts";
import { createEventReader } from "./event-stream.ts";
import { type BodyReader, createCappedReader, readText } from "./read-body.adapter.ts";
import { field, listOf, parseJson } from "./read-json.ts";
import { retryDelayOf, statusOfError } from "./reported-error.ts";
import { failureOfStatus } from "./status-failure.ts";

export interface HttpModelOptions {
  readonly route: string;
  readonly base_url: string;
  readonly api_key: string | null;
  readonly dialect: Dialect;
  readonly stream: boolean;
  readonly build: (request: ChatRequest) => DialectRequest;
  /** The runtime's own, unless someone has to look at the address first. */
  readonly fetch: typeof fetch;
}

/**
 * A model that is reached over HTTP. Redirects are not followed: prompts and keys go to the configured host or nowhere. Answers are read by hand, one part
 * for each read from the network, however many tokens that brought: every stream, schema and generator on a token's way costs more than the token itself.
 */
export function createHttpModel({ route, base_url, api_key, dialect, stream, build, fetch }: HttpModelOptions): ChatModel {
  const base = base_url.replace(/\/$/, "");
  // Some hosts turn away whoever does not say who they are.
  const headers = { "content-type": "application/json", "user-agent": "cairn", ...dialect.headers(api_key) };
  return {
    route,
    streams: stream,
    async *complete(request) {
      const { path, body } = build(request);
      const init = { method: "POST", headers, body: JSON.stringify(body), signal: request.signal, redirect: "manual" } as const;
      const response = await reporting(() => fetch(`${base}${path}`, init), failureOfConnection);
      const reader = response.body?.getReader();
      try {
        if (!response.ok) throw new ModelError(await failureOfResponse(response, reader));
        const type = response.headers.get("content-type") ?? "";
        if (type.startsWith("text/html"))
          throw new ModelError(lasting("provider_error", "answered with a web page; is its base URL right?"));
        if (reader === undefined) throw new ModelError(lasting("provider_error", `HTTP ${response.status} without a completion`));
        // A server that cannot stream answers whole, and so does an error in disguise.
        if (stream && !type.startsWith("application/json")) yield* readStream(reader, dialect.createReader());
        else yield* await readWhole(reader, dialect, response.status);
      } finally {
        // Whoever leaves early leaves the connection too; a body that was read to its end does not mind.
        await reader?.cancel().catch(() => {});
      }
    },
  };
}

async function* readStream(body: BodyReader, answer: AnswerReader): AsyncGenerator<ChatPart> {
  const decoder = new TextDecoder();
  const eventsOf = createEventReader();
  const readNext = createCappedReader(body);
  for (;;) {
    const bytes = await reporting(readNext, failureOfBrokenStream);
    // Some servers leave out the empty line after their last event.
    const events = eventsOf(bytes === null ? `${decoder.decode()}\n\n` : decoder.decode(bytes, { stream: true }));
    let text = "";
    let isAlive = false;
    let failure: ModelFailure | null = null;
    for (const data of events) {
      if (data === "[DONE]") continue;
      const event = parseJson(data);
      // What the end of the stream cut off is no event.
      if (event === undefined && bytes === null) break;
      const piece = answer.read(event);
      if (!piece.ok) {
        failure = piece.error;
        break;
      }
      text += piece.value.text;
      isAlive ||= piece.value.is_alive;
    }
    if (text !== "") yield { type: "text", text };
    else if (isAlive) yield { type: "alive" };
    if (failure !== null) throw new ModelError(failure);
    if (bytes === null) break;
  }
  yield* answer.end();
}

async function readWhole(body: BodyReader, dialect: Dialect, status: number): Promise<readonly ChatPart[]> {
  const parsed = parseJson(await reporting(() => readText(body), failureOfBrokenBody));
  if (parsed === undefined) throw new ModelError(lasting("provider_error", `HTTP ${status} without a completion`));
  const parts = dialect.readWhole(parsed);
  if (!parts.ok) throw new ModelError(parts.error);
  return parts.value;
}

/** What a status that is no success means. For the two that say too little the body is asked too: Google calls a wrong key 400, and tells in the body how long to wait. */
async function failureOfResponse(response: Response, body: BodyReader | undefined): Promise<ModelFailure> {
  const failure = failureOfStatus(response.status, Object.fromEntries(response.headers), Date.now());
  if (body === undefined || (response.status !== 400 && response.status !== 429)) return failure;
  const parsed = parseJson(await readText(body).catch(() => ""));
  const error = field(parsed, "error") ?? field(listOf(parsed)[0], "error");
  if (response.status === 429) return { ...failure, retry_after_ms: failure.retry_after_ms ?? retryDelayOf(error) };
  const meant = statusOfError(error);
  return meant === 401 || meant === 403 ? { ...failureOfStatus(meant, {}, 0), detail: `HTTP 400, meaning ${meant}` } : failure;
}

/** Runs `act`; whatever it throws leaves as a failure of ours. */
async function reporting<T>(act: () => Promise<T>, toFailure: (error: unknown) => ModelFailure): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw new ModelError(toFailure(error));
  }
}
