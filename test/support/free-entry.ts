import type { ChatModel } from "../../src/llm/chat-model.port.ts";
import type { RouteEntry } from "../../src/llm/routes/route.port.ts";

/** An entry of a route whose model costs nothing, for tests and benches that are not about money. */
export function freeEntry(model: ChatModel): RouteEntry {
  return { model, price: { input_nanousd: 0, cached_input_nanousd: 0, output_nanousd: 0 }, max_output_tokens: 4_096, key: "operator" };
}
