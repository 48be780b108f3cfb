import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "../support/browser.ts";
import { findViolations } from "./presentable.ts";
import { type StreamModel, startStreamModel } from "./stream-model.ts";
import { type Cairn, readEvents, readSession, startCairn } from "./support.ts";

const OPENING = {
  first: "Think of two notebooks that read the same.",
  rest: " A visitor adds a line to one of them. The other lies in a far room.",
};
const SENT_BACK = { first: "You wrote “asks the cable”. A cable only carries words.", rest: " It keeps none of them.", is_refused: true };
const REWRITTEN = { first: "You wrote “asks the cable”. Picture two islands and one boat between them.", rest: " The boat has sunk." };

let cairn: Cairn;
let browser: Browser;
let model: StreamModel;
beforeAll(async () => {
  model = await startStreamModel([OPENING, SENT_BACK, REWRITTEN]);
  // The pens rest while the page is looked at.
  const patience = { LLM_FIRST_TOKEN_MS: "18000", LLM_BETWEEN_TOKENS_MS: "18000" };
  [cairn, browser] = await Promise.all([
    startCairn({ LLM_BASE_URL: model.url, LLM_API_KEY: "key", LLM_MODEL: "pen", LLM_STREAM: "on", ...patience }),
    openBrowser(),
  ]);
});
afterAll(async () => {
  await browser?.close();
  await cairn?.stop();
  await model?.close();
});

const spoken = (page: Page) => page.locator('[role="status"]').textContent();
/** Where it is laid out on the page, in CSS px, wherever the page has been scrolled to. */
const topOf = (part: Locator) => part.evaluate((element: HTMLElement) => element.offsetTop);
const count = async (page: Page, type: string) => (await readEvents(page)).filter((event) => event.type === type).length;

describe("a learner whose messages come as they are written", () => {
  it("reads sentences before the message is delivered, sees one replaced gently, and hears only what was delivered", async () => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    const faults: string[] = [];
    page.on("pageerror", (error) => faults.push(error.message));
    page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
    await page.goto(`${cairn.url}/?delivery=stream`);
    await page.getByRole("button", { name: /etcd/ }).click();
    await page.getByRole("radio").first().waitFor();
    expect((await readSession(page)).settings.delivery).toBe("stream");
    const opening = await model.nextPen();
    await page.getByRole("button", { name: "Start", exact: true }).click();

    const growing = page.locator(".growing");
    await growing.getByText(OPENING.first).waitFor();
    expect([await count(page, "tutor_delivered"), await page.locator(".question").count()]).toEqual([0, 0]);
    expect(await spoken(page)).not.toContain("notebooks");
    expect(await findViolations(page)).toEqual([]);
    // Who comes in the middle sees what is there already.
    const second = await context.newPage();
    await second.goto(page.url());
    await second.locator(".growing").getByText(OPENING.first).waitFor();
    await second.close();
    opening.finish();
    await page.locator(".question").waitFor();
    await expect.poll(() => growing.count()).toBe(0);
    expect(await page.locator(".of-teaching .told").textContent()).toBe(OPENING.first + OPENING.rest);
    expect(await page.getByText("The tutor has rewritten this.").count()).toBe(0);
    await expect.poll(() => spoken(page)).toContain("New explanation.");

    await page.getByRole("textbox").fill("Then server A asks the cable.");
    await page.keyboard.press("Enter");
    const sentBack = await model.nextPen();
    await growing.getByText(SENT_BACK.first).waitFor();
    const before = await topOf(growing);
    sentBack.finish();
    const rewritten = await model.nextPen();
    await growing.getByText(REWRITTEN.first).waitFor();
    await growing.getByText("The tutor has rewritten this.").waitFor();
    expect(await count(page, "tutor_delivered")).toBe(1);
    // It stands where the other stood.
    expect(await topOf(growing)).toBe(before);
    expect(await findViolations(page)).toEqual([]);
    rewritten.finish();
    await expect.poll(() => count(page, "tutor_delivered")).toBe(2);
    await expect.poll(() => growing.count()).toBe(0);
    const last = page.locator(".of-teaching").last();
    await expect.poll(() => last.locator(".told").textContent()).toBe(REWRITTEN.first + REWRITTEN.rest);
    expect(await last.getByText("The tutor has rewritten this.").count()).toBe(1);
    expect(await findViolations(page)).toEqual([]);
    expect(faults).toEqual([]);
  });
});
