import { MAX_RESPONSE_BYTES } from "../call-limits.ts";
import { lasting, ModelError } from "../model-failure.ts";

/**
 * The `fetch` given to HTTP providers that read a whole answer. It refuses what no SDK should read: more than 4 MiB (an endless line would otherwise be
 * buffered whole) and a web page (a proxy or a login answered). Redirects are not followed: prompts go to the configured host or nowhere.
 */
export const cappedFetch: typeof fetch = async (input, init) => {
  const response = await fetch(input, { ...init, redirect: "manual" });
  if (response.ok) refuseForeignContent(response.headers.get("content-type") ?? "", false);
  if (response.body === null) return response;
  const { status, statusText, headers } = response;
  return new Response(response.body.pipeThrough(capBytes(MAX_RESPONSE_BYTES)), { status, statusText, headers });
};

/** Throws for a web page, and for JSON where a stream was asked for: an error with status 200, or a server that does not stream. */
export function refuseForeignContent(contentType: string, streams: boolean): void {
  if (contentType.startsWith("text/html"))
    throw new ModelError(lasting("provider_error", "answered with a web page; is LLM_BASE_URL right?"));
  if (streams && contentType.startsWith("application/json")) {
    throw new ModelError(lasting("provider_error", 'answered without streaming: an error in disguise, or LLM_STREAM should be "off"'));
  }
}

function capBytes(max: number): TransformStream<Uint8Array, Uint8Array> {
  let seen = 0;
  return new TransformStream({
    transform(chunk, controller) {
      seen += chunk.byteLength;
      if (seen > max) controller.error(new ModelError(lasting("too_large", `more than ${max} bytes`)));
      else controller.enqueue(chunk);
    },
  });
}
