import type { CitedAnswer, FoundPassage, SearchStep } from "../protocol/course.schema.ts";
import type { Scope } from "./index.port.ts";

/** Finds passages: lexical and vector rankings fused, reranked, neighbours merged, no two alike. */
export interface Retriever {
  /** Best first, at most `limit`; empty when nothing of the query is there. Throws only when the index cannot be reached. */
  retrieve(scope: Scope, query: string, limit: number): Promise<FoundPassage[]>;
  /** The ranking itself: single passages, as they are cited, with none left out and none merged. */
  rank(scope: Scope, query: string, limit: number): Promise<Ranking>;
}

export interface Ranking {
  readonly found: readonly FoundPassage[];
  /** How likely it is that what was found answers the query, 0 to 1, judged by its words. */
  readonly sufficiency: number;
}

/** Answers a question from a course's documents and from nothing else. */
export interface Answerer {
  /** @param onStep hears each step as it begins */
  answer(scope: Scope, question: string, language: string, onStep: (step: SearchStep) => void): Promise<CitedAnswer>;
}
