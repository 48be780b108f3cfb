import type { DraftEstimate, Passage } from "../../protocol/course.schema.ts";

/** Price in nano-dollars a token, and who would write. */
export interface ModelPrice {
  readonly route: string;
  readonly input_nanousd: number;
  readonly output_nanousd: number;
}

/** Nodes that a lesson comes to, the closing check included, and questions that a node comes to. */
const NODES = { low: 4, high: 7 };
const ITEMS_A_NODE = { low: 4, high: 8 };
/** Tokens of a call: the author reads a node's passages and writes all of it, a solver reads a dozen passages and writes a line. */
const AUTHOR = { input: { low: 2_500, high: 6_000 }, output: { low: 1_200, high: 3_500 } };
const SOLVER = { input: { low: 1_500, high: 4_500 }, output: { low: 40, high: 200 } };
/** Seconds: extraction was measured on chapters of 2,000 to 20,000 words; a model writes some 50 to 100 tokens a second. */
const EXTRACTION_S = { low: 2, high: 20 };
const AUTHOR_S = { low: 12, high: 60 };
const SOLVER_S = { low: 1, high: 6 };

/** What a draft would cost and how long it would take, from below and from above. Extraction costs nothing. */
export function estimateDraft(passages: readonly Passage[], model: ModelPrice | null): DraftEstimate {
  const end = (bound: "low" | "high") => {
    const items = NODES[bound] * ITEMS_A_NODE[bound];
    const input = NODES[bound] * AUTHOR.input[bound] + items * SOLVER.input[bound];
    const output = NODES[bound] * AUTHOR.output[bound] + items * SOLVER.output[bound];
    return {
      items,
      seconds: EXTRACTION_S[bound] + (model ? NODES[bound] * AUTHOR_S[bound] + items * SOLVER_S[bound] : 0),
      cost: model ? Math.ceil(input * model.input_nanousd + output * model.output_nanousd) : 0,
    };
  };
  const [low, high] = [end("low"), end("high")];
  const isEmpty = passages.length === 0;
  return {
    model: model?.route ?? null,
    passages: passages.length,
    items: isEmpty ? { low: 0, high: 0 } : { low: low.items, high: high.items },
    seconds: { low: low.seconds, high: high.seconds },
    cost: isEmpty ? { low: 0, high: 0 } : { low: low.cost, high: high.cost },
  };
}
