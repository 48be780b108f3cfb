import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readPacks } from "../../scripts/lib/packs.ts";
import { openBrowser } from "../support/browser.ts";
import { type BookPage, printBook } from "../support/print-book.ts";
import { CHAPTER } from "../support/chapter.ts";
import { expectPresentable } from "./presentable.ts";
import { type Cairn, startCairn } from "./support.ts";

let cairn: Cairn;
let browser: Browser;
beforeAll(async () => {
  [cairn, browser] = await Promise.all([startCairn(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await cairn?.stop();
});

const PAGES = 300;

/** A book of what the starter packs teach: real sentences, a heading a page. */
async function bookOfPacks(): Promise<Uint8Array> {
  const packs = await readPacks();
  const plain = (text: string) =>
    text
      .replace(/```[\s\S]*?```/g, " ")
      .replace(/[*`$]/g, "")
      .replace(/[^\x20-\x7e]/g, " ")
      .replace(/\s+/g, " ")
      .trim();
  const texts = packs.flatMap((pack) =>
    pack.nodes.flatMap((node): BookPage[] =>
      [...node.explanations.map(({ text }) => text), node.simpler, node.worked_example].map((text, at) => ({
        heading: `${plain(node.concept)} ${at + 1}`,
        paragraphs: [plain(text)],
      })),
    ),
  );
  const filler = (number: number): BookPage => ({
    heading: `Exercise ${number}`,
    paragraphs: [
      `Write down in your own words what chapter ${number} says, and compare it with what your neighbour has written for exercise ${number}.`,
    ],
  });
  return printBook(
    "What Cairn teaches",
    Array.from({ length: PAGES }, (_, index) => texts[index] ?? filler(index + 1)),
  );
}

const row = (page: Page, name: string) => page.getByRole("listitem").filter({ has: page.getByRole("heading", { name }) });

describe("a teacher with a book of 300 pages", () => {
  it("drops it in, finds its place in it, reads the cited page, and erases it", async () => {
    const book = await bookOfPacks();
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce" });
    const page = await context.newPage();
    const faults: string[] = [];
    page.on("pageerror", (error) => faults.push(error.message));
    await page.goto(cairn.url);
    await page.getByRole("link", { name: "Make a lesson from your own documents" }).click();
    await page.getByLabel("What is it called?").fill("Everything");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Everything" }).waitFor();

    await page.locator("input[type=file]").setInputFiles({ name: "book.pdf", mimeType: "application/pdf", buffer: Buffer.from(book) });
    await page.getByRole("link", { name: "book.pdf" }).waitFor({ timeout: 90_000 });
    expect(await row(page, "book.pdf").innerText()).toMatch(/PDF · .+ · 300 pages · [\d,]+ passages/);
    await expectPresentable(page, "courses-real");

    await page.getByLabel("Words to find, or a question").fill("majority of servers quorum");
    await page.getByRole("button", { name: "Find" }).click();
    await page.getByRole("heading", { name: /passages for “majority/ }).waitFor();
    const found = await page.locator("#found-1 .passage").innerText();
    await page.locator("#found-1").getByRole("link").click();
    await page.locator("mark:focus").waitFor();
    expect(found).toContain(await page.locator("mark:focus").innerText());
    expect(await page.locator(".document-text").innerText()).not.toContain("What Cairn teaches");
    await page.getByText("Pages", { exact: true }).click();
    await page.getByRole("img", { name: /as printed/ }).waitFor();
    await expectPresentable(page, "courses-real-pages");

    await page.getByRole("link", { name: "Back to the course" }).click();
    await page.getByRole("button", { name: "Remove book.pdf" }).click();
    await page.getByRole("button", { name: "Erase it" }).click();
    await expect.poll(() => page.getByRole("heading", { name: "book.pdf" }).count(), { timeout: 30_000 }).toBe(0);
    expect(faults).toEqual([]);
  });

  it("has a lesson made of a chapter, decides on every part, is taught from it, and looks up where that comes from", async () => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce" });
    let page = await context.newPage();
    const faults: string[] = [];
    page.on("pageerror", (error) => faults.push(error.message));
    await page.goto(`${cairn.url}/courses`);
    await page.getByLabel("What is it called?").fill("Ecology");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Ecology" }).waitFor();
    await page.locator("input[type=file]").setInputFiles({ name: "chapter.md", mimeType: "text/markdown", buffer: Buffer.from(CHAPTER) });
    await page.getByRole("link", { name: "chapter.md" }).waitFor();

    await page.getByLabel("What should learners be able to do?").fill("Say who eats whom, and why it matters");
    await page.getByRole("button", { name: "See what it takes" }).click();
    await page.getByText("It costs nothing.").waitFor();
    await page.getByRole("button", { name: "Draft it" }).click();
    await page.getByText("Waits for you", { exact: true }).waitFor();
    await page.getByRole("link", { name: "Say who eats whom, and why it matters" }).click();
    await page.getByText(/parts wait for your decision/).waitFor();
    const approve = page.getByRole("button", { name: "Approve", exact: true });
    for (let left = await approve.count(); left > 0; left--) {
      await approve.first().click();
      await expect.poll(() => approve.count()).toBe(left - 1);
    }
    await page.getByRole("button", { name: "Publish the lesson" }).click();
    const address = await page.getByRole("link", { name: /\/lessons\/les_/ }).getAttribute("href");
    await context.close();

    // Somebody else, who was only given the address.
    const theirs = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce" });
    page = await theirs.newPage();
    page.on("pageerror", (error) => faults.push(error.message));
    await page.goto(`${cairn.url}${address}`);
    await page.getByRole("heading", { name: "Say who eats whom, and why it matters" }).waitFor();
    await page.getByRole("button", { name: /^Start Say who eats whom/ }).click();
    await page.getByRole("button", { name: "Start", exact: true }).click();
    await page.locator(".question").waitFor();
    await page.getByText(/^Where this comes from/).click();
    await page.locator(".rests-on blockquote").first().waitFor();
    const [source] = await Promise.all([theirs.waitForEvent("page"), page.locator(".rests-on").getByRole("link").first().click()]);
    await source.locator("mark:focus").waitFor();
    expect(await source.getByRole("link", { name: "Back to the course" }).count()).toBe(0);

    await page.getByRole("textbox", { name: "Your answer" }).fill("What are the producers in the open sea?");
    await page.getByRole("button", { name: "Answer", exact: true }).click();
    await page.getByText("mostly algae too small to be seen").waitFor();
    await expectPresentable(page, "courses-real-answer");
    expect(faults).toEqual([]);
  });
});
