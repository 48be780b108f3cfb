import { type ApiError, toApiErrorBody } from "../../protocol/api-error.ts";
import type { Result } from "../../shared/result.ts";
import type { ChatAnswer } from "./complete-chat.usecase.ts";
import { chunkBody, type CompletionHead, usageChunkBody } from "./completion-body.ts";

export interface ChatStream {
  /** Server-sent events, as OpenAI writes them. */
  readonly readable: ReadableStream<Uint8Array>;
  /** Resolves with who answers, once there is something to read. */
  readonly begun: Promise<string>;
  write(delta: string, route: string): void;
  /** Ends it: with a reason, usage if asked for, and `[DONE]`; or with the error, and then without `[DONE]`. */
  end(outcome: Result<ChatAnswer, ApiError>): void;
}

/** @param onLeave the reader went away */
export function createChatStream(head: Omit<CompletionHead, "model">, withUsage: boolean, onLeave: () => void): ChatStream {
  const encoder = new TextEncoder();
  const begun = Promise.withResolvers<string>();
  let controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  let model: string | null = null;
  const readable = new ReadableStream<Uint8Array>({
    start(given) {
      controller = given;
    },
    cancel() {
      controller = null;
      onLeave();
    },
  });
  const send = (data: string) => controller?.enqueue(encoder.encode(`data: ${data}\n\n`));
  const sendChunk = (body: object) => send(JSON.stringify(body));
  const begin = (route: string): CompletionHead => {
    const whole = { ...head, model: model ?? route };
    if (model === null) {
      model = route;
      sendChunk(chunkBody(whole, { role: "assistant", content: "" }, null, withUsage));
      begun.resolve(route);
    }
    return whole;
  };
  return {
    readable,
    begun: begun.promise,
    write(delta, route) {
      sendChunk(chunkBody(begin(route), { content: delta }, null, withUsage));
    },
    end(outcome) {
      if (outcome.ok) {
        const whole = begin(outcome.value.route);
        sendChunk(chunkBody(whole, {}, outcome.value.finish, withUsage));
        if (withUsage) sendChunk(usageChunkBody(whole, outcome.value));
        send("[DONE]");
      } else sendChunk(toApiErrorBody(outcome.error));
      controller?.close();
      controller = null;
    },
  };
}
