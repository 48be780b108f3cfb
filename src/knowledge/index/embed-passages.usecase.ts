import type { EmbeddingModel } from "../../llm/embeddings/embedding-model.port.ts";
import type { Passage } from "../../protocol/course.schema.ts";
import type { DocumentId } from "../../shared/ids.ts";
import type { Scope, VectorIndex } from "../index.port.ts";
import type { EmbeddingRecords } from "./embedding-records.port.ts";

/** The tightest provider takes 100 texts a request. */
const BATCH = 100;

export interface EmbedDeps {
  readonly vectors: Pick<VectorIndex, "put">;
  readonly records: Pick<EmbeddingRecords, "begin" | "complete">;
  readonly model: EmbeddingModel;
}

/**
 * Gives the passages of one version of a document their vectors. The same again writes the same. It throws the model's `ModelError`: the document can be
 * published all the same, is found by its words, and `reembed` tries again.
 */
export async function embedPassages(
  { vectors, records, model }: EmbedDeps,
  scope: Omit<Scope, "document_ids">,
  document: { readonly document_id: DocumentId; readonly version: number; readonly passages: readonly Passage[] },
  signal: AbortSignal,
): Promise<void> {
  const { document_id, version, passages } = document;
  await records.begin(scope, document_id, model.route);
  for (let at = 0; at < passages.length; at += BATCH) {
    const batch = passages.slice(at, at + BATCH);
    const embedded = await model.embed(batch.map(toText), signal);
    const points = batch.flatMap(({ passage_id }, place) => {
      const vector = embedded.vectors[place];
      return vector ? [{ passage_id, document_id, vector }] : [];
    });
    await vectors.put(scope, model.route, points);
  }
  await records.complete(scope, document_id, model.route, version);
}

/** What a passage is about stands above it as often as in it. */
function toText({ text, anchor }: Passage): string {
  return `${anchor.headings.join(" – ")}\n${text}`.trim();
}
