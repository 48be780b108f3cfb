import { lasting, ModelError, type ModelFailure } from "../model-failure.ts";
import { failureOfBrokenBody, failureOfConnection } from "../providers/connection-failure.ts";
import { readText } from "../providers/read-body.adapter.ts";
import { countOf, field, listOf, parseJson } from "../providers/read-json.ts";
import { failureOfStatus } from "../providers/status-failure.ts";
import { checkBatch } from "./check-batch.ts";
import type { EmbeddingModel } from "./embedding-model.port.ts";
import { readVectors } from "./unit-vectors.ts";

export interface OpenAiEmbeddingsOptions {
  readonly route: string;
  readonly base_url: string;
  readonly api_key: string | null;
  readonly model: string;
  /** The runtime's own, unless someone has to look at the address first. */
  readonly fetch?: typeof fetch;
}

/** Embeddings of any server that imitates OpenAI's `/embeddings`. Redirects are not followed: texts and keys go to the configured host or nowhere. */
export function createOpenAiEmbeddings({ route, base_url, api_key, model, fetch: given }: OpenAiEmbeddingsOptions): EmbeddingModel {
  const url = `${base_url.replace(/\/$/, "")}/embeddings`;
  const headers = {
    "content-type": "application/json",
    "user-agent": "cairn",
    ...(api_key === null ? {} : { authorization: `Bearer ${api_key}` }),
  };
  const send: typeof fetch = given ?? ((input, init) => fetch(input, init));
  return {
    route,
    dimensions: null,
    async embed(texts, signal) {
      checkBatch(texts);
      if (texts.length === 0) return { vectors: [], input_tokens: 0 };
      // Without `encoding_format` some clients' default is base64, which not every imitation knows.
      const body = JSON.stringify({ model, input: texts, encoding_format: "float" });
      const init = { method: "POST", headers, body, signal, redirect: "manual" } as const;
      const response = await reporting(() => send(url, init), failureOfConnection);
      const reader = response.body?.getReader();
      try {
        if (!response.ok) throw new ModelError(failureOfStatus(response.status, Object.fromEntries(response.headers), Date.now()));
        const parsed = reader && parseJson(await reporting(() => readText(reader), failureOfBrokenBody));
        const vectors = readVectors(rowsInOrder(parsed), texts.length);
        if (!vectors.ok) throw new ModelError(vectors.error);
        return { vectors: vectors.value, input_tokens: countOf(field(field(parsed, "usage"), "prompt_tokens")) };
      } finally {
        await reader?.cancel().catch(() => {});
      }
    },
  };
}

/** The vectors by `index`: servers that work in parallel send them as they come. An index that is missing or there twice makes the count wrong. */
function rowsInOrder(parsed: unknown): readonly unknown[] {
  const data = listOf(field(parsed, "data"));
  if (data.length === 0) throw new ModelError(lasting("provider_error", "answered with something that is no list of embeddings"));
  const rows = new Map<unknown, unknown>(data.map((row, at) => [field(row, "index") ?? at, field(row, "embedding")]));
  return [...rows.keys()].every((index) => Number.isInteger(index) && Number(index) < data.length && Number(index) >= 0)
    ? Array.from(rows.keys(), Number)
        .sort((a, b) => a - b)
        .map((index) => rows.get(index))
    : [];
}

async function reporting<T>(act: () => Promise<T>, toFailure: (error: unknown) => ModelFailure): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw new ModelError(toFailure(error));
  }
}
