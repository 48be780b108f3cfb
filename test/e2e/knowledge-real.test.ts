import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { whyBodySchema } from "../../src/protocol/knowledge.schema.ts";
import { openBrowser } from "../support/browser.ts";
import { expectPresentable } from "./presentable.ts";
import { type Cairn, readItems, readSession, rightAnswer, startCairn } from "./support.ts";

let cairn: Cairn;
let browser: Browser;
let items: Awaited<ReturnType<typeof readItems>>;
beforeAll(async () => {
  [cairn, browser, items] = await Promise.all([startCairn(), openBrowser(), readItems()]);
});
afterAll(async () => {
  await browser?.close();
  await cairn?.stop();
});

/** Waits for the tutor's question in node `index`, or for the lesson's end. */
async function untilAsked(page: Page, index: number): Promise<void> {
  await expect
    .poll(
      async () => {
        const session = await readSession(page);
        return session.phase.type === "completed" || (session.phase.type === "awaiting_reply" && session.current_index >= index);
      },
      { timeout: 20_000 },
    )
    .toBe(true);
}

async function answer(page: Page, words?: string): Promise<void> {
  const { node } = await readSession(page);
  const item = items.get(node.item_id ?? "");
  if (!item) throw new Error(`No pack has item ${node.item_id}.`);
  await page.getByRole("textbox", { name: "Your answer" }).fill(words ?? rightAnswer(item));
  await page.getByRole("button", { name: "Answer", exact: true }).click();
}

describe("a learner of a whole Cairn", () => {
  it("sees after two stones what they know, why, and argues; claims a skill; and finds nothing due yet", async () => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce" });
    const page = await context.newPage();
    const faults: string[] = [];
    page.on("pageerror", (error) => faults.push(error.message));
    await page.goto(cairn.url);
    await page.getByRole("button", { name: /^Start Fractions/ }).click();
    await page.getByRole("button", { name: "Start", exact: true }).click();
    await page.getByRole("textbox", { name: "Your answer" }).waitFor();
    await untilAsked(page, 0);
    await answer(page);
    await untilAsked(page, 1);
    await page.getByRole("button", { name: /^Hint/ }).click();
    await page.getByText("Hint 1 of").first().waitFor();
    await answer(page);
    await untilAsked(page, 2);

    // What a lesson shows is told to the learner's own object a moment later.
    await expect
      .poll(
        async () => {
          await page.goto(`${cairn.url}/knowledge`);
          await page.locator("main:not([aria-busy=true]) h1").waitFor();
          return await page.getByRole("link", { name: /^Why \d+%\?/ }).count();
        },
        { timeout: 15_000 },
      )
      .toBe(2);
    await page.getByText("1 of 1 right, without help").waitFor();
    await page.getByText("1 of 1 right, none without help yet").waitFor();
    await expectPresentable(page, "knowledge-real-all");

    await page.getByRole("link", { name: /^Why \d+%\? What the bottom number says/ }).click();
    await page.getByText(/^After 1 hint · counted for \d+%/).waitFor();
    await page.getByRole("button", { name: /^I think this verdict is wrong/ }).click();
    await page.keyboard.type("I would like somebody to look at the hint that I took.");
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByText(/^You contested this on .*; a person can look at it\.$/).waitFor();
    await expectPresentable(page, "knowledge-real-why");
    const why = whyBodySchema.parse(await page.evaluate(async () => (await fetch("/v1/knowledge/fraction-denominator-meaning")).json()));
    expect(why.rows.at(-1)?.mastery_after).toBe(why.card.mastery);
    expect(why.rows[0]).toMatchObject({
      mastery_before: why.prior,
      hints: 1,
      contested: { reason: "I would like somebody to look at the hint that I took." },
    });

    await page.goto(`${cairn.url}/review`);
    await page.getByRole("heading", { name: "Nothing is due." }).waitFor();
    await page.getByText(/^Next comes/).waitFor();

    await page.goto(`${cairn.url}/knowledge/fraction-denominator-meaning`);
    await page.getByRole("button", { name: "I know this" }).click();
    await page.waitForURL("**/s/ses_*");
    await page.getByRole("textbox", { name: "Your answer" }).waitFor();
    await untilAsked(page, 0);
    await answer(page);
    await page.getByRole("heading", { level: 1, name: "Your answer counts." }).waitFor();
    await page.getByRole("link", { name: "My knowledge" }).first().click();
    await page.getByRole("link", { name: /^Why \d+%\? What the bottom number says/ }).click();
    await page.getByRole("heading", { name: "The answers behind it" }).waitFor();
    await expect
      .poll(
        async () => {
          await page.reload();
          await page.getByRole("heading", { name: "The answers behind it" }).waitFor();
          return await page.getByRole("heading", { name: /“I know this”/ }).count();
        },
        { timeout: 15_000 },
      )
      .toBe(1);

    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.goto(`${cairn.url}/knowledge`).then(() => page.getByRole("link", { name: "Download everything (JSON)" }).click()),
    ]);
    expect(file.suggestedFilename()).toMatch(/^cairn-lrn_\w+\.json$/);
    expect(faults).toEqual([]);
  });
});
