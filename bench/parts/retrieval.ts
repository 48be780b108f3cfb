// A search in a course of 10,000 passages, beside two libraries on the same passages and queries: how fast, and how good.
import { create, insertMultiple, search } from "@orama/orama";
import MiniSearch from "minisearch";
import { documentsOf, mrr10, readCollection, type StageQuery } from "../../scripts/lib/retrieval-data.ts";
import { openStage, STAGE_SCOPE, type StageDocument } from "../../scripts/lib/retrieval-stage.ts";
import { ScriptError } from "../../scripts/lib/command.ts";
import type { Passage } from "../../src/protocol/course.schema.ts";
import { ms, type Report, type Row } from "../lib/report.ts";
import { overRounds, round, type Spread, spreadOf } from "../lib/stats.ts";

const SETS = ["psychology", "sociology", "cranfield", "scifact"];
/** Of each set, spread over all of them. */
const QUERIES = 40;
const PASSAGES = 10_000;
/** Of SciFact's documents that no query is about, so many are left out, so that it is 10,000 passages and not many more. */
const SPARE_DOCUMENTS = 990;
const ROUNDS = 3;
const DEPTH = 50;
const [MAX_P50_MS, MAX_P95_MS] = [25, 80];

/** Passages for a query, best first. */
type Search = (query: string) => Promise<readonly { readonly passage: { readonly document_id: string } }[]>;

/** Searches by the product, over Node's SQLite in this process; what a network and D1 add is not in it. */
export async function benchRetrieval(): Promise<Report> {
  const { documents, queries } = readAll();
  const hybrid = await openStage(documents);
  const words = await openStage(documents, null);
  const passages = await passagesOf(hybrid);
  const contenders: readonly (readonly [string, Search])[] = [
    ["Cairn, hybrid", async (query) => (await hybrid.retriever.rank(STAGE_SCOPE, query, DEPTH)).found],
    ["Cairn, words alone", async (query) => (await words.retriever.rank(STAGE_SCOPE, query, DEPTH)).found],
    ["MiniSearch 7.2.0, BM25+", openMiniSearch(passages)],
    ["Orama 3.1.18, BM25", await openOrama(passages)],
  ];
  const rows: Row[] = [];
  const raw: Record<string, unknown> = { passages: passages.length, queries: queries.length };
  for (const [name, find] of contenders) {
    const spreads: Spread[] = [];
    let quality = 0;
    for (let turn = 0; turn < ROUNDS; turn++) {
      const times: number[] = [];
      quality = 0;
      for (const query of queries) {
        const began = performance.now();
        const found = await find(query.text);
        times.push(performance.now() - began);
        quality += mrr10(documentsOf(found, hybrid.idOf), query.relevant) / queries.length;
      }
      spreads.push(spreadOf(times));
    }
    const spread = overRounds(spreads);
    const isOurs = name === "Cairn, hybrid";
    rows.push({
      what: `${name}: MRR@10; p50, p95 of a search in ${passages.length} passages`,
      measured: `${quality.toFixed(3)}; ${ms(spread.p50)}, ${ms(spread.p95)}`,
      bar: isOurs ? `p50 ≤ ${MAX_P50_MS} ms, p95 ≤ ${MAX_P95_MS} ms` : "",
      ok: isOurs ? spread.p50 <= MAX_P50_MS && spread.p95 <= MAX_P95_MS : null,
    });
    raw[name] = { mrr10: round(quality), rounds: spreads };
  }
  return { rows, raw };
}

/** All sets as one course; ids say which set they are of. */
function readAll(): { readonly documents: readonly StageDocument[]; readonly queries: readonly StageQuery[] } {
  const documents: StageDocument[] = [];
  const queries: StageQuery[] = [];
  for (const name of SETS) {
    const set = readCollection(name);
    if (set === null) throw new ScriptError("The development data is not in ../shared/data (folders openstax_course, scifact, cranfield).");
    const step = Math.max(1, Math.floor(set.queries.length / QUERIES));
    const mark = (id: string) => `${name}/${id}`;
    for (let at = 0; at < step * QUERIES; at += step) {
      const query = set.queries[at];
      if (query) queries.push({ ...query, relevant: new Map([...query.relevant].map(([id, gain]) => [mark(id), gain])) });
    }
    const asked = new Set(queries.flatMap(({ relevant }) => [...relevant.keys()]));
    let spare = name === "scifact" ? SPARE_DOCUMENTS : 0;
    for (const document of set.documents) {
      const id = mark(document.id);
      if (spare > 0 && !asked.has(id)) spare -= 1;
      else documents.push({ ...document, id });
    }
  }
  return { documents, queries };
}

async function passagesOf({ passages, count, documents }: Awaited<ReturnType<typeof openStage>>): Promise<Passage[]> {
  if (count < PASSAGES) throw new ScriptError(`Only ${count} passages; the bench is meant for ${PASSAGES}.`);
  const all: Passage[] = [];
  for (let at = 0; at < documents; at++) all.push(...(await passages.list(STAGE_SCOPE.tenant_id, `doc_${at}`, 0, count)));
  return all;
}

const toRow = ({ passage_id, document_id, anchor, text }: Passage) => ({
  id: passage_id,
  document_id,
  title: anchor.headings.join(" "),
  text,
});

function openMiniSearch(passages: readonly Passage[]): Search {
  const index = new MiniSearch({ fields: ["title", "text"], storeFields: ["document_id"] });
  index.addAll(passages.map(toRow));
  return async (query) =>
    index
      .search(query)
      .slice(0, DEPTH)
      .map(({ document_id }) => ({ passage: { document_id: String(document_id) } }));
}

async function openOrama(passages: readonly Passage[]): Promise<Search> {
  const index = create({ schema: { document_id: "string", title: "string", text: "string" } as const });
  await insertMultiple(index, passages.map(toRow), 1_000);
  return async (query) => {
    const { hits } = await search(index, { term: query, properties: ["title", "text"], limit: DEPTH, threshold: 1 });
    return hits.map(({ document }) => ({ passage: { document_id: document.document_id } }));
  };
}
