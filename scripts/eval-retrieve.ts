// `npm run eval:retrieve -- corpus.jsonl queries.jsonl out.tsv [--embeddings URL]`: documents ranked for queries (rows of `_id, title, text`) by the product's own
// index and ranking; out: a TREC run. Without --embeddings our own embedding, with it any server that has OpenAI's /embeddings, whose model and key are
// EMBEDDINGS_MODEL and EMBEDDINGS_API_KEY.
import { writeFileSync } from "node:fs";
import { EMBEDDED_EMBEDDINGS } from "../src/llm/embeddings/embedded-model.ts";
import type { EmbeddingModel } from "../src/llm/embeddings/embedding-model.port.ts";
import { readEmbeddingsConfig } from "../src/llm/embeddings/embeddings.config.ts";
import { createOpenAiEmbeddings } from "../src/llm/embeddings/openai-embeddings.adapter.ts";
import { main, ScriptError } from "./lib/command.ts";
import { readRows, tellUnused } from "./lib/eval-files.ts";
import { documentsOf, toDocument } from "./lib/retrieval-data.ts";
import { openStage, STAGE_SCOPE } from "./lib/retrieval-stage.ts";

/** Passages ranked for each query; the documents they are of are what is written. */
const DEPTH = 200;
const TAG = "cairn";

await main(async () => {
  const args = process.argv.slice(2);
  const flag = args.indexOf("--embeddings");
  const url = flag < 0 ? null : (args[flag + 1] ?? "");
  const [corpus, queries, out, ...rest] = flag < 0 ? args : args.filter((_, at) => at !== flag && at !== flag + 1);
  if (corpus === undefined || queries === undefined || out === undefined || rest.length > 0 || url === "")
    throw new ScriptError("Say it like this: npm run eval:retrieve -- corpus.jsonl queries.jsonl out.tsv [--embeddings URL]");
  const [documents, asked] = [readRows(corpus), readRows(queries)];
  const read = documents.rows.map(({ line, value }) => ({ line, document: toDocument(value) }));
  const nameless = read.filter(({ document }) => document.id === "").map(({ line }) => `line ${line} of ${corpus}: no _id`);
  tellUnused([...documents.unread, ...asked.unread, ...nameless]);
  const usable = read.flatMap(({ document }) => (document.id === "" ? [] : [document]));
  if (usable.length === 0) throw new ScriptError(`${corpus} has no row with an _id.`);
  console.log(`Indexing ${usable.length} documents …`);
  const stage = await openStage(usable, url === null ? EMBEDDED_EMBEDDINGS : modelAt(url));
  const lines: string[] = [];
  let count = 0;
  for (const { value } of asked.rows) {
    const { id, text } = toDocument(value);
    if (id === "" || text === "") continue;
    count += 1;
    const { found } = await stage.retriever.rank(STAGE_SCOPE, text, DEPTH);
    const ranking = documentsOf(found, stage.idOf);
    lines.push(...ranking.map((document, at) => `${id}\tQ0\t${document}\t${at + 1}\t${(1 / (at + 1)).toFixed(6)}\t${TAG}\n`));
  }
  writeFileSync(out, lines.join(""));
  console.log(`${count} queries over ${stage.count} passages of ${usable.length} documents; ${lines.length} lines in ${out}.`);
});

function modelAt(url: string): EmbeddingModel {
  const config = readEmbeddingsConfig({
    EMBEDDINGS_BASE_URL: url,
    EMBEDDINGS_MODEL: process.env["EMBEDDINGS_MODEL"],
    EMBEDDINGS_API_KEY: process.env["EMBEDDINGS_API_KEY"],
  });
  if (!config.ok) throw new ScriptError(config.error.join(" "));
  const { server } = config.value;
  if (!server) throw new ScriptError("--embeddings needs an address.");
  return createOpenAiEmbeddings({ ...server, route: `openai-compatible:${server.model}` });
}
