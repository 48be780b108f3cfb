import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { closePages, openBrowser } from "../support/browser.ts";
import { NOW } from "../web/courses/samples.ts";
import { type CoursesStage, openCoursesStage } from "./courses-stage.ts";
import { openPage } from "./open-page.ts";
import { expectPresentable } from "./presentable.ts";

let browser: Browser;
let stage: CoursesStage;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  stage = await openCoursesStage();
});
afterEach(async () => {
  await closePages(browser);
  await stage?.close();
});

/** A page on the samples' Saturday. */
const visit = (path: string) => openPage(browser, stage.url + path, NOW);
const main = (page: Page) => page.getByRole("main");

describe("a teacher who keeps a course", () => {
  it("reads every page without a fault for eye or ear, wide and on a phone, in light and dark", async () => {
    for (const [path, name, title] of [
      ["/courses", "courses-all", "Courses · Cairn"],
      ["/courses/crs_biology", "courses-one", "Biology, year 10 · Cairn"],
      ["/documents/doc_book?at=23-167", "courses-document", "Plants and light, chapters 4 to 9.pdf · Cairn"],
      ["/drafts/dft_light", "courses-desk", "Explain how plants store light as sugar · Approval desk · Cairn"],
      ["/courses/crs_gone", "courses-unknown", "Courses · Cairn"],
    ] as const) {
      const { page, faults } = await visit(path);
      await expect.poll(() => page.title()).toBe(title);
      await expectPresentable(page, name);
      expect(faults).toEqual([]);
      await page.context().close();
    }
  });

  it("begins with nothing: names a course, and drops a file and an address into it", async () => {
    stage.state.isStranger = true;
    const { page, faults } = await visit("/courses");
    await page.getByRole("heading", { name: "No course yet" }).waitFor();
    await expectPresentable(page, "courses-none");
    stage.state.isStranger = false;
    await page.getByRole("button", { name: "Make the course" }).click();
    await page.getByText("Give the course a name.").waitFor();
    await page.getByLabel("What is it called?").fill("Physics");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Physics" }).waitFor();
    await page
      .locator("input[type=file]")
      .setInputFiles({ name: "ice.md", mimeType: "text/markdown", buffer: Buffer.from("# Ice\n\nIt floats.") });
    await page.getByRole("heading", { name: "ice.md" }).waitFor();
    await page.getByLabel("Or a page on the web").fill("example.org");
    await page.keyboard.press("Enter");
    await page.getByText("Paste the whole address").waitFor();
    await page.getByLabel("Or a page on the web").fill("https://example.org/ice");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "https://example.org/ice" }).waitFor();
    expect(faults).toEqual([]);
  });

  it("is told why a file was refused, and nothing else is lost", async () => {
    stage.state.refusal = "too_many_documents";
    const { page } = await visit("/courses/crs_biology");
    await page.locator("input[type=file]").setInputFiles({ name: "more.txt", mimeType: "text/plain", buffer: Buffer.from("More.") });
    await page.getByText("more.txt was not sent: this course is full.").waitFor();
    stage.state.refusal = null;
    await page.getByRole("button", { name: "Send again" }).click();
    await page.getByRole("heading", { name: "more.txt" }).waitFor();
    expect(await page.getByText("was not sent").count()).toBe(0);
  });

  it("goes on hearing of a document where its stream was refused, as during a deploy", async () => {
    stage.state.courses[0]?.files.splice(0);
    stage.state.refused_streams = 1;
    const { page } = await visit("/courses/crs_biology");
    await page.locator("input[type=file]").setInputFiles({ name: "ice.md", mimeType: "text/markdown", buffer: Buffer.from("# Ice") });
    await page.getByText("Waiting its turn").waitFor();
    await expect.poll(() => stage.state.refused_streams).toBe(0);
    const [file] = stage.state.courses[0]?.files ?? [];
    Object.assign(file ?? {}, { status: "ready", passages: 7, updated_at: "2099-01-01T00:00:00.000Z" });
    await page.getByText("Waiting its turn").waitFor({ state: "detached" });
  });

  it("finds passages and sees why, asks and is answered with the places, and is told when the sources do not say", async () => {
    const { page, faults } = await visit("/courses/crs_biology");
    await page.getByLabel("Words to find, or a question").fill("green leaves");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "2 passages for “green leaves”" }).waitFor();
    expect(await page.locator("mark").allTextContents()).toContain("green");
    await page.getByText("Place 1 by its words and place 2 by its meaning").waitFor();
    await expectPresentable(page, "courses-found");
    await page.getByLabel("Words to find, or a question").fill("Why are leaves green?");
    await page.keyboard.press("Enter");
    await page.getByText("In the sources' own words.").waitFor();
    await page.getByText("How it was found: 3 steps").click();
    await expectPresentable(page, "courses-answer");
    await page.locator(".said").getByRole("link", { name: "1" }).click();
    await page.locator("#found-1").getByRole("link").click();
    await page.locator("mark:focus").waitFor();
    expect(await page.locator("mark").textContent()).toContain("throws green light back");
    await page.goBack();
    await page.getByLabel("Words to find, or a question").fill("Who walked on the moon?");
    await page.getByRole("button", { name: "Ask" }).click();
    await page.getByText("The sources do not say.").first().waitFor();
    expect(faults).toEqual([]);
  });

  it("sees a cited passage on the printed page of a book of 300, turns pages, and reads on", async () => {
    const { page, faults } = await visit("/documents/doc_book?at=23-167");
    await page.getByText("Pages", { exact: true }).click();
    const sheet = page.getByRole("img", { name: "Page 41 as printed" });
    await sheet.waitFor();
    // The marker's amber is nowhere else on the page.
    const marked = () =>
      page.locator("canvas").evaluate((canvas: HTMLCanvasElement) => {
        const { data } = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
        let count = 0;
        for (let at = 0; at < data.length; at += 4) if (data[at] === 0xf7 && data[at + 1] === 0xdf && data[at + 2] === 0xa5) count++;
        return count;
      });
    expect(await marked()).toBeGreaterThan(1_000);
    await expectPresentable(page, "courses-pages");
    await page.getByRole("button", { name: "Next page" }).click();
    await page.getByRole("img", { name: "Page 42 as printed" }).waitFor();
    expect(await marked()).toBe(0);
    await page.getByLabel("Go to page").fill("300");
    await page.keyboard.press("Enter");
    await page.getByRole("img", { name: "Page 300 as printed" }).waitFor();
    expect(faults).toEqual([]);
  });

  it("sees what a lesson takes before it is drafted, and decides on every part before it can be published", async () => {
    const { page, faults } = await visit("/courses/crs_biology");
    await page.getByLabel("What should learners be able to do?").fill("Say why leaves are green");
    await page.keyboard.press("Enter");
    await page.getByText("It costs nothing.").waitFor();
    expect(stage.state.asked).not.toContain("POST /courses/crs_biology/drafts");
    await expectPresentable(page, "courses-estimate");
    await page.getByRole("button", { name: "Draft it" }).click();
    await expect.poll(() => stage.state.asked).toContain("POST /courses/crs_biology/drafts");

    await page.getByRole("link", { name: "Explain how plants store light as sugar" }).click();
    await page.getByText("2 parts wait for your decision.").waitFor();
    const publish = page.getByRole("button", { name: "Publish the lesson" });
    expect(await publish.getAttribute("aria-disabled")).toBe("true");
    await page
      .getByRole("article", { name: /Why do leaves look green/ })
      .getByRole("button", { name: "Approve" })
      .click();
    const options = page.getByRole("article", { name: /What takes up the light/ });
    await options.getByRole("button", { name: "Edit" }).click();
    await options.getByLabel("Text").fill("What takes up light in a leaf?");
    await options.getByRole("button", { name: "Save and check" }).click();
    await page.getByText("1 part is held back and will not be in the lesson.").waitFor();
    await page.getByText("Needs a look (1)").click();
    const doubtful = page.getByRole("article", { name: /How many electrons/ });
    await doubtful.getByText("A solver that saw only the source found no number.").waitFor();
    expect(await doubtful.getByRole("button", { name: "Approve" }).count()).toBe(0);
    await doubtful.getByRole("button", { name: "Reject" }).click();
    await doubtful.getByLabel("Why? (optional)").fill("The book gives no number.");
    await page.keyboard.press("Enter");
    await page.getByText("Everything is decided.").waitFor();
    await publish.click();
    await page.getByRole("button", { name: "Start the lesson" }).waitFor();
    expect(faults).toEqual([]);
  });

  it("approves what nothing speaks against in one go, each part on its own, and nothing that a check held back", async () => {
    const { page, faults } = await visit("/drafts/dft_light");
    await page.getByRole("navigation", { name: "Steps of this lesson" }).getByText("2 to decide, 1 to look at").waitFor();
    await page.getByText("All (4)").click();
    await page.getByRole("button", { name: "Approve these 2 about “Where light is caught”" }).click();
    await page.getByText("1 part is held back and will not be in the lesson.").waitFor();
    expect(stage.state.asked.filter((asked) => asked.startsWith("PUT"))).toEqual([
      "PUT /drafts/dft_light/parts/light-1",
      "PUT /drafts/dft_light/parts/light-2",
    ]);
    expect(stage.state.draft.parts.map(({ decision }) => decision)).toEqual(["approved", "approved", "approved", "held_back"]);
    await expect.poll(() => page.getByRole("button", { name: /^Approve these/ }).count()).toBe(0);
    expect(faults).toEqual([]);
  });

  it("stops approving at the first part that is refused, and says why", async () => {
    const { page } = await visit("/drafts/dft_light");
    stage.state.refusal = "draft_not_open";
    await page.getByRole("button", { name: "Approve these 2 about “Where light is caught”" }).click();
    await page.getByText("That was not done: this draft no longer waits for decisions.").waitFor();
    expect(stage.state.asked.filter((asked) => asked.startsWith("PUT"))).toHaveLength(1);
    expect(stage.state.draft.parts.map(({ decision }) => decision)).toEqual(["approved", "open", "open", "held_back"]);
  });

  it("goes from one undecided part to the next with the keyboard, and is where it was after deciding", async () => {
    const { page } = await visit("/drafts/dft_light");
    const next = page.getByRole("button", { name: "Next part" });
    const focusedPart = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label"));
    await next.focus();
    await page.keyboard.press("Enter");
    expect(await focusedPart()).toContain("Why do leaves look green?");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Approve");
    await page.keyboard.press("Enter");
    await page.getByText("1 part waits for your decision.").waitFor();
    expect(await focusedPart()).toContain("Why do leaves look green?");
    await next.focus();
    await page.keyboard.press("Enter");
    expect(await focusedPart()).toContain("What takes up the light in a leaf?");
  });

  it("erases a document or the whole course only after a second word", async () => {
    const { page } = await visit("/courses/crs_biology");
    await page.getByRole("button", { name: "Remove Exam 2024.pdf" }).click();
    await page.getByRole("button", { name: "Keep it" }).click();
    expect(stage.state.asked.some((asked) => asked.startsWith("DELETE"))).toBe(false);
    await page.getByRole("button", { name: "Remove Exam 2024.pdf" }).click();
    await page.getByRole("button", { name: "Erase it" }).click();
    await expect.poll(() => page.getByRole("heading", { name: "Exam 2024.pdf" }).count()).toBe(0);
    await page.getByRole("button", { name: "Delete this course" }).click();
    await page.getByRole("button", { name: "Delete it all" }).click();
    await page.getByRole("heading", { name: "No course yet" }).waitFor();
    expect(await main(page).getByText("Biology, year 10").count()).toBe(0);
  });
});
