import type { EmbeddedTexts } from "./embed-texts.usecase.ts";
import type { EmbeddingsBody } from "./embeddings.schema.ts";

/** Vectors as OpenAI sends them: as numbers, or as base64 of 32-bit floats, little end first, which its own client asks for unasked. */
export function embeddingsBody({ vectors, route, input_tokens }: EmbeddedTexts, format: EmbeddingsBody["encoding_format"]) {
  return {
    object: "list",
    model: route,
    data: vectors.map((vector, index) => ({
      object: "embedding",
      index,
      embedding: format === "base64" ? toBase64(vector) : vector,
    })),
    usage: { prompt_tokens: input_tokens, total_tokens: input_tokens },
  };
}

function toBase64(vector: readonly number[]): string {
  const view = new DataView(new ArrayBuffer(vector.length * 4));
  for (const [index, value] of vector.entries()) view.setFloat32(index * 4, value, true);
  let bytes = "";
  for (const byte of new Uint8Array(view.buffer)) bytes += String.fromCharCode(byte);
  return btoa(bytes);
}
