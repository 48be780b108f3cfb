import { DurableObject } from "cloudflare:workers";
import type { PassageVector, VectorHit } from "../index.port.ts";
import type { CourseIndexObjectPort } from "./course-index-object.port.ts";
import { passageVectorsSchema } from "./course-index.schema.ts";
import { createVectorStore, type VectorStore } from "./vector.store.ts";

/** Makes the Durable Object class that keeps the vectors of one course: a search is exact, and nothing of one course can meet another's. */
export function createCourseIndexObject<Env extends object>() {
  return class CourseIndexObject extends DurableObject<Env> implements CourseIndexObjectPort {
    readonly #store: VectorStore;

    constructor(ctx: DurableObjectState, env: Env) {
      super(ctx, env);
      this.#store = createVectorStore(ctx.storage);
    }

    async put(model: string, vectors: readonly PassageVector[]): Promise<void> {
      this.#store.put(model, passageVectorsSchema.parse(vectors));
    }

    async search(model: string, vector: readonly number[], documentIds: readonly string[], limit: number): Promise<VectorHit[]> {
      return this.#store.search(model, vector, documentIds, limit);
    }

    async remove(documentId: string, passageIds: readonly string[]): Promise<void> {
      this.#store.remove(documentId, passageIds);
    }
  };
}
