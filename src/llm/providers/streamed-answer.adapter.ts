import { MAX_RESPONSE_BYTES } from "../call-limits.ts";
import { refuseForeignContent } from "./capped-fetch.adapter.ts";
import { readChatChunk } from "./chat-chunk.ts";
import type { ChatPart } from "../chat-model.port.ts";
import { createEventReader } from "./event-stream.ts";
import { lasting, ModelError } from "../model-failure.ts";
import { failureOfBrokenStream, failureOfSdkError } from "./sdk-failure.adapter.ts";
import { failureOfStatus } from "./status-failure.ts";

/**
 * Sends a chat completion request and reads its event stream, one part for each read from the network, however many tokens that brought. Read by hand,
 * because every stream, schema and generator that a token passes on its way costs more than the token itself.
 */
export async function* streamAnswer(url: string, init: RequestInit): AsyncGenerator<ChatPart> {
  const response = await fetch(url, { ...init, redirect: "manual" });
  const reader = response.body?.getReader();
  try {
    if (!response.ok) throw new ModelError(failureOfStatus(response.status, Object.fromEntries(response.headers), Date.now()));
    refuseForeignContent(response.headers.get("content-type") ?? "", true);
    if (reader === undefined) throw new ModelError(lasting("provider_error", `HTTP ${response.status} without a completion`));
    yield* readParts(reader);
  } finally {
    // Whoever leaves early leaves the connection too; a body that was read to its end does not mind.
    await reader?.cancel().catch(() => {});
  }
}

async function* readParts(reader: ReadableStreamDefaultReader<Uint8Array>): AsyncGenerator<ChatPart> {
  const decoder = new TextDecoder();
  const eventsOf = createEventReader();
  let bytes = 0;
  let refused = false;
  let reason: string | null = null;
  for (let next = await read(reader); !next.done; next = await read(reader)) {
    bytes += next.value.byteLength;
    if (bytes > MAX_RESPONSE_BYTES) throw new ModelError(lasting("too_large", `more than ${MAX_RESPONSE_BYTES} bytes`));
    let text = "";
    let thinking = false;
    for (const event of eventsOf(decoder.decode(next.value, { stream: true }))) {
      if (event === "[DONE]") continue;
      const chunk = readChatChunk(event);
      if (!chunk.ok) throw new ModelError(failureOfSdkError(chunk.error, Date.now()));
      text += chunk.value.text;
      thinking ||= chunk.value.is_thinking;
      refused ||= chunk.value.is_refusal;
      reason = chunk.value.finish_reason ?? reason;
    }
    if (text !== "") yield { type: "text", text };
    else if (thinking) yield { type: "alive" };
  }
  yield { type: "finish", reason: finishOf(reason, refused) };
}

/** What a server's finish reason means; a stream that ends without one, or with one that is unknown, counts as cut. */
function finishOf(reason: string | null, refused: boolean): "stop" | "cut" | "refused" {
  if (reason === "content_filter") return "refused";
  if (reason !== "stop") return "cut";
  return refused ? "refused" : "stop";
}

async function read(reader: ReadableStreamDefaultReader<Uint8Array>) {
  try {
    return await reader.read();
  } catch (error) {
    throw new ModelError(failureOfBrokenStream(error));
  }
}
