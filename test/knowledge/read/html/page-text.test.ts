import { describe, expect, it } from "vitest";
import { mustRead, outlineOf } from "../documents.ts";

const read = async (body: string) =>
  outlineOf(await mustRead(`<!doctype html><html><head><title>Leaves</title></head><body>${body}</body></html>`, "a.html"));
const links = Array.from({ length: 8 }, (_, n) => `<li><a href="/${n}">Elsewhere ${n}</a></li>`).join("");
const text = "<p>Leaves are green because of a matter in them that takes in light.</p>";

describe("of a page", () => {
  it("the text is read; menus, heads, feet and notices are not", async () => {
    expect(
      await read(`<header class="site"><a href="/">Home</a> Plants Ltd.</header><nav><ul>${links}</ul></nav><div class="cookie-banner">We use cookies.</div>
        <div id="content"><h1>Leaves</h1>${text}</div><div class="sidebar"><ul>${links}</ul></div><footer>© Plants Ltd.</footer>`),
    ).toEqual(["h1 Leaves", "p Leaves are green because of a matter in them that takes in light."]);
  });

  it("the part that it calls its main one is believed, if it holds the text", async () => {
    expect(await read(`<div>Advertisement for boots.</div><main>${text}</main>`)).toHaveLength(1);
    expect(await read(`<main>Loading</main><div>${text}</div>`)).toContain(
      "p Leaves are green because of a matter in them that takes in light.",
    );
  });

  it("lists of links in the text stay", async () => {
    expect(await read(`<main>${text.repeat(10)}<ul>${links}</ul></main>`)).toContain("li Elsewhere 3");
  });

  it("hidden parts are left out", async () => {
    expect(await read(`${text}<p hidden>a</p><p style="display:none">b</p><span aria-hidden="true">c</span>`)).toHaveLength(1);
  });
});

describe("the blocks of a page", () => {
  it("are headings, lists, programs, tables, captions and what stands between them", async () => {
    expect(
      await read(`<h2>Light <a href="#light">¶</a></h2>loose words<p>one<br>line</p><ul><li>a<ul><li>b</li></ul></li><li><p>c</p></li></ul><pre><code>x = <b>1</b>
  y</code></pre><table><caption>Parts</caption><tr><th>Part<th>Work<tr><td>Vein<td>Carries <i>sap</i></table><figure><figcaption>A leaf</figcaption></figure>`),
    ).toEqual([
      "h1 Light",
      "p loose words",
      "p one line",
      "li a",
      "li b",
      "li c",
      "code x = 1\n  y",
      "caption Parts",
      "table Part\tWork\nVein\tCarries sap",
      "caption A leaf",
    ]);
  });
});
