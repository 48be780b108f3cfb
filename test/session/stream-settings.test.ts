import { describe, expect, it } from "vitest";
import { checkShape } from "../../src/protocol/check-shape.ts";
import { createSessionBodySchema } from "../../src/protocol/http.schema.ts";
import { type DeltaFrame, serverFrameSchema } from "../../src/protocol/server-frames.schema.ts";
import { createEventStreams } from "../../src/session/event-streams.adapter.ts";

const DELTA: DeltaFrame = { v: 1, type: "delta", draft: 1, part: "teaching", text: "One.", reset: true };

describe("how messages are delivered", () => {
  it("is chosen when the session is made, and is the gate when nothing is said", () => {
    expect(createSessionBodySchema.parse({ lesson_id: "les_a" }).settings).toEqual({ advance: "evaluator", delivery: "gate" });
    expect(createSessionBodySchema.parse({ title: "Rome", settings: {} }).settings).toEqual({ advance: "evaluator", delivery: "gate" });
    expect(createSessionBodySchema.parse({ lesson_id: "les_a", settings: { delivery: "stream" } }).settings).toMatchObject({
      delivery: "stream",
    });
  });

  it.each([[{ delivery: "fast" }], [{ advance: "luck" }], ["stream"]])("is refused by name when it is %j", (settings) => {
    const read = checkShape(createSessionBodySchema, { lesson_id: "les_a", settings });
    expect(read).toMatchObject({ ok: false, error: { detail: expect.stringContaining("settings") } });
  });

  it("puts pieces on the event stream without an id, so that nobody resumes from one, and tells who comes later what is shown", async () => {
    const streams = createEventStreams();
    const leave = new AbortController();
    const response = streams.open([], [DELTA], leave.signal);
    streams.pushDelta({ ...DELTA, text: " Two.", reset: false });
    const reader = response?.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    while (!text.includes(" Two.")) text += (await reader?.read())?.value ?? "";
    leave.abort();
    await reader?.cancel();
    expect(text).not.toContain("id:");
    const said = [...text.matchAll(/event: delta\ndata: (.*)\n/g)].map(([, data = ""]) => serverFrameSchema.parse(JSON.parse(data)));
    expect(said).toEqual([DELTA, { ...DELTA, text: " Two.", reset: false }]);
  });
});
