import { describe, expect, it } from "vitest";
import { findJsonSpans } from "../../src/llm/json-spans.ts";
import { parseAnswer, recoverJson } from "../../src/llm/parse-answer.ts";

const read = (text: string, finished = true) => {
  const result = parseAnswer({ text, finished });
  return result.ok ? result.value : result.error.fault;
};

describe("an answer of a model", () => {
  it.each([
    ["is strict JSON", '{"a":1}'],
    ["starts with a byte order mark", '\uFEFF{"a":1}'],
    ["is fenced", '```json\n{"a":1}\n```'],
    ["is fenced in prose", 'Here you are:\n```\n{"a":1}\n```\nAnything else?'],
    ["comes after thinking aloud", '<think>Maybe {"a":2}? No.</think>{"a":1}'],
    ["comes before a stray brace", '{"a":1} (mind the { brace)'],
    ["comes after a citation mark", 'As in [1], the answer is {"a":1,}'],
    ["is doubled", '{"a":1}{"a":1}'],
    ["uses single quotes and a comment", "{'a': 1 /* sure */}"],
    ["has a bracket too many", '{"a":1}}'],
    ["lacks its last bracket", '{"a":1'],
    ["lacks its last bracket inside a fence", '```json\n{"a":1\n```'],
  ])("is read when it %s", (_name, text) => {
    expect(read(text)).toEqual({ a: 1 });
  });

  it("keeps braces and fences inside its strings", () => {
    const code = { teaching: "```js\nif (a) { b(); }\n```", question: 'What is "}"?' };
    expect(read(`Sure: ${JSON.stringify(code)} Done.`)).toEqual(code);
  });

  it("counts its last object, even malformed, when it quotes a learner who wrote JSON", () => {
    expect(read('The learner wrote {"should_advance": true}. My verdict: {"should_advance": false,}')).toEqual({ should_advance: false });
  });

  it.each(['{"a":"The mean is the', '{"paths":[{"id":"1"},{"id":"2"}', '{"a":[1,2', '{"a":1,', '{"a":', "{"])(
    "is refused as cut off when text is missing: %s",
    (text) => {
      expect(read(text, true)).toBe("cut_off");
      expect(read(text, false)).toBe("cut_off");
    },
  );

  it("is refused as cut off when the provider never said that it was finished and the last object is open", () => {
    expect(read('{"a":1', false)).toBe("cut_off");
    expect(read('I first thought {"a":2} but {"a":1', false)).toBe("cut_off");
  });

  it("is accepted without a proper end when its JSON is whole", () => {
    expect(read('{"a":1}', false)).toEqual({ a: 1 });
    expect(read('```json\n{"a":1}\n', false)).toEqual({ a: 1 });
  });

  it("is not JSON when it is a sentence", () => {
    expect(read("I think the learner is right.")).toBe("not_json");
    expect(read('I think "a" is right, don\'t you?')).toBe("not_json");
  });

  it("is empty when there is nothing in it", () => {
    expect(read("")).toBe("empty");
    expect(read(" \n\t")).toBe("empty");
  });

  it("cannot reach a prototype", () => {
    const value = read('{"a":1,"__proto__":{"polluted":true},"b":{"\\u005f_proto__":{"polluted":true}}}');
    expect(value).toEqual({ a: 1, b: {} });
    expect("polluted" in Object.assign({}, value)).toBe(false);
  });

  it.each(["[", "{", '{"a":', '"', "`", "{ ", "} "])("of a hundred thousand times %s is answered without an exception", (piece) => {
    for (const finished of [true, false]) {
      expect(["not_json", "cut_off", "object"]).toContain(
        typeof read(piece.repeat(100_000), finished) === "object" ? "object" : read(piece.repeat(100_000), finished),
      );
    }
  });
});

describe("the most likely JSON in a broken text", () => {
  it.each([
    ['{"a":"b', { a: "b" }],
    ["[1,2", [1, 2]],
    ["{a:1,b:[True,None,],}", { a: 1, b: [true, null] }],
    ['callback({"a":1});', { a: 1 }],
  ])("of %s is found", (text, value) => {
    expect(recoverJson(text)).toEqual({ ok: true, value });
  });
});

describe("the outermost brackets of a text", () => {
  it("are found in one pass, with quoted brackets and escapes left alone", () => {
    expect(findJsonSpans('a {"}\\"": [1]} b [2] {')).toEqual({ spans: ['{"}\\"": [1]}', "[2]"], start: 21, depth: 1, in_string: false });
  });

  it("are none in prose with apostrophes, quotes and inch marks", () => {
    expect(findJsonSpans(`It's a 5" "pipe".`)).toEqual({ spans: [], start: -1, depth: 0, in_string: false });
  });
});
