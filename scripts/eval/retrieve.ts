// Retrieval with no model, against plain BM25 on the same rows: the product's own repositories and ranking over Node's SQLite.
import { createBaseline } from "../lib/baseline-bm25.ts";
import { bootstrap, mean } from "../lib/eval-metrics.ts";
import { type Collection, documentsOf, hitAt, mrr10, ndcg10, readCollection, type StageQuery } from "../lib/retrieval-data.ts";
import { openStage, STAGE_SCOPE } from "../lib/retrieval-stage.ts";
import { type Section, show } from "./section.ts";

/** Passages of one ranking; documents have several. */
const DEPTH = 100;
const CITATION_BAR = 0.88;
/** How much worse than words alone the fused ranking may be on any set. */
const HARM_BAR = 0.005;

const SETS = [
  {
    name: "scifact",
    what: "SciFact, training queries, nDCG@10",
    measure: ndcg10,
    published: "BM25 .665 to .679 (other queries)",
    bar: true,
  },
  {
    name: "psychology",
    what: "OpenStax Psychology, MRR@10",
    measure: mrr10,
    published: "BM25 .76 to .86 on other books of the series",
    bar: true,
  },
  { name: "sociology", what: "OpenStax Sociology, MRR@10", measure: mrr10, published: "", bar: true },
  { name: "cranfield", what: "Cranfield, 75 queries, nDCG@10", measure: ndcg10, published: "", bar: false },
] as const;

interface Measured {
  readonly query: StageQuery;
  readonly baseline: number;
  readonly lexical: number;
  readonly hybrid: number;
  /** Whether the right document is among the first three. */
  readonly cited: number;
}

/** Null where the data is not. */
export async function evaluateRetrieve(): Promise<Section | null> {
  const table: string[] = [];
  const cited: number[] = [];
  for (const { name, what, measure, published, bar } of SETS) {
    const collection = readCollection(name);
    if (collection === null) {
      console.log("Skipped: the development data is not in ../shared/data (folders openstax_course, scifact, cranfield).");
      return null;
    }
    const rows = await measureCollection(collection, measure);
    const of = (key: "baseline" | "lexical" | "hybrid") => mean(rows.map((row) => row[key]));
    const groups = rows.map((row) => [row]);
    const [low, high] = bootstrap(groups, (some) => mean(some.map(({ baseline }) => baseline)));
    const gain = bootstrap(groups, (some) => mean(some.map(({ hybrid, baseline }) => hybrid - baseline)));
    const isHarmless = of("hybrid") >= of("lexical") - HARM_BAR;
    const verdict = !bar ? "" : of("hybrid") > high ? "met" : gain[0] > 0 ? "met on paired queries only" : "**missed**";
    table.push(
      `| ${what} | ${rows.length} | ${show(of("baseline"))} (${show(low)}–${show(high)}) | ${show(of("lexical"))} | ${show(of("hybrid"))}${isHarmless ? "" : " (**harms**)"} | ${show(of("hybrid") - of("baseline"))} (${show(gain[0])} to ${show(gain[1])}) | ${published} | ${verdict} |`,
    );
    cited.push(...rows.filter(({ query }) => query.kind === "free").map((row) => row.cited));
  }
  return {
    name: "retrieve",
    text: [
      "| set | queries | plain BM25 (95 %) | words, reranked | hybrid | hybrid above BM25, same queries (95 %) | published | above the interval |",
      "|---|---|---|---|---|---|---|---|",
      ...table,
      "",
      `The right section is among the first three cited for ${show(mean(cited))} of ${cited.length} free-text questions of both books (bar ${show(CITATION_BAR)}: ${mean(cited) >= CITATION_BAR ? "met" : "**missed**"}).`,
      "",
      "Plain BM25: k1 0.9, b 0.4, windows of 220 words under the document's title, a document as good as its best window. Ours: the passages that documents are cut into, the product's own query reader, index, ranking and fusion, with the embedding that needs no model. The weights of the ranking were chosen on these queries, so unseen ones may do a little worse.",
    ].join("\n"),
  };
}

async function measureCollection({ documents, queries }: Collection, measure: typeof mrr10): Promise<Measured[]> {
  const baseline = createBaseline(documents);
  const [words, hybrid] = [await openStage(documents, null), await openStage(documents)];
  const rows: Measured[] = [];
  for (const query of queries) {
    const rank = async ({ retriever, idOf }: typeof words) =>
      documentsOf((await retriever.rank(STAGE_SCOPE, query.text, DEPTH)).found, idOf);
    const [lexical, fused] = [await rank(words), await rank(hybrid)];
    rows.push({
      query,
      baseline: measure(baseline(query.text, 10), query.relevant),
      lexical: measure(lexical, query.relevant),
      hybrid: measure(fused, query.relevant),
      cited: hitAt(3, fused, query.relevant),
    });
  }
  return rows;
}
