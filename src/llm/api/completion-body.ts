import type { ChatAnswer } from "./complete-chat.usecase.ts";

/** What all parts of one answer have in common. */
export interface CompletionHead {
  readonly id: string;
  /** Seconds since the Unix epoch. */
  readonly created: number;
  /** Whose answer it is: `<provider>:<model>`. */
  readonly model: string;
}

/** A whole answer as OpenAI sends it. */
export function completionBody(head: CompletionHead, { text, finish, usage }: ChatAnswer) {
  return {
    object: "chat.completion",
    ...head,
    choices: [{ index: 0, message: { role: "assistant", content: text, refusal: null }, logprobs: null, finish_reason: finish }],
    usage: usageBody(usage),
  };
}

type Delta = { readonly role: "assistant"; readonly content: "" } | { readonly content: string } | Readonly<Record<string, never>>;

/** One piece of a streamed answer. `withUsage`: the client asked for usage, so that every other piece says that it has none. */
export function chunkBody(head: CompletionHead, delta: Delta, finish: ChatAnswer["finish"] | null, withUsage: boolean) {
  return {
    object: "chat.completion.chunk",
    ...head,
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
    ...(withUsage ? { usage: null } : {}),
  };
}

/** The last piece for a client that asked what it took. */
export function usageChunkBody(head: CompletionHead, { usage }: ChatAnswer) {
  return { object: "chat.completion.chunk", ...head, choices: [], usage: usageBody(usage) };
}

function usageBody({ input_tokens, output_tokens, cached_input_tokens, reasoning_tokens }: ChatAnswer["usage"]) {
  return {
    prompt_tokens: input_tokens,
    completion_tokens: output_tokens,
    total_tokens: input_tokens + output_tokens,
    prompt_tokens_details: { cached_tokens: cached_input_tokens },
    completion_tokens_details: { reasoning_tokens },
  };
}
