import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { closePages, openBrowser } from "../support/browser.ts";
import { expectPresentable } from "./presentable.ts";
import { type Cairn, readEvents, readItems, readSession, rightAnswer, startAsAtHome } from "./support.ts";

let cairn: Cairn;
let browser: Browser;
let items: Awaited<ReturnType<typeof readItems>>;

beforeAll(async () => {
  [cairn, browser, items] = await Promise.all([startAsAtHome(), openBrowser(), readItems()]);
});
afterAll(async () => {
  await browser?.close();
  await cairn?.stop();
});
afterEach(() => closePages(browser));

async function newPage(
  width = 1280,
  colorScheme: "light" | "dark" = "light",
): Promise<{ page: Page; context: BrowserContext; faults: string[] }> {
  const context = await browser.newContext({ viewport: { width, height: width < 500 ? 780 : 900 }, colorScheme, reducedMotion: "reduce" });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  return { page, context, faults };
}

async function startLesson(page: Page, title: RegExp): Promise<void> {
  await page.goto(cairn.url);
  await page.getByRole("button", { name: title }).click();
  await page.getByRole("button", { name: "Start", exact: true }).click();
  await page.getByRole("textbox", { name: "Your answer" }).waitFor();
  await untilAsked(page, 0);
}

/** Waits until the tutor has asked in node `index` (or the lesson is over). */
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

async function itemOnTheTable(page: Page) {
  const { node } = await readSession(page);
  const item = items.get(node.item_id ?? "");
  if (!item) throw new Error(`No pack has item ${node.item_id}.`);
  return item;
}

/** What stands on the screen; text for screen readers alone says the same again. */
async function visibleText(page: Page, selector: string): Promise<string> {
  return await page
    .locator(selector)
    .first()
    .evaluate((element) => {
      const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      const shown: string[] = [];
      while (texts.nextNode()) {
        if (!texts.currentNode.parentElement?.closest(".visually-hidden")) shown.push(texts.currentNode.textContent ?? "");
      }
      return shown.join(" ");
    });
}

const words = (text: string) => text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

describe("a learner in a browser", () => {
  it("does the whole Raft lesson with the keyboard alone, and every screen passes axe in light and dark", async () => {
    const { page, faults } = await newPage();
    await page.goto(cairn.url);
    await page.getByRole("heading", { name: "Pick a lesson" }).waitFor();
    await page.getByRole("button", { name: /etcd/ }).waitFor();
    await expectPresentable(page, "shelf", "window");
    // Tab to the lesson, Enter; the preselected path, Enter; then answers with Enter.
    for (let tabs = 0; tabs < 30; tabs++) {
      await page.keyboard.press("Tab");
      if (
        await page.evaluate(() =>
          /etcd/.test(document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent ?? ""),
        )
      )
        break;
    }
    await page.keyboard.press("Enter");
    await page.getByRole("radio").first().waitFor();
    await expectPresentable(page, "paths", "window");
    expect(await page.getByRole("radio").first().isChecked()).toBe(true);
    for (let tabs = 0; tabs < 30; tabs++) {
      await page.keyboard.press("Tab");
      if (await page.evaluate(() => document.activeElement?.getAttribute("type") === "submit")) break;
    }
    await page.keyboard.press("Enter");
    await untilAsked(page, 0);

    const { teaching_path } = await readSession(page);
    for (let index = 0; index < teaching_path.length; index++) {
      const item = await itemOnTheTable(page);
      for (let tabs = 0; tabs < 60; tabs++) {
        if (await page.evaluate(() => document.activeElement?.tagName === "TEXTAREA")) break;
        await page.keyboard.press("Tab");
      }
      if (index === 1) {
        for (const said of ["I have no idea", "a, because M2 may be the better leader"]) {
          const { remediation_round } = (await readSession(page)).node;
          await page.keyboard.insertText(said);
          await page.keyboard.press("Enter");
          await expect.poll(async () => (await readSession(page)).node.remediation_round).toBe(remediation_round + 1);
          await untilAsked(page, 1);
        }
        await expectPresentable(page, "lesson", "window");
      }
      const now = await itemOnTheTable(page);
      await page.keyboard.insertText(rightAnswer(index === 1 ? now : item));
      await page.keyboard.press(now.form === "code" ? "Control+Enter" : "Enter");
      await untilAsked(page, index + 1);
    }
    await page.getByRole("heading", { level: 1 }).waitFor();
    await expect.poll(async () => (await readSession(page)).phase.type).toBe("completed");
    await page.getByText("What you can do now").waitFor();
    await expectPresentable(page, "end", "window");
    expect(faults).toEqual([]);
  });

  it.each(["etcd", "plants", "Python", "Fractions"])(
    "meets the first question about %s after two decisions and at most 120 words",
    async (lesson) => {
      const { page } = await newPage();
      await page.goto(cairn.url);
      await page.getByRole("button", { name: new RegExp(lesson) }).waitFor();
      let read = words(await visibleText(page, "h1")) + words(await visibleText(page, `.card:has-text("${lesson}")`));
      await page.getByRole("button", { name: new RegExp(lesson) }).click();
      await page.getByRole("radio").first().waitFor();
      read += words(await visibleText(page, "h1")) + words(await visibleText(page, ".choose > .note"));
      read += words(await visibleText(page, "label:has(input:checked)"));
      await page.getByRole("button", { name: "Start", exact: true }).click();
      await untilAsked(page, 0);
      const first = (await readEvents(page)).find((event) => event.type === "tutor_delivered");
      read += words(first?.type === "tutor_delivered" ? first.teaching : "");
      // Fewer would mean that something was not counted.
      expect(read).toBeGreaterThan(70);
      expect(read).toBeLessThanOrEqual(120);
    },
  );

  it("skips what they know when they ask to be asked first, and is taught where they do not", async () => {
    const { page, faults } = await newPage();
    await page.goto(cairn.url);
    await page.getByRole("button", { name: /Python/ }).click();
    await page.getByRole("checkbox", { name: "I know some of this: ask me first" }).check();
    await page.getByRole("button", { name: "Start", exact: true }).click();
    await untilAsked(page, 0);
    const answer = page.getByRole("textbox", { name: "Your answer" });
    for (const index of [0, 1]) {
      const words = rightAnswer(await itemOnTheTable(page));
      const { seq } = (await readEvents(page)).at(-1) ?? { seq: 0 };
      // As fast as nobody types, and slower than an answer that is taken for a copied one.
      await answer.pressSequentially(words, { delay: Math.ceil(2_500 / words.length) });
      await page.keyboard.press("Enter");
      await expect
        .poll(async () => (await readEvents(page)).find((event) => event.type === "tutor_delivered" && event.seq > seq), {
          timeout: 20_000,
        })
        .toMatchObject({ reason: "probe", node_index: index });
    }
    await page.locator("#carried").getByText("You knew this step, so it is skipped.").waitFor();
    await page.getByRole("listitem").filter({ hasText: "skipped: you knew it" }).waitFor();
    await expectPresentable(page, "skipped", "window");
    expect(await page.getByRole("button", { name: /^Hint/ }).count()).toBe(0);
    await answer.fill("It prints the letters of the alphabet.");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Hint · 1 of 4" }).waitFor();
    expect(await page.getByRole("button", { name: "Teach me this" }).count()).toBe(0);
    expect(await readSession(page)).toMatchObject({ current_index: 1, node: { failures: 0 }, outcomes: [{ outcome: "placed" }] });
    expect(faults).toEqual([]);
  });

  it("comes back from a lesson with nothing to teach from to add a text, and what they had named is still there", async () => {
    const { page } = await newPage();
    await page.goto(cairn.url);
    await page.getByLabel("What do you want to be able to do?").fill("Explain how a vaccine trains the body");
    await page.getByRole("button", { name: "Make a lesson" }).click();
    await page.getByRole("link", { name: "Add a text to learn from" }).click();
    await page.locator("#own-materials:focus").waitFor();
    expect(await page.getByLabel("What do you want to be able to do?").inputValue()).toBe("Explain how a vaccine trains the body");
    await page.keyboard.insertText(
      "A vaccine shows the body a harmless piece of a germ. White blood cells learn the shape of that piece. Memory cells stay for years.",
    );
    await page.getByRole("button", { name: "Make a lesson" }).click();
    await page.getByText("This lesson is made from the text you pasted.").waitFor();
  });

  it("who comes back to the shelf goes on with the lesson they began, and does not begin it twice", async () => {
    const { page } = await newPage();
    await startLesson(page, /Fractions/);
    const begun = page.url();
    await page.getByRole("link", { name: "Leave" }).click();
    await page.getByRole("link", { name: "Go on with Fractions" }).click();
    await page.getByRole("textbox", { name: "Your answer" }).waitFor();
    expect(page.url()).toBe(begun);
  });

  it("finds everything where it was after a reload, the half-written answer too", async () => {
    const { page } = await newPage(360, "dark");
    await startLesson(page, /Fractions/);
    await page.getByRole("textbox", { name: "Your answer" }).fill("because the pieces are");
    // The formulas of the question are typeset when their part of the script has come.
    const readConversation = async (): Promise<string> => {
      await page.locator("[role=log] math").first().waitFor();
      return await page.getByRole("log").innerText();
    };
    const before = await readConversation();
    await page.reload();
    expect(await readConversation()).toBe(before);
    expect(await page.getByRole("textbox", { name: "Your answer" }).inputValue()).toBe("because the pieces are");
  });

  it("goes on over plain HTTP and an event stream where sockets are blocked", async () => {
    const { page } = await newPage();
    await page.addInitScript(() => {
      class Blocked extends EventTarget {
        static readonly CONNECTING = 0;
        static readonly OPEN = 1;
        static readonly CLOSING = 2;
        static readonly CLOSED = 3;
        readonly readyState = 3;
        binaryType = "blob";
        constructor() {
          super();
          queueMicrotask(() => {
            this.dispatchEvent(new Event("error"));
            this.dispatchEvent(new CloseEvent("close", { code: 1006 }));
          });
        }
        send(): void {}
        close(): void {}
      }
      Object.defineProperty(window, "WebSocket", { value: Blocked });
    });
    await startLesson(page, /Fractions/);
    const item = await itemOnTheTable(page);
    await page.getByRole("textbox", { name: "Your answer" }).fill(rightAnswer(item));
    await page.keyboard.press("Enter");
    await untilAsked(page, 1);
    await expect.poll(() => page.getByRole("main").innerText()).toContain("Stone 2 of");
  });

  it("sees the same session in two tabs", async () => {
    const { page, context } = await newPage();
    await startLesson(page, /Fractions/);
    const second = await context.newPage();
    await second.goto(page.url());
    await second.getByRole("textbox", { name: "Your answer" }).waitFor();
    await page.getByRole("textbox", { name: "Your answer" }).fill("I do not know");
    await page.keyboard.press("Enter");
    await second.getByText("I do not know").waitFor();
    // The reply is heard before it is judged.
    await expect.poll(async () => (await readSession(second)).node.remediation_round).toBe(1);
  });

  it("shows what a learner typed as text, never as markup", async () => {
    const { page, faults } = await newPage();
    await startLesson(page, /Fractions/);
    const attack = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>';
    await page.getByRole("textbox", { name: "Your answer" }).fill(attack);
    await page.keyboard.press("Enter");
    await page.getByText("<img src=x", { exact: false }).first().waitFor();
    await page.reload();
    await page.getByText("<img src=x", { exact: false }).first().waitFor();
    expect(await page.evaluate(() => "hacked" in window)).toBe(false);
    expect(faults).toEqual([]);
  });

  it("sees on a phone what was right and what comes next, and a word without end stays inside the page", async () => {
    const { page } = await newPage(360);
    await startLesson(page, /Fractions/);
    const answer = page.getByRole("textbox", { name: "Your answer" });
    await answer.fill(rightAnswer(await itemOnTheTable(page)));
    await answer.press("Enter");
    await page.getByText("Stone 2 of").waitFor();
    const tops = () =>
      page.evaluate(() => {
        const topOf = (selector: string) => document.querySelector(selector)?.getBoundingClientRect().top ?? -1;
        return [topOf("#carried .tag"), topOf("h1"), topOf(".column > .conversation .teach"), topOf("#dock")];
      });
    // One below the other, all of them in sight.
    await expect.poll(async () => (await tops()).every((top, index, all) => top > (all[index - 1] ?? 0))).toBe(true);
    await answer.fill("denominator".repeat(30));
    await answer.press("Enter");
    await page.getByText("denominatordenominator").first().waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
  });

  it("is shown a worked example after the last hint", async () => {
    const { page } = await newPage();
    await startLesson(page, /Fractions/);
    const hint = page.getByRole("button", { name: /^Hint/ });
    for (let level = 1; level <= 4; level++) {
      await hint.click();
      await page.getByText(`Hint ${level} of 4`, { exact: true }).waitFor();
    }
    await page.getByRole("button", { name: "Show me a worked example" }).click();
    await expect
      .poll(async () => (await readEvents(page)).findLast((event) => event.type === "tutor_delivered"))
      .toMatchObject({ strategy: "worked_example", reason: "remediate" });
  });

  it("types a program as in an editor, sends it as it stands, and is not held in the box by the keyboard", async () => {
    const { page } = await newPage();
    await startLesson(page, /Python/);
    const answer = page.getByRole("textbox", { name: "Your answer" });
    const messages = async () => (await readEvents(page)).filter(({ type }) => type === "tutor_delivered").length;
    // Who is stuck three times on a step is asked something else then, sooner or later for a program.
    for (let item = await itemOnTheTable(page); item.form !== "code"; item = await itemOnTheTable(page)) {
      const [{ node }, before] = [await readSession(page), await messages()];
      await answer.fill(node.remediation_round < 3 ? "I have no idea" : rightAnswer(item));
      await answer.press("Enter");
      await expect.poll(messages).toBe(before + 1);
    }
    await page.getByText("Ctrl + Enter sends").waitFor();
    await answer.focus();
    for (const line of ["for guest in guests:", "if guest:", "print(guest)"]) {
      await page.keyboard.type(line);
      await page.keyboard.press("Enter");
    }
    await page.keyboard.press("Backspace");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain("Hint");
    const program = "for guest in guests:\n    if guest:\n        print(guest)";
    expect(await answer.inputValue()).toBe(`${program}\n        `);
    await answer.press("Control+Enter");
    await page.locator(".mine .program").waitFor();
    expect(await page.locator(".mine .program").last().textContent()).toBe(program);
  });

  it("sends by itself, when the network is back, what was answered without one", async () => {
    const { page, context } = await newPage();
    await startLesson(page, /Fractions/);
    const right = rightAnswer(await itemOnTheTable(page));
    await context.setOffline(true);
    await page.getByText("Not connected").waitFor();
    await page.getByRole("textbox", { name: "Your answer" }).fill(right);
    await page.keyboard.press("Enter");
    await page.getByText("Not sent yet").waitFor();
    await context.setOffline(false);
    await page.getByText("Stone 2 of").waitFor();
    expect((await readEvents(page)).filter((event) => event.type === "learner_replied").map((event) => event.text)).toEqual([right]);
  });

  it("is told kindly when a session is not theirs", async () => {
    const { page } = await newPage();
    await startLesson(page, /Fractions/);
    const { page: stranger } = await newPage();
    await stranger.goto(page.url());
    await stranger.getByRole("heading", { level: 1 }).waitFor();
    expect(await stranger.getByRole("main").innerText()).not.toContain("Stone 1");
    await expectPresentable(stranger, "not-yours", "window");
  });
});
