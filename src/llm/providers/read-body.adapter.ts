import { MAX_RESPONSE_BYTES } from "../call-limits.ts";
import { lasting, ModelError } from "../model-failure.ts";

export type BodyReader = ReadableStreamDefaultReader<Uint8Array>;

/** The next bytes of a response, counted: refuses more than 4 MiB, because an endless line would otherwise be buffered whole. */
export function createCappedReader(body: BodyReader): () => Promise<Uint8Array | null> {
  let seen = 0;
  return async () => {
    const next = await body.read();
    if (next.done) return null;
    seen += next.value.byteLength;
    if (seen > MAX_RESPONSE_BYTES) throw new ModelError(lasting("too_large", `more than ${MAX_RESPONSE_BYTES} bytes`));
    return next.value;
  };
}

/** The whole response as text, with the same bound. */
export async function readText(body: BodyReader): Promise<string> {
  const read = createCappedReader(body);
  const decoder = new TextDecoder();
  let text = "";
  for (let bytes = await read(); bytes !== null; bytes = await read()) text += decoder.decode(bytes, { stream: true });
  return text + decoder.decode();
}
