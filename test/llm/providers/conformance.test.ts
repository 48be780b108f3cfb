import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FinishReason } from "../../../src/llm/chat-model.port.ts";
import { cutBy, cutEveryWay } from "./cut-bytes.ts";
import { type BodyServer, CLAIMED, type ClaimedDialect, type Outcome, play, playPieces, startBodyServer } from "./play-answer.ts";

// Recorded by others, licensed for development only, and therefore not part of the repository. Another folder can be named, e.g. to judge.
const DATA = process.env["PROVIDER_STREAMS"] ?? new URL("../../../../shared/data/provider_streams/dev", import.meta.url).pathname;
const isHere = existsSync(DATA);
if (!isHere)
  process.stderr.write(
    "Skipped: recorded provider streams. Put them into ../shared/data/provider_streams to run them; fixtures.test.ts runs without.\n",
  );

interface StreamRow {
  readonly id: string;
  readonly dialect: string;
  readonly sse: string;
  readonly expected_confidence: string;
  readonly expected: {
    readonly text: string;
    readonly tool_calls: readonly { readonly name: string; readonly arguments: unknown }[];
    readonly finish_reason: string | null;
    readonly usage: { readonly input: number | null; readonly output: number | null } | null;
    readonly error: unknown;
  };
}
interface BodyRow {
  readonly id: string;
  readonly dialect?: string;
  readonly uri?: string | null;
  readonly status?: number | null;
  readonly body: unknown;
}

function readRows<T>(name: string): readonly T[] {
  const path = [`${DATA}/${name}.gz`, `${DATA}/${name}`].find((one) => existsSync(one));
  if (path === undefined) return [];
  const bytes = readFileSync(path);
  const text = (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
  return text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line));
}

const bytesOf = (text: string) => new TextEncoder().encode(text);
const isClaimed = (dialect: string | undefined): dialect is ClaimedDialect => dialect !== undefined && Object.hasOwn(CLAIMED, dialect);
const streams = readRows<StreamRow>("streams.jsonl");
const claimed = streams.flatMap((row) => (isClaimed(row.dialect) ? [{ ...row, dialect: row.dialect }] : []));
const ALL_CLAIMED: readonly ClaimedDialect[] = ["openai_chat", "anthropic", "gemini"];

/** The providers' words for the end of an answer, as the recordings have them. */
const FINISH: Readonly<Record<string, FinishReason>> = {
  stop: "stop",
  length: "cut",
  content_filter: "refused",
  tool_calls: "tool_calls",
  function_call: "tool_calls",
  end_turn: "stop",
  stop_sequence: "stop",
  max_tokens: "cut",
  pause_turn: "cut",
  tool_use: "tool_calls",
  refusal: "refused",
  MAX_TOKENS: "cut",
  SAFETY: "refused",
  RECITATION: "refused",
  PROHIBITED_CONTENT: "refused",
  BLOCKLIST: "refused",
};

/** Tool arguments compare as JSON; what a cut answer left half is compared as text. */
function argumentsOf(value: unknown): unknown {
  if (typeof value !== "string") return value ?? {};
  try {
    return value.trim() === "" ? {} : JSON.parse(value);
  } catch {
    return value;
  }
}

/**
 * The recordings give each provider's own counts. Ours count what is billed: thoughts with the output where the provider counts them beside it (Gemini, xAI),
 * and what caches gave and took with the input (Anthropic). This turns ours back.
 */
function usageInTheirWords(row: StreamRow, { usage }: Outcome): { readonly input: number; readonly output: number } | null {
  if (usage === null) return null;
  const countsThoughtsBeside = row.dialect === "gemini" || /"model":\s*"grok/.test(row.sse);
  const written = row.dialect === "anthropic" ? Number(/.*"cache_creation_input_tokens":\s*(\d+)/s.exec(row.sse)?.[1] ?? 0) : 0;
  const cached = row.dialect === "anthropic" ? usage.cached_input_tokens : 0;
  return {
    input: usage.input_tokens - cached - written,
    output: usage.output_tokens - (countsThoughtsBeside ? usage.reasoning_tokens : 0),
  };
}

let server: BodyServer;
beforeAll(async () => void (server = await startBodyServer()));
afterAll(async () => {
  await server.close();
  const report = process.env["PROVIDER_STREAMS_OUT"];
  if (report === undefined) return;
  const rows = await Promise.all(
    claimed.map(async (row) => {
      const outcome = await playPieces(row.dialect, { chunks: [bytesOf(row.sse)] });
      const { text, tool_calls, finish, failure } = outcome;
      return { id: row.id, text, tool_calls, finish_reason: finish, usage: usageInTheirWords(row, outcome), error: failure?.fault ?? null };
    }),
  );
  writeFileSync(report, rows.map((row) => JSON.stringify(row)).join("\n"));
});

describe.skipIf(!isHere)("a recorded stream of a dialect that is claimed", () => {
  it.each(claimed)("is read exactly: $id", async (row) => {
    server.serve({ chunks: [bytesOf(row.sse)] });
    const outcome = await play(row.dialect, { base_url: server.url, stream: true });
    const { expected } = row;
    expect(outcome.text).toBe(expected.text);
    expect(outcome.tool_calls.map((call) => [call.name, argumentsOf(call.arguments)])).toEqual(
      expected.tool_calls.map((call) => [call.name, argumentsOf(call.arguments)]),
    );
    if (expected.usage !== null && outcome.failure === null) expect(usageInTheirWords(row, outcome)).toEqual(expected.usage);
    if (expected.error !== null) expect(outcome.failure).not.toBeNull();
    else expect(outcome.failure).toBeNull();
    const isGeminiStop = expected.finish_reason === "STOP";
    const finish = isGeminiStop ? (expected.tool_calls.length > 0 ? "tool_calls" : "stop") : FINISH[expected.finish_reason ?? ""];
    if (expected.error === null) expect(outcome.finish).toBe(finish ?? "cut");
  });

  it.each(claimed)("says the same wherever the network cuts it: $id", async (row) => {
    const bytes = bytesOf(row.sse);
    const whole = await playPieces(row.dialect, { chunks: [bytes] });
    for (const { name, chunks } of cutEveryWay(bytes)) expect(await playPieces(row.dialect, { chunks }), name).toEqual(whole);
    server.serve({ chunks: cutBy(bytes, () => 1_000) });
    expect(await play(row.dialect, { base_url: server.url, stream: true })).toEqual(whole);
  });

  it.each(claimed)("that stops anywhere ends, and never as a whole answer: $id", async (row) => {
    const bytes = bytesOf(row.sse);
    const step = Math.max(1, Math.floor(bytes.length / 40));
    const lastEvent = row.sse.trimEnd().lastIndexOf("data:");
    for (let at = 0; at < Math.min(lastEvent, bytes.length - 1); at += step) {
      const outcome = await playPieces(row.dialect, { chunks: [bytes.subarray(0, at)] });
      expect(outcome.failure !== null || outcome.finish !== null, `cut at ${at}`).toBe(true);
      expect(row.expected.text.startsWith(outcome.text) || outcome.failure !== null, `cut at ${at}`).toBe(true);
    }
  });
});

describe.skipIf(!isHere)("a recorded stream fed to the wrong adapter", () => {
  it.each(streams)("ends without a crash: $id", async (row) => {
    for (const dialect of ALL_CLAIMED) {
      const outcome = await playPieces(dialect, { chunks: [bytesOf(row.sse)] });
      expect(outcome.failure !== null || outcome.finish !== null).toBe(true);
    }
  });
});

describe.skipIf(!isHere)("a recorded body", () => {
  it.each(readRows<BodyRow>("unary.jsonl"))("is read whole, cut anywhere, or refused in our words: $id", async ({ dialect, body }) => {
    const bytes = bytesOf(JSON.stringify(body));
    for (const reader of ALL_CLAIMED) {
      const content_type = "application/json";
      const outcome = await playPieces(reader, { content_type, chunks: [bytes] }, false);
      expect(await playPieces(reader, { content_type, chunks: cutBy(bytes, () => 7) }, true)).toEqual(outcome);
      if (reader === dialect) expect(outcome.finish).not.toBeNull();
      else expect(outcome.failure !== null || outcome.finish !== null).toBe(true);
    }
  });

  it.each(readRows<BodyRow>("errors.jsonl"))(
    "of an error has a name of ours and none of theirs: $id",
    async ({ id, uri, status, body }) => {
      const dialect = /anthropic/.test(uri ?? id) ? "anthropic" : /google|gemini/.test(uri ?? id) ? "gemini" : "openai_chat";
      const code = status ?? 200;
      for (const stream of [true, false]) {
        server.serve({ status: code, content_type: "application/json", chunks: [bytesOf(JSON.stringify(body))] });
        const outcome = await play(dialect, { base_url: server.url, stream });
        if (code === 200) expect(outcome.failure !== null || outcome.finish === "refused").toBe(true);
        else {
          const faults =
            code === 401 || code === 403 ? ["unauthorized"] : code === 429 ? ["rate_limited"] : ["provider_error", "unauthorized"];
          expect(faults).toContain(outcome.failure?.fault);
        }
        expect(outcome.failure?.detail ?? "HTTP 200").toMatch(
          /^(HTTP \d{3}(, meaning \d{3})?|reported \d{3} inside its answer|reported an error inside its answer|answered with .*)$/,
        );
      }
    },
  );
});
