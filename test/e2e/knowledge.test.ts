import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { closePages, openBrowser } from "../support/browser.ts";
import { NOW } from "../web/knowledge/samples.ts";
import { type KnowledgeStage, openKnowledgeStage } from "./knowledge-stage.ts";
import { openPage } from "./open-page.ts";
import { expectPresentable } from "./presentable.ts";

let browser: Browser;
let stage: KnowledgeStage;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  stage = await openKnowledgeStage();
});
afterEach(async () => {
  await closePages(browser);
  await stage?.close();
});

/** A page on the samples' Friday. */
const visit = (path: string) => openPage(browser, stage.url + path, NOW);
const main = (page: Page) => page.getByRole("main");
const focused = (page: Page) =>
  page.evaluate(() => (document.activeElement === document.body ? "" : (document.activeElement?.textContent?.trim() ?? "")));

/** Presses Tab until the focus is on something with these words. */
async function tabTo(page: Page, words: string): Promise<void> {
  for (let tabs = 0; tabs < 40; tabs++) {
    await page.keyboard.press("Tab");
    if ((await focused(page)).includes(words)) return;
  }
  throw new Error(`Nothing with the words "${words}" can be reached with Tab.`);
}

describe("a learner who looks at what they know", () => {
  it("reads every page without a fault for eye, ear or keyboard, wide and on a phone, in light and dark", async () => {
    for (const [path, name, title] of [
      ["/knowledge", "knowledge-all", "My knowledge · Cairn"],
      ["/knowledge/majority-quorum", "knowledge-why", "Why 72%? · Why a majority · Cairn"],
      ["/knowledge/range-bounds", "knowledge-why-program", "Why 81%? · range: counting, and where it stops · Cairn"],
      ["/review", "knowledge-review", "Review · Cairn"],
    ] as const) {
      const { page, faults } = await visit(path);
      await expect.poll(() => page.title()).toBe(title);
      await expectPresentable(page, name);
      expect(faults).toEqual([]);
      await page.context().close();
    }
  });

  it("gets from the shelf to a figure's reasons and back with the keyboard alone, and the focus comes along", async () => {
    const { page, faults } = await visit("/");
    await page.getByText("3 things are due for review.").waitFor();
    await expectPresentable(page, "knowledge-shelf");
    await tabTo(page, "My knowledge");
    await page.keyboard.press("Enter");
    await expect.poll(() => focused(page)).toBe("My knowledge");
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("H1");
    await tabTo(page, "Why 72%?");
    await page.keyboard.press("Enter");
    await expect.poll(() => focused(page)).toBe("Why a majority");
    await tabTo(page, "My knowledge");
    await page.keyboard.press("Enter");
    await expect.poll(() => focused(page)).toBe("My knowledge");
    await tabTo(page, "Review now (3)");
    await page.keyboard.press("Enter");
    await expect.poll(() => focused(page)).toBe("Review");
    await tabTo(page, "Begin");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/s/ses_first");
    await page.getByLabel("Your answer").waitFor();
    expect(faults).toEqual([]);
  });

  it("reads in words and tables all that the pictures show", async () => {
    const { page } = await visit("/knowledge");
    const due = page.getByRole("region", { name: "Due now" });
    expect(await due.getByRole("heading", { level: 3 }).allInnerTexts()).toEqual([
      "Why a majority",
      "range: counting, and where it stops",
      "The same amount in other pieces",
    ]);
    expect(await due.innerText()).toMatch(/Growing, 72%\s+3 of 6 right, 2 without help/);
    expect(await main(page).innerText()).toContain("4 days in a row");
    const table = page.getByRole("table", { name: /What was done and what is due/ });
    expect(await table.getByRole("columnheader").allInnerTexts()).toHaveLength(8);
    await table.getByRole("cell", { name: "Friday, November 27, today: 3 due" }).waitFor();
    await table.getByRole("cell", { name: "Thursday, November 26: 4 done" }).waitFor();
    expect(await page.getByRole("heading", { name: "Warum der Himmel" }).getAttribute("lang")).toBe("de");

    await page.goto(`${stage.url}/knowledge/majority-quorum`);
    await page.getByText("Show as a table").click();
    const steps = page.getByRole("table", { name: /^From 20% before your first answer to 72% after 6 answers/ });
    expect(await steps.getByRole("row").last().innerText()).toMatch(/November 22\s+Not yet\s+72%/);
    const corrected = page.getByRole("listitem").filter({ hasText: "Ada" });
    expect(await corrected.innerText()).toContain("by Ms Okafor on November 16. Before, it was: partly right.");
    expect(await corrected.innerText()).toContain("from 19% to 41%");
  });

  it("takes everything along as a file", async () => {
    const { page } = await visit("/knowledge");
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Download everything (JSON)" }).click(),
    ]);
    expect(file.suggestedFilename()).toBe("cairn-knowledge.json");
  });

  it("is shown what to do while there is nothing, also in a browser that was never here", async () => {
    stage.state.knowledge = { ...stage.state.knowledge, skills: [], due_now: 0, streak_days: 0 };
    stage.state.reviews = { due: [], later: 0 };
    const { page, faults } = await visit("/knowledge");
    await page.getByRole("heading", { name: "No stone yet" }).waitFor();
    await expectPresentable(page, "knowledge-empty");
    stage.state.isStranger = true;
    await page.reload();
    await page.getByRole("heading", { name: "No stone yet" }).waitFor();
    await page.goto(`${stage.url}/review`);
    await page.getByRole("link", { name: "Pick a lesson" }).click();
    await page.getByRole("heading", { name: "Pick a lesson" }).waitFor();
    expect(await main(page).innerText()).not.toContain("due");
    // Nobody is asked about a browser that was never here: a refusal would stand in its console.
    stage.state.asked.length = 0;
    await page.reload();
    await page
      .getByRole("button", { name: /^Start / })
      .first()
      .waitFor();
    expect(stage.state.asked).not.toContain("GET /reviews");
    expect(faults).toEqual([]);
  });

  it("has everything about them erased only after a second word, and is told when it was not done", async () => {
    const { page } = await visit("/knowledge");
    const open = page.getByRole("button", { name: "Erase everything about me" });
    await open.click();
    await page.getByRole("button", { name: "Keep it" }).click();
    expect(stage.state.asked).not.toContain("DELETE /me");
    stage.state.refusal = "unavailable";
    await open.click();
    await page.getByRole("button", { name: "Erase it all" }).click();
    await page.getByText(/^Nothing was erased, or not all of it/).waitFor();
    stage.state.refusal = null;
    await open.click();
    await page.getByRole("button", { name: "Erase it all" }).click();
    await page.waitForURL(`${stage.url}/`);
    await page.goto(`${stage.url}/knowledge`);
    await page.getByRole("heading", { name: "No stone yet" }).waitFor();
  });

  it("is told of a skill that they have not met, and finds back", async () => {
    const { page } = await visit("/knowledge/no-such-skill");
    await page.getByRole("heading", { name: "You have not met this skill yet." }).waitFor();
    await expectPresentable(page, "knowledge-unknown");
    await main(page).getByRole("link", { name: "My knowledge" }).click();
    await page.getByRole("heading", { name: "Due now" }).waitFor();
  });

  it("is told when nobody can be reached, and reads on by itself when the network is back", async () => {
    const { page } = await visit("/knowledge");
    await page.context().setOffline(true);
    await page.getByRole("link", { name: "Why 72%? Why a majority" }).click();
    await page.getByRole("heading", { name: "Cairn cannot be reached." }).waitFor();
    expect(await main(page).innerText()).toContain("Your answers so far are kept.");
    await page.context().setOffline(false);
    await page.getByRole("heading", { name: "The answers behind it" }).waitFor();
  });

  it("loses nothing sideways on the smallest screen, in forced colours, or in a page from right to left", async () => {
    for (const path of ["/knowledge", "/knowledge/majority-quorum", "/knowledge/range-bounds", "/review"]) {
      const { page } = await visit(path);
      await page.setViewportSize({ width: 320, height: 480 });
      const sideways = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect([path, await sideways()]).toEqual([path, 0]);
      await page.evaluate(() => {
        document.documentElement.dir = "rtl";
      });
      expect([path, "rtl", await sideways()]).toEqual([path, "rtl", 0]);
      await page.emulateMedia({ forcedColors: "active" });
      expect([path, "forced", await sideways()]).toEqual([path, "forced", 0]);
      await page.context().close();
    }
  });
});

describe("a learner who thinks that a verdict is wrong", () => {
  const row = (page: Page) => page.getByRole("listitem").filter({ hasText: "A cluster has seven members" });
  const open = (page: Page) => row(page).getByRole("button", { name: /^I think this verdict is wrong/ });

  it("says so beside it, keeps their words when sending fails and over a reload, and is told when they have arrived", async () => {
    const { page, faults } = await visit("/knowledge/majority-quorum");
    await open(page).focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await row(page).getByText("Say in a few words what is wrong with it.").waitFor();
    await page.keyboard.type("I meant how many must stay, not how many may fail.");
    await expectPresentable(page, "knowledge-contest");
    stage.state.refusal = "unavailable";
    await row(page).getByRole("button", { name: "Send" }).click();
    await row(page)
      .getByText(/^Not sent: .* Your words are still here\.$/)
      .waitFor();
    await page.context().setOffline(true);
    await row(page).getByRole("button", { name: "Send" }).click();
    await row(page).getByText("Not sent: we cannot be reached.").waitFor();
    await page.context().setOffline(false);
    await page.reload();
    await row(page).getByLabel("What is wrong with it?").waitFor();
    expect(await row(page).getByLabel("What is wrong with it?").inputValue()).toBe("I meant how many must stay, not how many may fail.");

    stage.state.refusal = null;
    await row(page).getByRole("button", { name: "Send" }).click();
    await row(page).getByText("You contested this on November 27; a person can look at it.").waitFor();
    await expect.poll(() => page.getByRole("status").innerText()).toBe("Sent. A person can look at it.");
    await expect.poll(() => focused(page)).toContain("You contested this");
    expect(stage.state.why[0]?.rows[1]?.contested?.reason).toBe("I meant how many must stay, not how many may fail.");
    expect(stage.state.asked.filter((one) => one.startsWith("POST"))).toHaveLength(2);
    expect(await page.evaluate(() => JSON.stringify(localStorage))).toBe("{}");
    await expect(open(page).count()).resolves.toBe(0);
    expect(faults).toEqual([]);
  });

  it("may think better of it, and the focus is where it was", async () => {
    const { page } = await visit("/knowledge/majority-quorum");
    await open(page).click();
    await page.keyboard.type("Hm");
    await row(page).getByRole("button", { name: "Not now" }).click();
    await expect.poll(() => focused(page)).toContain("I think this verdict is wrong");
    await open(page).click();
    await page.keyboard.type(", no");
    expect(await row(page).getByLabel("What is wrong with it?").inputValue()).toBe("Hm, no");
  });
});

describe("a learner whose page goes out of date", () => {
  it("sees what they said even where the page cannot be fetched anew, and is told so", async () => {
    const { page } = await visit("/knowledge/majority-quorum");
    await page.getByRole("button", { name: /wrong.*A cluster has seven members/ }).click();
    await page.keyboard.type("I meant how many must stay.");
    await page.route("**/v1/knowledge/majority-quorum", (route) => route.abort());
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByText("You contested this on November 27; a person can look at it.").waitFor();
    await page.getByText("Not up to date: we cannot be reached. What you see is from before.").waitFor();
    await page.unroute("**/v1/knowledge/majority-quorum");
    await page.getByRole("button", { name: "Try again" }).click();
    await expect.poll(() => main(page).getByRole("alert").count()).toBe(0);
    await page.getByText("I meant how many must stay.").waitFor();
  });
});

describe("a learner who says that they know something", () => {
  it("gets one hard question at once, and is told before that it counts", async () => {
    const { page } = await visit("/knowledge/majority-quorum");
    const button = page.getByRole("button", { name: "I know this" });
    expect(await button.getAttribute("aria-describedby")).toBe("starting-note");
    await page.getByText("One hard question, no hints. The result counts, either way.").waitFor();
    stage.state.refusal = "too_many_requests";
    await button.click();
    await page.getByText("That did not begin: that was too fast. Wait a moment and try again.").waitFor();
    stage.state.refusal = null;
    await button.click();
    await page.waitForURL("**/s/ses_first");
    expect(stage.state.asked).toContain("POST /knowledge/majority-quorum/challenge");
  });
});

describe("a learner who comes to review", () => {
  it("is told when the next thing is due, while nothing is", async () => {
    stage.state.reviews = { due: [], later: 0 };
    stage.state.knowledge = { ...stage.state.knowledge, skills: stage.state.knowledge.skills.slice(3), due_now: 0 };
    const { page } = await visit("/review");
    await page.getByRole("heading", { name: "Nothing is due." }).waitFor();
    expect(await main(page).innerText()).toContain("Next comes What the bottom number says, tomorrow, on Saturday, November 28.");
    await expectPresentable(page, "knowledge-review-none");
  });

  it("is told that it is enough for today when the day's cap is reached", async () => {
    stage.state.reviews = { due: [], later: 9 };
    const { page } = await visit("/review");
    await page.getByRole("heading", { name: "Enough for today." }).waitFor();
    expect(await main(page).innerText()).toContain("9 things are still due.");
  });

  it("is told when another device was faster", async () => {
    const { page } = await visit("/review");
    stage.state.reviews = { due: [], later: 0 };
    await page.getByRole("button", { name: "Begin" }).click();
    await page.getByText("That did not begin: nothing is due any more. Perhaps you reviewed it on another device.").waitFor();
    expect(new URL(page.url()).pathname).toBe("/review");
  });
});

describe("a learner at the end of a lesson", () => {
  it("finds one quiet line to what they know and what is due", async () => {
    const { page } = await visit("/s/ses_end");
    const line = page.locator(".due-line");
    await line.getByText("3 things are due for review.").waitFor();
    await expectPresentable(page, "knowledge-end");
    await line.getByRole("link", { name: "My knowledge" }).click();
    await page.getByRole("heading", { name: "Due now" }).waitFor();
  });
});
