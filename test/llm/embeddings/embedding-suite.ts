import { describe, expect, it } from "vitest";
import type { EmbeddingModel } from "../../../src/llm/embeddings/embedding-model.port.ts";
import { ModelError, type ModelFailure } from "../../../src/llm/model-failure.ts";

/** What an embedding model of ours rejects with; fails when it does not. */
export async function failureOf(embedding: Promise<unknown>): Promise<ModelFailure> {
  const error = await embedding.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof ModelError) return error.failure;
  throw new Error(`rejected with ${String(error)} instead of a ModelError`);
}

export const FOREVER = new AbortController().signal;

const lengthOf = (vector: readonly number[]): number => Math.hypot(...vector);

/** What every adapter of the port has to do. `open` gives one whose provider answers properly. */
export function describeEmbeddingModel(name: string, open: () => EmbeddingModel): void {
  describe(`${name} embeds`, () => {
    it("each text as one vector of length 1, all of one dimension", async () => {
      const { vectors } = await open().embed(["What is a quorum?", "What is a leader?", "x"], FOREVER);
      expect(vectors).toHaveLength(3);
      expect(new Set(vectors.map((vector) => vector.length)).size).toBe(1);
      for (const vector of vectors) expect(lengthOf(vector)).toBeCloseTo(1, 9);
    });

    it("in the order of the texts, the same text always alike", async () => {
      const model = open();
      const { vectors } = await model.embed(["one", "two", "one"], FOREVER);
      const alone = await model.embed(["two"], FOREVER);
      expect(vectors[0]).toEqual(vectors[2]);
      expect(vectors[0]).not.toEqual(vectors[1]);
      expect(alone.vectors[0]).toEqual(vectors[1]);
    });

    it("nothing without asking anybody", async () => {
      expect((await open().embed([], FOREVER)).vectors).toEqual([]);
    });

    it("a hundred texts at most, none of them empty or a book", async () => {
      const model = open();
      expect(
        (
          await model.embed(
            Array.from({ length: 100 }, (_, at) => `text ${at}`),
            FOREVER,
          )
        ).vectors,
      ).toHaveLength(100);
      const tooMany = Array.from({ length: 101 }, () => "text");
      expect(await failureOf(model.embed(tooMany, FOREVER))).toMatchObject({ fault: "too_large", transient: false });
      expect(await failureOf(model.embed(["a", " \n"], FOREVER))).toMatchObject({ fault: "empty" });
      expect(await failureOf(model.embed(["x".repeat(32_769)], FOREVER))).toMatchObject({ fault: "too_large" });
    });

    it("not for somebody who has left", async () => {
      expect(await failureOf(open().embed(["text"], AbortSignal.abort()))).toBeInstanceOf(Object);
    });
  });
}
