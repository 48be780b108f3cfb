import { describe, expect, it } from "vitest";
import { type Markdown, plainText, readMarkdown } from "../../web/ui/markdown-tree.ts";

const all = (tree: readonly Markdown[]): Markdown[] => tree.flatMap((node) => [node, ...("children" in node ? all(node.children) : [])]);
const maths = (source: string) => all(readMarkdown(source)).filter((node) => node.tag === "math");
const links = (source: string) => all(readMarkdown(source)).filter((node) => node.tag === "link");

describe("the text of a lesson", () => {
  it("shows HTML as the text it is, whatever it would have done", () => {
    const source = 'Look: <img src=x onerror="alert(1)"> and\n\n<script>alert(1)</script>';
    const tags = new Set(all(readMarkdown(source)).map((node) => node.tag));
    expect([...tags].sort()).toEqual(["paragraph", "text"]);
    expect(plainText(readMarkdown(source))).toContain('<img src=x onerror="alert(1)">');
    expect(plainText(readMarkdown(source))).toContain("<script>alert(1)</script>");
  });

  it("links to https pages and nowhere else, and fetches no picture", () => {
    expect(links("[a](https://example.org/x)")).toHaveLength(1);
    for (const bad of ["javascript:alert(1)", "data:text/html,x", "http://example.org", "//example.org", "/s/ses_1", "JaVaScRiPt:x"])
      expect(links(`[a](${bad})`)).toEqual([]);
    expect(plainText(readMarkdown("![a diagram](https://example.org/spy.gif)"))).toBe("a diagram");
  });

  it("tells maths from money", () => {
    expect(maths("Since $a_1 * b_2 = *c*$ holds")).toEqual([{ tag: "math", tex: "a_1 * b_2 = *c*", display: false }]);
    expect(maths("$$\\frac{1}{2}$$")).toEqual([{ tag: "math", tex: "\\frac{1}{2}", display: true }]);
    for (const money of ["It costs $5 and $10.", "from $5-$10", "a $ alone", "`$x$` in a program"]) expect(maths(money)).toEqual([]);
  });

  it("stays quick and flat for a document that nests without end", () => {
    const deepest = (tree: readonly Markdown[]): number =>
      Math.max(0, ...tree.map((node) => 1 + ("children" in node ? deepest(node.children) : 0)));
    expect(deepest(readMarkdown(`${"> ".repeat(200)}deep`))).toBeLessThan(14);
    expect(plainText(readMarkdown("word ".repeat(20_000))).length).toBeLessThan(20_100);
  });

  it("reads a formula as a line that a person would type", () => {
    const read = (tex: string) => plainText(readMarkdown(`$${tex}$`));
    expect(read("\\frac{1}{2}+\\frac{2}{5}")).toBe("1/2+2/5");
    expect(read("\\frac{4 + 3}{12} \\times 2\\,\\mathrm{cm}")).toBe("(4 + 3)/12 × 2 cm");
    expect(read("\\lfloor n/2 \\rfloor \\unknown{x}")).toBe("⌊ n/2 ⌋ \\unknownx");
  });

  it("says its words alone to a screen reader", () => {
    expect(plainText(readMarkdown("# Why?\n\nA **majority** &amp; `log`:\n\n- one\n- two"))).toBe("Why? A majority & log: one two");
  });
});
