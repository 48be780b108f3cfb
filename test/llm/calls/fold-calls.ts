import type { CallRecord } from "../../../src/llm/calls/call-record.schema.ts";
import type { Window } from "../../../src/llm/operator/operator.port.ts";
import type { FigureRow, Figures, Latency, Overview } from "../../../src/protocol/operator.schema.ts";

type Group = Figures & Latency;

/** What the reports should say, worked out record by record in the plainest way there is. */
export function foldCalls(
  all: readonly CallRecord[],
  { from_ms, to_ms, step_ms }: Window,
): Pick<Overview, "totals" | "series" | "by_agent" | "by_route"> {
  const records = all.filter(({ at }) => Date.parse(at) >= from_ms && Date.parse(at) < to_ms);
  const draftOf = (record: CallRecord) => `${record.session_id} ${record.agent} ${record.prompt_hash}`;
  const used = new Set(
    records
      .filter(({ cache, session_id, prompt_hash }) => cache === "speculation" && session_id !== null && prompt_hash !== null)
      .map(draftOf),
  );
  const fold = (some: readonly CallRecord[]): Group => {
    const calls = some.filter(({ cache }) => cache === "none");
    const ahead = some.filter(({ purpose }) => purpose === "speculation");
    const answers = calls.filter(({ outcome }) => outcome === "ok");
    const firsts = answers.flatMap(({ first_token_ms }) => (first_token_ms === null ? [] : [first_token_ms]));
    const totals = answers.map(({ total_ms }) => total_ms);
    return {
      calls: calls.length,
      errors: calls.filter(({ outcome }) => outcome !== "ok" && outcome !== "cancelled").length,
      fallbacks: calls.filter(({ fallback_reason }) => fallback_reason !== null).length,
      cache_hits: some.length - calls.length,
      input_tokens: sum(some, "input_tokens"),
      output_tokens: sum(some, "output_tokens"),
      spend_nanousd: sum(some, "cost_nanousd"),
      saved_nanousd: sum(some, "saved_nanousd"),
      speculation_nanousd: sum(ahead, "cost_nanousd"),
      speculation_waste_nanousd: sum(
        ahead.filter((record) => !used.has(draftOf(record))),
        "cost_nanousd",
      ),
      total_p50_ms: percentile(totals, 0.5),
      total_p95_ms: percentile(totals, 0.95),
      first_token_p50_ms: percentile(firsts, 0.5),
      first_token_p95_ms: percentile(firsts, 0.95),
    };
  };
  const by = (field: "agent" | "route"): FigureRow[] =>
    [...new Set(records.map((record) => record[field]))]
      .map((name) => ({ name, ...fold(records.filter((record) => record[field] === name)) }))
      .sort((a, b) => b.calls - a.calls || (a.name < b.name ? -1 : 1));
  const series = [];
  for (let start = from_ms; start < to_ms; start += step_ms) {
    const inStep = records.filter(({ at }) => Date.parse(at) >= start && Date.parse(at) < start + step_ms);
    const { first_token_p50_ms: _p50, first_token_p95_ms: _p95, ...figures } = fold(inStep);
    series.push({ at: new Date(start).toISOString(), ...figures });
  }
  return { totals: fold(records), series, by_agent: by("agent"), by_route: by("route") };
}

function sum(records: readonly CallRecord[], field: "input_tokens" | "output_tokens" | "cost_nanousd" | "saved_nanousd"): number {
  return records.reduce((total, record) => total + record[field], 0);
}

/** Nearest rank: the smallest value that at least this share of them does not exceed. */
function percentile(values: readonly number[], share: number): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.find((_, index) => (index + 1) / sorted.length >= share) ?? null;
}
