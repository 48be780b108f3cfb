import type { CallLimits } from "../../../src/llm/call-limits.ts";
import type { ChatModel } from "../../../src/llm/chat-model.port.ts";
import type { ModelFault } from "../../../src/llm/models.port.ts";
import { createProviderModel } from "../../../src/llm/providers/create-model.adapter.ts";
import type { FaultMode } from "../../support/fault-model-server.ts";
import { CANARY, type Dialect, wordsOf } from "../../support/provider-words.ts";

export const DIALECTS: readonly Dialect[] = ["openai", "anthropic", "google"];
const PROVIDER_ID: Readonly<Record<Dialect, string>> = { openai: "custom", anthropic: "anthropic", google: "google" };

/** The real path to a server that speaks this dialect. */
export function modelAt(dialect: Dialect, base_url: string, stream = true, model = "m"): ChatModel {
  const id = PROVIDER_ID[dialect];
  return createProviderModel({ id, dialect, base_url, api_key: "sk-test", stream, structured: null }, model);
}

export interface FaultCase {
  readonly name: string;
  readonly mode: FaultMode | ((dialect: Dialect) => FaultMode);
  /** What the log says of a streamed answer, one for each request: their number is the proof that nothing storms. Null: there is no such failure. */
  readonly streamed: readonly ModelFault[] | null;
  /** The same for an answer that is asked for whole; where it is missing, it is the same. */
  readonly whole?: readonly ModelFault[] | null;
  readonly detail?: string;
  readonly limits?: Partial<CallLimits>;
  readonly deadline_ms?: number;
  /** Only this provider fails so. */
  readonly only?: Dialect;
}

const html = "<!doctype html><html><body>Please sign in {to continue}</body></html>";
const soon = new Date(Date.now() + 3_600_000).toUTCString();
const says = (text: string, finish_reason = "stop"): FaultMode => ({ says: text, finish_reason });
const busy = (headers: Readonly<Record<string, string>> = {}): FaultMode => ({ status: 429, headers });
/** So long a silence is noticed at once. */
const SILENCE = { firstTokenMs: 60, betweenTokensMs: 60 };
const once = (fault: ModelFault): readonly ModelFault[] => [fault];
const twice = (fault: ModelFault): readonly ModelFault[] => [fault, fault];

/** Google says in the body how long to wait. */
const askingToWait = (retryDelay: string): FaultMode => ({
  status: 429,
  error_body: {
    error: {
      code: 429,
      message: CANARY,
      status: "RESOURCE_EXHAUSTED",
      details: [{ "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay }],
    },
  },
});
/** And calls a wrong key a bad request. */
const WRONG_GOOGLE_KEY: FaultMode = {
  status: 400,
  error_body: { error: { code: 400, message: CANARY, status: "INVALID_ARGUMENT", details: [{ reason: "API_KEY_INVALID" }] } },
};

/** Every way in which a provider itself can fail. */
export const FAULT_CASES: readonly FaultCase[] = [
  { name: "400", mode: { status: 400 }, streamed: once("provider_error"), detail: "HTTP 400" },
  { name: "401", mode: { status: 401 }, streamed: once("unauthorized"), detail: "HTTP 401" },
  { name: "403", mode: { status: 403 }, streamed: once("unauthorized") },
  { name: "404 (a model that does not exist)", mode: { status: 404 }, streamed: once("provider_error"), detail: "HTTP 404" },
  { name: "413", mode: { status: 413 }, streamed: once("provider_error") },
  { name: "a wrong key that is called a bad request", mode: WRONG_GOOGLE_KEY, streamed: once("unauthorized"), only: "google" },
  {
    name: "a redirect to another host",
    mode: { status: 307, headers: { location: "http://127.0.0.1:1/" } },
    streamed: once("provider_error"),
    detail: "HTTP 307",
  },
  { name: "429 without Retry-After", mode: busy(), streamed: once("rate_limited") },
  { name: "429 with a long Retry-After in seconds", mode: busy({ "retry-after": "30" }), streamed: once("rate_limited") },
  { name: "429 with a Retry-After date far away", mode: busy({ "retry-after": soon }), streamed: once("rate_limited") },
  { name: "429 with Retry-After 0, again and again", mode: busy({ "retry-after": "0" }), streamed: twice("rate_limited") },
  { name: "429 with a long pause in its body", mode: askingToWait("41s"), streamed: once("rate_limited"), only: "google" },
  { name: "429 with a short pause in its body", mode: askingToWait("0.004s"), streamed: twice("rate_limited"), only: "google" },
  { name: "500", mode: { status: 500 }, streamed: twice("provider_error") },
  { name: "502", mode: { status: 502 }, streamed: twice("provider_error") },
  { name: "503", mode: { status: 503 }, streamed: twice("provider_error"), detail: "HTTP 503" },
  { name: "529", mode: { status: 529 }, streamed: twice("provider_error") },
  {
    name: "silence before the headers",
    mode: "hang_before_headers",
    streamed: once("silent"),
    whole: once("timeout"),
    limits: SILENCE,
    deadline_ms: 120,
  },
  {
    name: "silence after the headers",
    mode: "hang_after_headers",
    streamed: once("silent"),
    whole: once("timeout"),
    limits: SILENCE,
    deadline_ms: 120,
  },
  {
    name: "silence in the middle",
    mode: "hang_mid_body",
    streamed: once("silent"),
    whole: once("timeout"),
    limits: SILENCE,
    deadline_ms: 120,
  },
  {
    name: "bytes that never become a token",
    mode: "drip",
    streamed: once("silent"),
    whole: once("timeout"),
    limits: SILENCE,
    deadline_ms: 120,
  },
  { name: "tokens that never become an answer", mode: "slow_tokens", streamed: once("timeout"), deadline_ms: 120 },
  { name: "an answer that ends in the middle", mode: "half_closed", streamed: once("cut_off"), whole: once("provider_error") },
  { name: "a body that is closed in the middle", mode: "close_mid_body", streamed: once("cut_off") },
  { name: "a reset before the headers", mode: "reset", streamed: twice("unreachable"), detail: "no connection (ECONNRESET)" },
  { name: "a reset in the middle", mode: "reset_mid_body", streamed: once("cut_off") },
  { name: "an answer cut by the token limit", mode: says('{"verdict":"corr', "length"), streamed: once("cut_off") },
  { name: "a page of HTML with 200", mode: { body: html, content_type: "text/html; charset=utf-8" }, streamed: once("provider_error") },
  {
    name: "a page of HTML that says it is a stream",
    mode: { body: html, content_type: "text/event-stream" },
    streamed: once("empty"),
    whole: null,
  },
  { name: "a page of HTML that says it is JSON", mode: { body: html, content_type: "application/json" }, streamed: once("provider_error") },
  {
    name: "200 with an error that nobody knows",
    mode: { body: JSON.stringify({ error: { message: CANARY } }), content_type: "application/json" },
    streamed: once("provider_error"),
  },
  {
    name: "200 with its own error body",
    mode: (dialect) => ({ body: JSON.stringify(wordsOf(dialect).errorBody(500)), content_type: "application/json" }),
    streamed: twice("provider_error"),
  },
  {
    name: "200 with JSON that is no answer",
    mode: { body: '{"ok":true}', content_type: "application/json" },
    streamed: once("provider_error"),
  },
  { name: "an error instead of an answer", mode: "error_in_stream", streamed: twice("provider_error") },
  { name: "an error in the middle of the answer", mode: "error_mid_stream", streamed: twice("provider_error"), whole: null },
  {
    name: "an event that is not JSON",
    mode: { body: "data: {nonsense\n\n", content_type: "text/event-stream" },
    streamed: once("provider_error"),
    whole: null,
  },
  {
    name: "a stream without an event",
    mode: { body: "", content_type: "text/event-stream" },
    streamed: once("empty"),
    whole: once("provider_error"),
  },
  { name: "words that are not JSON", mode: says("I would say it is correct."), streamed: twice("not_json") },
  {
    name: "NaN where a number belongs",
    mode: says('{"verdict":"correct","confidence":NaN}'),
    streamed: twice("wrong_schema"),
    detail: "does not fit at confidence",
  },
  {
    name: "JSON of another schema",
    mode: says(`{"temperature":20,"${CANARY}":1}`),
    streamed: twice("wrong_schema"),
    detail: "does not fit at verdict",
  },
  { name: "a list", mode: says("[1,2,3]"), streamed: twice("wrong_schema"), detail: "does not fit at the root" },
  { name: "an empty answer", mode: says(""), streamed: once("empty") },
  { name: "an answer of white space", mode: says("  \n "), streamed: once("empty") },
  { name: "a refusal", mode: "refusal", streamed: once("refused") },
  { name: "an answer that its filter withholds", mode: says("{", "content_filter"), streamed: once("refused"), only: "openai" },
  { name: "an answer that its filter withholds", mode: says("{", "SAFETY"), streamed: once("refused"), only: "google" },
  { name: "five megabytes", mode: "five_megabytes", streamed: once("too_large") },
  { name: "one line without end", mode: "endless_line", streamed: once("too_large") },
  { name: "text without end", mode: "endless_text", streamed: once("too_large") },
];
