import type { VectorHit, PassageVector } from "../index.port.ts";

/** What can be asked of the object that keeps a course's vectors. It rejects when it cannot be reached or its storage cannot be written. */
export interface CourseIndexObjectPort {
  put(model: string, vectors: readonly PassageVector[]): Promise<void>;
  /** @param documentIds only these; empty: all */
  search(model: string, vector: readonly number[], documentIds: readonly string[], limit: number): Promise<VectorHit[]>;
  remove(documentId: string, passageIds: readonly string[]): Promise<void>;
}
