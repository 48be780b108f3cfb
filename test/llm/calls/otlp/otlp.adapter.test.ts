import { describe, expect, it } from "vitest";
import { createOtlpExporter } from "../../../../src/llm/calls/otlp/otlp.adapter.ts";
import { callRecord } from "../records.ts";

const TIMEOUT_MS = 10_000;
const SECRET = "Bearer hush";

/** A collector that answers as written, one answer a request, and a time that passes only in pauses. */
function openCollector(answers: readonly (Response | Error | "silence")[]) {
  const requests: { url: string; init: RequestInit; spans: number }[] = [];
  const pauses: number[] = [];
  let now = 0;
  let timeOut = () => {};
  const script = [...answers];
  const play: typeof fetch = async (url, init = {}) => {
    const answer = script.shift();
    if (answer === undefined) throw new Error("an unexpected request");
    requests.push({ url: String(url), init, spans: countSpans(init.body) });
    if (answer instanceof Error) throw answer;
    if (answer !== "silence") return answer;
    return await new Promise((_resolve, reject) => {
      init.signal?.addEventListener("abort", () => reject(new DOMException("aborted", "AbortError")));
      timeOut();
    });
  };
  const exporter = createOtlpExporter({
    endpoint: "https://otlp.example",
    headers: { authorization: SECRET },
    fetch: play,
    timeout_ms: TIMEOUT_MS,
    clock: { now: () => now },
    timer: {
      after(ms, run) {
        if (ms === TIMEOUT_MS) timeOut = run;
        else {
          pauses.push(ms);
          now += ms;
          queueMicrotask(run);
        }
        return () => {};
      },
    },
  });
  return { exporter, requests, pauses, left: script };
}

/** Each span names its call once; texts stand in the body as they are. */
function countSpans(body: unknown): number {
  return body instanceof Uint8Array ? Buffer.from(body).toString("latin1").split("cairn.call.id").length - 1 : 0;
}

const allTaken = () => new Response(new Uint8Array());
const answerOf = (...bytes: number[]) => new Response(Uint8Array.from(bytes));
/** A partial success (field 1, 11 bytes) of a count (field 1) and words (field 2). */
const TWO_REJECTED = [0x0a, 11, 0x08, 2, 0x12, 7, ...Buffer.from("too old")];
const twoRejected = () => answerOf(...TWO_REJECTED);
const busy = (status: number, retryAfter?: string) =>
  new Response("Ada hush", { status, headers: retryAfter ? { "retry-after": retryAfter } : {} });

describe("an operator's collector", () => {
  it("gets the spans of a batch at once, with the key that it wants to see", async () => {
    const { exporter, requests } = openCollector([allTaken()]);
    expect(await exporter.export([callRecord(), callRecord({ call_id: "cal_2" })])).toEqual({ ok: true, value: { rejected: 0 } });
    expect(requests).toMatchObject([
      {
        url: "https://otlp.example/v1/traces",
        spans: 2,
        init: { method: "POST", redirect: "manual", headers: { authorization: SECRET, "content-type": "application/x-protobuf" } },
      },
    ]);
  });

  it("gets many of them in several requests", async () => {
    const { exporter, requests } = openCollector([twoRejected(), allTaken()]);
    const records = Array.from({ length: 501 }, (_, index) => callRecord({ call_id: `cal_${index}` }));
    expect(await exporter.export(records)).toEqual({ ok: true, value: { rejected: 2 } });
    expect(requests.map(({ spans }) => spans)).toEqual([500, 1]);
  });

  it.each([
    ["nothing", () => new Response(null, { status: 200 })],
    ["a word", () => new Response("OK")],
    ["JSON", () => new Response('{"partialSuccess":{"rejectedSpans":"2"}}')],
    ["a warning", () => answerOf(0x0a, 6, 0x12, 4, ...Buffer.from("slow"))],
    ["that some were not, without a count", () => answerOf(0x0a, 0)],
    ["a negative count", () => answerOf(0x0a, 11, 0x08, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1)],
    ["a count without an end", () => answerOf(0x0a, 3, 0x08, 255, 255)],
    ["a count of another kind", () => answerOf(0x0a, 3, 0x0a, 1, 9)],
    ["less than it promises", () => answerOf(...TWO_REJECTED.slice(0, -1))],
    ["too much for an answer", () => new Response(Uint8Array.of(0x0a, 2, 0x08, 2, ...new Uint8Array(64_000).fill(0x78)))],
    ["what breaks off", () => new Response(new ReadableStream({ pull: (stream) => stream.error(new Error("gone")) }))],
  ])("has taken them when it answers well and says %s", async (_what, answer) => {
    const { exporter } = openCollector([answer()]);
    expect(await exporter.export([callRecord()])).toEqual({ ok: true, value: { rejected: 0 } });
  });

  it("says how many it did not take, among fields that only a later OTLP would have", async () => {
    const later = [0x45, 1, 0, 0, 0];
    const { exporter } = openCollector([answerOf(...later, 0x0a, 9, 0x08, 0xf4, 3, 0xe2, 0x12, 3, ...Buffer.from("new"), ...later)]);
    expect(await exporter.export([callRecord()])).toEqual({ ok: true, value: { rejected: 500 } });
  });

  it.each([429, 502, 503, 504])("is asked again, later each time, while it answers %d", async (status) => {
    const { exporter, pauses } = openCollector([busy(status), busy(status), allTaken()]);
    expect(await exporter.export([callRecord()])).toEqual({ ok: true, value: { rejected: 0 } });
    expect(pauses).toEqual([500, 1_000]);
  });

  it("says itself when it wants to be asked again, in seconds or as a date", async () => {
    const { exporter, pauses } = openCollector([busy(503, "3"), busy(429, new Date(8_000).toUTCString()), allTaken()]);
    expect(await exporter.export([callRecord()])).toMatchObject({ ok: true });
    expect(pauses).toEqual([3_000, 5_000]);
  });

  it.each([
    ["wants to be asked again after the time is up", [busy(429, "11")], "HTTP 429"],
    ["stays busy", [busy(503), busy(503), busy(503), busy(503)], "HTTP 503"],
    ["does not know the key", [busy(401)], "HTTP 401"],
    ["cannot read it", [busy(400)], "HTTP 400"],
    ["sends us elsewhere", [new Response(null, { status: 307, headers: { location: "https://evil.example" } })], "HTTP 307"],
    ["cannot be reached", Array.from({ length: 4 }, () => new TypeError("hush")), "not reached (TypeError)"],
    ["says nothing at all", ["silence" as const], "timeout"],
  ])("costs a line in the log and nothing else when it %s", async (_what, answers, reason) => {
    const { exporter, left } = openCollector(answers);
    expect(await exporter.export([callRecord()])).toEqual({ ok: false, error: reason });
    expect(left).toEqual([]);
  });

  it("is left alone when there is nothing to tell", async () => {
    const { exporter, requests } = openCollector([]);
    expect(await exporter.export([])).toEqual({ ok: true, value: { rejected: 0 } });
    expect(requests).toEqual([]);
  });
});
