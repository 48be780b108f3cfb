import { describe, expect, it } from "vitest";
import { nameOfUrl, tidyName } from "../../../src/knowledge/courses/document-name.ts";
import { sourceHeaders } from "../../../src/knowledge/courses/source-headers.ts";
import { readKnowledgeConfig } from "../../../src/knowledge/knowledge.config.ts";

describe("what a document is called", () => {
  it.each([
    ["../../etc/passwd", "passwd"],
    ["C:\\Users\\me\\Chapter 3.docx", "Chapter 3.docx"],
    ["exe\u202Efdp.pdf", "exefdp.pdf"],
    ["  a\n\tb.txt ", "a b.txt"],
  ])("%j becomes %j", (name, tidy) => expect(tidyName(name)).toBe(tidy));

  it("is nothing where nothing is left", () => expect(["", "a/", "\u0000"].map(tidyName)).toEqual([null, null, null]));

  it("is its address for a page", () => expect(nameOfUrl("https://example.org/a/b/")).toBe("example.org/a/b"));

  it("cannot break out of a header, nor be opened as a page", () => {
    const headers = sourceHeaders({ kind: "html", name: 'a"\r\nset-cookie: x=1; Größe\ud800.html' });
    expect(headers["content-type"]).toBe("text/plain; charset=utf-8");
    expect(headers["content-disposition"]).toMatch(/^attachment; filename="[\w. -]+"; filename\*=UTF-8''[\w.%-]+$/);
  });
});

describe("who may keep courses", () => {
  it("is anyone locally, the operator elsewhere, and what AUTHORS says", () => {
    expect(readKnowledgeConfig({ PROFILE: "local" })).toEqual({ ok: true, value: { authors: "anyone" } });
    expect(readKnowledgeConfig({ PROFILE: "production" })).toEqual({ ok: true, value: { authors: "operator" } });
    expect(readKnowledgeConfig({ PROFILE: "production", AUTHORS: " anyone " })).toEqual({ ok: true, value: { authors: "anyone" } });
    expect(readKnowledgeConfig({ AUTHORS: "everybody" })).toEqual({ ok: false, error: [expect.stringContaining("AUTHORS")] });
  });
});
