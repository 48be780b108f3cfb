import { describe, expect, it } from "vitest";
import { cutPdfJs } from "../../scripts/lib/cut-pdf-js.ts";

describe("whoever takes a new release of PDF.js is told", () => {
  it("which of the parts that are cut are not there, and of no other", () => {
    const release = "class XFAFactory {} class PartialEvaluator { getOperatorList() {} handleText() {} } export { PartialEvaluator };";
    expect(() => cutPdfJs(release)).toThrow(
      /has no (?=.*\bPDFImage\b)(?=.*\bPartialEvaluator\.setGState\b)(?!.*XFAFactory)(?!.*handleText)/,
    );
  });

  it("that it cannot be parsed", () => {
    expect(() => cutPdfJs("class {")).toThrow("cannot be parsed");
  });
});
