// The yardstick: plain BM25 over windows of 220 words, k1 0.9 and b 0.4, as most retrieval papers report it. Shares only the stemmer and the stop list with the product.
import { termsOf } from "../../src/knowledge/index/index-terms.ts";
import { readQuery } from "../../src/knowledge/retrieve/read-query.ts";
import type { StageDocument } from "./retrieval-stage.ts";

const [K1, B, WINDOW_WORDS] = [0.9, 0.4, 220];

/** Documents ranked by their best window; the title stands above each. */
export function createBaseline(documents: readonly StageDocument[]): (query: string, limit: number) => string[] {
  const windows: { readonly id: string; readonly length: number }[] = [];
  const postings = new Map<string, { readonly window: number; readonly count: number }[]>();
  for (const { id, title, text } of documents) {
    const words = text.split(/\s+/).filter((word) => word !== "");
    for (let from = 0; from === 0 || from < words.length; from += WINDOW_WORDS) {
      const terms = termsOf(`${title} ${words.slice(from, from + WINDOW_WORDS).join(" ")}`);
      const counts = new Map<string, number>();
      for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
      for (const [term, count] of counts) {
        const list = postings.get(term) ?? [];
        list.push({ window: windows.length, count });
        postings.set(term, list);
      }
      windows.push({ id, length: terms.length });
    }
  }
  const mean = windows.reduce((sum, { length }) => sum + length, 0) / windows.length;
  return (query, limit) => {
    const scores = new Map<string, number>();
    const byWindow = new Float64Array(windows.length);
    for (const term of readQuery(query).terms) {
      const list = postings.get(term) ?? [];
      const idf = Math.log(1 + (windows.length - list.length + 0.5) / (list.length + 0.5));
      for (const { window, count } of list) {
        const length = windows[window]?.length ?? 0;
        byWindow[window] = (byWindow[window] ?? 0) + (idf * count * (K1 + 1)) / (count + K1 * (1 - B + (B * length) / mean));
      }
    }
    for (const [at, { id }] of windows.entries()) {
      const score = byWindow[at] ?? 0;
      if (score > (scores.get(id) ?? 0)) scores.set(id, score);
    }
    return [...scores]
      .sort((a, b) => b[1] - a[1])
      .slice(0, limit)
      .map(([id]) => id);
  };
}
