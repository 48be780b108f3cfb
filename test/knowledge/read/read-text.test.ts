import { describe, expect, it } from "vitest";
import { mustRead, outlineOf } from "./documents.ts";

const read = async (text: string, name: string) => outlineOf(await mustRead(text, name));

describe("Markdown", () => {
  it("is read without its marks, its front matter and the HTML in it", async () => {
    expect(
      await read(
        '---\ntitle: x\n---\n# Leaves *are* `green`\n\nWhy **they** are, see [here](http://x.y "t") <b>and</b> ![pic](p.png)there[^1].\n\n1. one\n2. two\n   - three\n\n> quoted\n\n```js\nlet a = 1;\n```\n\n| Part | Work |\n|---|---|\n| Vein | *Carries* |\n\n<script>evil()</script>\n\nTitle\n-----\n\nend &amp; &copy;',
        "a.md",
      ),
    ).toEqual([
      "h1 Leaves are green",
      "p Why they are, see here and there[^1].",
      "li one",
      "li two",
      "li three",
      "p quoted",
      "code let a = 1;",
      "table Part\tWork\nVein\tCarries",
      "h2 Title",
      "p end & ©",
    ]);
  });
});

describe("AsciiDoc", () => {
  it("is read without its marks, comments, attributes and directives", async () => {
    expect(
      await read(
        `= Leaves\nA. Person <a@example.org>\n:toc:\n\n// a comment\n[[why]]\n== Why _they_ are *green*\n\nThey take in light, see <<why,above>> and https://example.org[this page^].footnote:[A note.]\n(((light)))((Light)) is \`energy\`.\n\n* one\n** two\n. three\nterm:: what it means\n\n.A program\n[source,ruby]\n----\nputs "*x*"\n----\n\n////\nhidden\n////\n\nNOTE: Look out.\n\n|===\n|Part |Work\n|Vein |Carries\n|===\n\nimage::a.png[A leaf]\n\n====\nAn example.\n====`,
        "a.adoc",
      ),
    ).toEqual([
      "h1 Leaves",
      "h2 Why they are green",
      "p They take in light, see above and this page. (A note.) Light is energy.",
      "li one",
      "li two",
      "li three",
      "li term: what it means",
      "caption A program",
      'code puts "*x*"',
      "p Look out.",
      "table Part\tWork\nVein\tCarries",
      "p An example.",
    ]);
  });
});

describe("plain text", () => {
  it("is read as titles, paragraphs without their lines' ends, lists and what stands as it was typed", async () => {
    expect(
      await read(
        "LEAVES OF TREES\n\nLeaves are green because of a mat-\nter in them.\n\nWhy\n===\n\n1.2 Light and water\n\nThere are two:\n- light from\n  the sun\n- water\n\n            x = 1\n              y = 2\n",
        "a.txt",
      ),
    ).toEqual([
      "h1 LEAVES OF TREES",
      "p Leaves are green because of a matter in them.",
      "h1 Why",
      "h2 1.2 Light and water",
      "p There are two:",
      "li light from the sun",
      "li water",
      "code x = 1\n  y = 2",
    ]);
  });

  it("from a terminal is read without overstriking and colours", async () => {
    expect(await read("\u001b[1mB\bBo\bol\bld\bd\u001b[0m and _\bu plain words.", "a.txt")).toEqual(["p Bold and u plain words."]);
  });
});
