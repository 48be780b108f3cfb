import type { ChatModel, FinishReason } from "../chat-model.port.ts";
import { failureOfError, lasting, ModelError } from "../model-failure.ts";

export interface WatchedModel {
  readonly model: ChatModel;
  /** Why the answer ended; null while it has not. */
  finish(): FinishReason | null;
}

/**
 * The same model, with its reason for ending remembered. A connection that breaks in the middle is a failure here, however whole the text looks: free text
 * does not tell where it ends.
 */
export function watchModel(inner: ChatModel): WatchedModel {
  let reason: FinishReason | null = null;
  return {
    finish: () => reason,
    model: {
      route: inner.route,
      streams: inner.streams,
      async *complete(request) {
        let hasText = false;
        try {
          for await (const part of inner.complete(request)) {
            if (part.type === "text") hasText = true;
            if (part.type === "finish") reason = part.reason;
            yield part;
          }
        } catch (error) {
          const failure = failureOfError(error);
          if (failure.fault === "unreachable" && hasText)
            throw new ModelError(lasting("cut_off", "the connection broke in the middle of the answer"));
          throw error;
        }
      },
    },
  };
}
