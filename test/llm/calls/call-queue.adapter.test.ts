import { describe, expect, it } from "vitest";
import { createCallQueue } from "../../../src/llm/calls/call-queue.adapter.ts";
import type { CallMessage } from "../../../src/llm/calls/call-message.schema.ts";
import { splitRecords } from "../../../src/llm/calls/split-records.ts";
import { callRecord } from "./records.ts";

/** The platform's limit on a message. */
const LIMIT_BYTES = 128_000;

function openQueue() {
  const sent: CallMessage[] = [];
  const queue = {
    send: async (message: CallMessage) => (sent.push(message), { metadata: { metrics: { backlogCount: 0, backlogBytes: 0 } } }),
  };
  return { sent, sink: createCallQueue(queue) };
}

describe("the calls of a turn", () => {
  it("are one message", async () => {
    const { sent, sink } = openQueue();
    const records = [callRecord(), callRecord({ call_id: "cal_2" })];
    await sink.send(records);
    expect(sent).toEqual([{ v: 1, records }]);
  });

  it("are no message when there were none", async () => {
    const { sent, sink } = openQueue();
    await sink.send([]);
    expect(sent).toEqual([]);
  });

  it("are as few messages as the platform takes when there are very many, none lost and none twice", async () => {
    const { sent, sink } = openQueue();
    const records = Array.from({ length: 1_000 }, (_, index) =>
      callRecord({ call_id: `cal_${index}`, fallback_reason: "数".repeat(index % 50) }),
    );
    await sink.send(records);
    expect(sent.flatMap((message) => message.records)).toEqual(records);
    const sizes = sent.map((message) => new TextEncoder().encode(JSON.stringify(message)).length);
    expect(Math.max(...sizes)).toBeLessThan(LIMIT_BYTES);
    expect(sent.length).toBe(Math.ceil(sizes.reduce((sum, size) => sum + size, 0) / 119_000));
  });

  it("stay with the sender when the queue does not take them", async () => {
    const sink = createCallQueue({ send: () => Promise.reject(new Error("Queue send failed")) });
    await expect(sink.send([callRecord()])).rejects.toThrow("Queue send failed");
  });

  it("do not hold up the others when one of them is larger than a message", () => {
    expect(splitRecords(["a", "x".repeat(50), "b", "c"], 20)).toEqual([["a"], ["x".repeat(50)], ["b", "c"]]);
  });
});
