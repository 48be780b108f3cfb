import { mkdirSync } from "node:fs";
import axe from "axe-core";
import type { Page } from "playwright-core";
import { expect } from "vitest";

/** `SCREENSHOTS=1` renews the pictures in docs/. */
const SCREENSHOTS = process.env["SCREENSHOTS"] === "1" ? new URL("../../docs/screenshots/", import.meta.url).pathname : null;
/** CSS pixels; a browser draws no higher window well. */
const HIGHEST_WINDOW = 8_000;
if (SCREENSHOTS) mkdirSync(SCREENSHOTS, { recursive: true });

/** Looks at a screen with axe, in light and dark, wide and on a phone; nothing may stick out sideways. Pictures show the whole page, or a window of it. */
export async function expectPresentable(page: Page, screen: string, picture: "page" | "window" = "page"): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: width < 500 ? 780 : 900 });
      await settle(page);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect([screen, width, overflow]).toEqual([screen, width, 0]);
      if (SCREENSHOTS) {
        // In a window as high as the page, what keeps to the window's foot stands at the page's.
        const height = await page.evaluate(() => document.documentElement.scrollHeight);
        if (picture === "page" && height < HIGHEST_WINDOW) await page.setViewportSize({ width, height });
        await page.screenshot({ path: `${SCREENSHOTS}${screen}-${width}-${colorScheme}.png`, fullPage: picture === "page" });
      }
      expect([screen, width, colorScheme, await findViolations(page)]).toEqual([screen, width, colorScheme, []]);
    }
  }
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  await page.setViewportSize({ width: 1280, height: 900 });
}

/** What axe finds on a page as it is now: the rule and where it is broken. */
export async function findViolations(page: Page): Promise<string[]> {
  await settle(page);
  // Evaluated by the driver, so the page's content security policy stays as it is; once a page, since it is half a megabyte.
  if (!(await page.evaluate(`"axe" in window`))) await page.evaluate(axe.source);
  const { violations, passed }: { violations: string[]; passed: number } = await page.evaluate(
    `axe.run(document).then((r) => ({ passed: r.passes.length, violations: r.violations.map((v) => v.id + ": " + v.nodes.map((n) => n.target.join(" ")).join(", ")) }))`,
  );
  // A page that axe could not read would have no violations either.
  expect(passed).toBeGreaterThan(10);
  return violations;
}

/** Waits for fonts, and for what fades to have faded: that is what counts. What moves for good is not waited for. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    const ending = document
      .getAnimations()
      .filter((animation) => animation.effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY);
    await Promise.allSettled(ending.map((animation) => animation.finished));
  });
}
