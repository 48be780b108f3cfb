import type { ChatModel, FinishReason } from "../chat-model.port.ts";
import { failureOfError, lasting, ModelError } from "../model-failure.ts";

export interface WatchedModel {
  readonly model: ChatModel;
  /** Why the answer ended; null while it has not. */
  finish(): FinishReason | null;
}

/**
 * The same model, with its reason for ending remembered. What breaks off is a failure here, however whole the text looks, because free text does not tell
 * where it ends: a connection that breaks, and a stream that stops without a reason or a bill.
 *
 * @param hasLimit the client set a limit, so that an answer which was cut may simply have reached it
 */
export function watchModel(inner: ChatModel, hasLimit: boolean): WatchedModel {
  let reason: FinishReason | null = null;
  return {
    finish: () => reason,
    model: {
      route: inner.route,
      streams: inner.streams,
      async *complete(request) {
        let hasText = false;
        let isBilled = false;
        try {
          for await (const part of inner.complete(request)) {
            if (part.type === "text") hasText = true;
            if (part.type === "usage") isBilled = true;
            if (part.type === "finish") {
              reason = part.reason;
              if (reason === "cut" && inner.streams && !isBilled && !hasLimit)
                throw new ModelError(lasting("cut_off", "the stream stopped without a reason"));
            }
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
