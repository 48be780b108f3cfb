import { createServer } from "node:http";
import type { ChatRequest, FinishReason, TokenUsage } from "../../../src/llm/chat-model.port.ts";
import { failureOfError, type ModelFailure } from "../../../src/llm/model-failure.ts";
import { createProviderModel, type ProviderAccount } from "../../../src/llm/providers/create-model.adapter.ts";

/** The dialects that are claimed, by the name the development data has for them. */
export const CLAIMED = { openai_chat: "openai", anthropic: "anthropic", gemini: "google" } as const;
export type ClaimedDialect = keyof typeof CLAIMED;

/** What a caller of the adapter came to hear. */
export interface Outcome {
  readonly text: string;
  readonly tool_calls: readonly { readonly name: string; readonly arguments: string }[];
  readonly usage: TokenUsage | null;
  readonly finish: FinishReason | null;
  readonly failure: ModelFailure | null;
}

export interface ServedAnswer {
  readonly status?: number;
  readonly content_type?: string;
  readonly chunks: readonly Uint8Array[];
}

const QUESTION: Omit<ChatRequest, "signal"> = {
  system: "Answer.",
  earlier: [],
  user: "Why?",
  format: { type: "text" },
  temperature: null,
  top_p: null,
  max_output_tokens: null,
  stop: [],
};

/** Asks through the real adapter, where the answer's bytes arrive in exactly these pieces. */
export async function playPieces(dialect: ClaimedDialect, answer: ServedAnswer, stream = true): Promise<Outcome> {
  // Pulled one by one: a queue of a hundred thousand pieces is slow by itself.
  const pieces = answer.chunks.values();
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const next = pieces.next();
      if (next.done) controller.close();
      else controller.enqueue(next.value);
    },
  });
  const headers = { "content-type": answer.content_type ?? "text/event-stream" };
  const fetch = () => Promise.resolve(new Response(body, { status: answer.status ?? 200, headers }));
  return await play(dialect, { base_url: "http://127.0.0.1:1", stream, fetch });
}

/** Asks through the real adapter. */
export async function play(dialect: ClaimedDialect, access: Pick<ProviderAccount, "base_url" | "stream" | "fetch">): Promise<Outcome> {
  const name = CLAIMED[dialect];
  const model = createProviderModel({ id: "custom", dialect: name, api_key: "key", structured: "off", ...access }, "m");
  let heard: Outcome = { text: "", tool_calls: [], usage: null, finish: null, failure: null };
  try {
    for await (const part of model.complete({ ...QUESTION, signal: new AbortController().signal })) {
      if (part.type === "text") heard = { ...heard, text: heard.text + part.text };
      if (part.type === "usage") heard = { ...heard, usage: part.usage };
      if (part.type === "finish") heard = { ...heard, finish: part.reason };
      if (part.type === "tool_call")
        heard = { ...heard, tool_calls: [...heard.tool_calls, { name: part.name, arguments: part.arguments }] };
    }
  } catch (error) {
    heard = { ...heard, failure: failureOfError(error) };
  }
  return heard;
}

export interface BodyServer {
  readonly url: string;
  /** What every request from now on is answered with. */
  serve(answer: ServedAnswer): void;
  close(): Promise<void>;
}

/** A server on 127.0.0.1 that answers with given bytes, whatever it is asked. */
export async function startBodyServer(): Promise<BodyServer> {
  let answer: ServedAnswer = { chunks: [] };
  // Node closes what rests for five seconds, and on a slow machine a request may be on its way by then.
  const server = createServer({ keepAliveTimeout: 0 }, (request, response) => {
    const { status = 200, content_type = "text/event-stream", chunks } = answer;
    request.resume();
    response.writeHead(status, { "content-type": content_type });
    for (const chunk of chunks) response.write(chunk);
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return {
    url: `http://127.0.0.1:${address.port}`,
    serve(next) {
      answer = next;
    },
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
