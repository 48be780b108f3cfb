import { ProtobufTraceSerializer } from "@opentelemetry/otlp-transformer";
import type { Clock } from "../../../shared/clock.ts";
import { err, ok, type Result } from "../../../shared/result.ts";
import type { Timer } from "../../timer.port.ts";
import type { CallExporter } from "../call-exporter.port.ts";
import type { OtlpConfig } from "../calls.config.ts";
import { makeSpans } from "./make-spans.ts";

/** About 0.7 KB a span: well below the smallest limit that collectors put on a body. */
const SPANS_A_REQUEST = 500;
/** The statuses that OTLP says may be tried again: https://opentelemetry.io/docs/specs/otlp/#failures-1, checked 2026-11-24. */
const RETRYABLE: ReadonlySet<number> = new Set([429, 502, 503, 504]);
const MAX_TRIES = 4;
const FIRST_PAUSE_MS = 500;
/** An answer is a few words; whoever sends more is no collector. */
const MAX_ANSWER_BYTES = 64_000;

export interface OtlpExporterOptions extends OtlpConfig {
  /** The runtime's own, unless a test plays it. */
  readonly fetch: typeof fetch;
  /** For all of one export, pauses between tries included. */
  readonly timeout_ms: number;
  readonly clock: Clock;
  readonly timer: Timer;
}

/**
 * Sends records as spans over OTLP/HTTP in its binary form. Redirects are not followed: the collector's key goes to the configured host or nowhere. What the other side
 * says in words is not passed on, since it may repeat what it was sent.
 */
export function createOtlpExporter({ endpoint, headers, fetch, timeout_ms, clock, timer }: OtlpExporterOptions): CallExporter {
  const url = `${endpoint}/v1/traces`;
  const allHeaders = { ...headers, "content-type": "application/x-protobuf", "user-agent": "cairn" };

  /** One try. A number is how many spans were not taken; a failure says how long to wait, or null that another try is no use. */
  async function post(
    body: Uint8Array<ArrayBuffer>,
    signal: AbortSignal,
  ): Promise<Result<number, { reason: string; wait_ms: number | null }>> {
    try {
      const response = await fetch(url, { method: "POST", headers: allHeaders, body, redirect: "manual", signal });
      if (response.ok) return ok(await readRejected(response));
      await response.body?.cancel();
      const wait_ms = RETRYABLE.has(response.status) ? retryAfter(response.headers.get("retry-after"), clock.now()) : null;
      return err({ reason: `HTTP ${response.status}`, wait_ms });
    } catch (error) {
      const reason = error instanceof Error ? error.name : "unknown";
      return err({ reason: signal.aborted ? "timeout" : `not reached (${reason})`, wait_ms: signal.aborted ? null : 0 });
    }
  }

  async function postPatiently(body: Uint8Array<ArrayBuffer>, deadline: number, signal: AbortSignal): Promise<Result<number, string>> {
    for (let tries = 1; ; tries++) {
      const sent = await post(body, signal);
      if (sent.ok) return sent;
      const { reason, wait_ms } = sent.error;
      const pause = Math.max(wait_ms ?? 0, FIRST_PAUSE_MS * 2 ** (tries - 1));
      if (wait_ms === null || tries === MAX_TRIES || clock.now() + pause >= deadline) return err(reason);
      await new Promise<void>((resolve) => {
        const cancel = timer.after(pause, resolve);
        signal.addEventListener("abort", () => (cancel(), resolve()), { once: true });
      });
    }
  }

  return {
    async export(records) {
      const deadline = clock.now() + timeout_ms;
      const controller = new AbortController();
      const cancel = timer.after(timeout_ms, () => controller.abort());
      let rejected = 0;
      try {
        for (let from = 0; from < records.length; from += SPANS_A_REQUEST) {
          const body = ProtobufTraceSerializer.serializeRequest(await makeSpans(records.slice(from, from + SPANS_A_REQUEST)));
          if (!body) return err("could not be written");
          // Copied, since fetch takes no memory that might be shared, by its types.
          const sent = await postPatiently(new Uint8Array(body), deadline, controller.signal);
          if (!sent.ok) return sent;
          rejected += sent.value;
        }
        return ok({ rejected });
      } catch (error) {
        return err(`could not be written (${error instanceof Error ? error.name : "unknown"})`);
      } finally {
        cancel();
      }
    },
  };
}

/**
 * Anything with a good status was taken, also when the rest of the answer is lost; only what reads as a count of rejected spans is one. The answer's words
 * are left alone.
 */
async function readRejected(response: Response): Promise<number> {
  try {
    const { rejectedSpans = 0 } = ProtobufTraceSerializer.deserializeResponse(await readCapped(response)).partialSuccess ?? {};
    return Number.isSafeInteger(rejectedSpans) ? rejectedSpans : 0;
  } catch {
    return 0;
  }
}

/** The body; empty when it is longer than an answer can be. */
async function readCapped(response: Response): Promise<Uint8Array> {
  const reader = response.body?.getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  while (length <= MAX_ANSWER_BYTES) {
    const part = await reader?.read();
    if (!part || part.done) break;
    parts.push(part.value);
    length += part.value.length;
  }
  await reader?.cancel().catch(() => {});
  return length > MAX_ANSWER_BYTES ? new Uint8Array() : new Uint8Array(await new Blob(parts).arrayBuffer());
}

/** `Retry-After` in milliseconds from now: seconds or a date; 0 when it says neither. The caller's deadline bounds it. */
function retryAfter(header: string | null, nowMs: number): number {
  if (header === null) return 0;
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - nowMs;
  return Number.isFinite(ms) ? Math.max(0, ms) : 0;
}
