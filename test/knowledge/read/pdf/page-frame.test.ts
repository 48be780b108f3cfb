import { describe, expect, it } from "vitest";
import { pageFrame } from "../../../../src/knowledge/read/pdf/page-frame.ts";

/** Its lower left corner is not at the origin. */
const VIEW = [10, 20, 110, 220] as const;

function shown(x: number, y: number, rotate: number, unit = 1): number[] {
  const [a, b, c, d, e, f] = pageFrame(VIEW, rotate, unit).matrix;
  return [a * x + c * y + e, b * x + d * y + f];
}

describe("the upper left corner of a page, as a reader sees it,", () => {
  it.each([
    [0, [10, 220]],
    [90, [10, 20]],
    [180, [110, 20]],
    [270, [110, 220]],
    [-90, [110, 220]],
  ])("is the origin when the page is turned by %i degrees", (rotate, [x = 0, y = 0]) => {
    expect(shown(x, y, rotate)).toEqual([0, 0]);
  });
});

describe("a page", () => {
  it("is as wide as it is shown", () => {
    expect(pageFrame(VIEW, 0, 1)).toMatchObject({ width: 100, height: 200 });
    expect(pageFrame(VIEW, 90, 1)).toMatchObject({ width: 200, height: 100 });
  });

  it("is larger when its unit is", () => {
    expect(pageFrame(VIEW, 0, 2)).toMatchObject({ width: 200, height: 400 });
    expect(shown(110, 20, 0, 2)).toEqual([200, 400]);
  });

  it("runs to the right and down", () => {
    expect(shown(11, 219, 0)).toEqual([1, 1]);
    expect(shown(11, 21, 90)).toEqual([1, 1]);
  });
});
