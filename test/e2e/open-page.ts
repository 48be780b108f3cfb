import type { Browser, Page } from "playwright-core";

export interface OpenPage {
  readonly page: Page;
  /** What went wrong on it, as it comes. */
  readonly faults: string[];
}

/** Opens an address in a context of its own at the instant `now`, and waits until its main part is there. */
export async function openPage(browser: Browser, address: string, now: string): Promise<OpenPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce", timezoneId: "UTC" });
  const page = await context.newPage();
  await page.clock.setFixedTime(new Date(now));
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  // A refusal that the page shows is no fault of the page.
  page.on(
    "console",
    (message) => message.type() === "error" && !message.text().includes("Failed to load resource") && faults.push(message.text()),
  );
  await page.goto(address);
  await page.locator("main:not([aria-busy=true]) h1").waitFor();
  return { page, faults };
}
