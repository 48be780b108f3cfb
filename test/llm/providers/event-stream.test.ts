import { describe, expect, it } from "vitest";
import { createEventReader } from "../../../src/llm/providers/event-stream.ts";

/** Every event that the pieces complete, one reader for all of them. */
function read(...pieces: readonly string[]): string[] {
  const eventsOf = createEventReader();
  return pieces.flatMap((piece) => eventsOf(piece));
}

describe("an event stream", () => {
  const stream =
    ': hello\r\n\r\nevent: message\r\ndata: {"a":1}\r\nid: 7\r\n\r\ndata:{"b":\ndata: 2}\n\n\n: keep-alive\n\ndata: [DONE]\n\n';
  const events = ['{"a":1}', '{"b":\n2}', "[DONE]"];

  it("gives the data of its events, without comments, other fields and empty events", () => {
    expect(read(stream)).toEqual(events);
  });

  it("says the same wherever the network cuts it", () => {
    for (let first = 0; first <= stream.length; first++) {
      for (let second = first; second <= stream.length; second++) {
        expect(read(stream.slice(0, first), stream.slice(first, second), stream.slice(second))).toEqual(events);
      }
    }
  });

  it("gives an event as soon as its last line has arrived, not one piece later", () => {
    const eventsOf = createEventReader();
    expect(["data: one\n", "\n", "data: two\n\ndata: th", "ree\n\n"].map((piece) => eventsOf(piece))).toEqual([
      [],
      ["one"],
      ["two"],
      ["three"],
    ]);
  });

  it("keeps white space that belongs to the data, and only that", () => {
    expect(read("data:  two spaces \n\n", "data:none\n\n", "data:\n\n")).toEqual([" two spaces ", "none", ""]);
  });

  it("leaves out an event that was cut off", () => {
    expect(read("data: whole\n\ndata: ha")).toEqual(["whole"]);
    expect(read("data: whole\n\ndata: without its empty line\n")).toEqual(["whole"]);
  });

  it("has no events in a page of HTML", () => {
    expect(read("<!doctype html>\n<body>\n\n</body>\n\n")).toEqual([]);
  });
});
