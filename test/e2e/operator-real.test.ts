import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { BudgetStatus, Figures, Latency } from "../../src/protocol/operator.schema.ts";
import { format } from "../../web/app/operator/format.en.ts";
import { openBrowser } from "../support/browser.ts";
import { expectPresentable } from "./presentable.ts";
import { askAsProgram, openRealStage, play, PROVIDER_KEY, setCap, SMALL, STRONG, type Stage, type StoredCall, until } from "./real-day.ts";
import { OPERATOR_TOKEN } from "./real-worker.ts";

// Everything here is the deployed bundle: real routes, ledger, queue and D1, with a provider that others wrote. What the page shows is held against what the
// tests count themselves, row by row.

/** A lesson at the strong model's price comes to some $0.33, so this runs short in its second half. */
const DAY_CAP_NANOUSD = 250_000_000;

let stage: Stage;
let browser: Browser;
let page: Page;
const faults: string[] = [];

beforeAll(async () => {
  [stage, browser] = await Promise.all([openRealStage(`${STRONG}, ${SMALL}`), openBrowser()]);
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce" });
  page = await context.newPage();
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !message.text().includes("Failed to load resource")) faults.push(message.text());
  });
  await page.goto(`${stage.worker.url}/operator`);
  await page.getByLabel("Operator token").fill(OPERATOR_TOKEN);
  await page.keyboard.press("Enter");
  await page.getByRole("navigation").waitFor();
});
afterAll(async () => {
  await browser?.close();
  await stage?.stop();
});

async function look(view: "Overview" | "Calls" | "Budgets" | "Models" | "Keys", sign: string): Promise<string> {
  await page.getByRole("link", { name: view, exact: true }).click();
  await page.reload();
  await page.getByText(sign).first().waitFor();
  return await page.getByRole("main").innerText();
}

/** The figures of the overview as they should be, counted from the rows one by one. */
function countFigures(calls: readonly StoredCall[]): Figures & Latency {
  const asked = calls.filter(({ cache }) => cache === "none");
  const sum = (rows: readonly StoredCall[], of: (call: StoredCall) => number) => rows.reduce((total, call) => total + of(call), 0);
  const draftOf = ({ session_id, agent, prompt_hash }: StoredCall) => JSON.stringify([session_id, agent, prompt_hash]);
  const used = new Set(calls.filter(({ cache }) => cache === "speculation").map(draftOf));
  const ahead = calls.filter(({ purpose }) => purpose === "speculation");
  const answered = asked.filter(({ outcome }) => outcome === "ok");
  const ranked = (values: readonly (number | null)[], share: number) => {
    const sorted = values.filter((value) => value !== null).sort((a, b) => a - b);
    return sorted[Math.ceil(share * sorted.length) - 1] ?? null;
  };
  return {
    calls: asked.length,
    errors: asked.filter(({ outcome }) => outcome !== "ok" && outcome !== "cancelled").length,
    fallbacks: asked.filter(({ fallback_reason }) => fallback_reason !== null).length,
    cache_hits: calls.length - asked.length,
    input_tokens: sum(calls, ({ input_tokens }) => input_tokens),
    output_tokens: sum(calls, ({ output_tokens }) => output_tokens),
    spend_nanousd: sum(calls, ({ cost_nanousd }) => cost_nanousd),
    saved_nanousd: sum(calls, ({ saved_nanousd }) => saved_nanousd),
    speculation_nanousd: sum(ahead, ({ cost_nanousd }) => cost_nanousd),
    speculation_waste_nanousd: sum(ahead, (call) => (used.has(draftOf(call)) ? 0 : call.cost_nanousd)),
    total_p50_ms: ranked(
      answered.map(({ total_ms }) => total_ms),
      0.5,
    ),
    total_p95_ms: ranked(
      answered.map(({ total_ms }) => total_ms),
      0.95,
    ),
    first_token_p50_ms: ranked(
      answered.map(({ first_token_ms }) => first_token_ms),
      0.5,
    ),
    first_token_p95_ms: ranked(
      answered.map(({ first_token_ms }) => first_token_ms),
      0.95,
    ),
  };
}

async function dayBudget(): Promise<BudgetStatus> {
  const found = (await stage.budgets()).find(({ period }) => period === "day");
  if (!found) throw new Error("There is no budget for the day.");
  return found;
}

const dayCard = () => page.getByRole("listitem").filter({ hasText: "The whole tenant, a day" });

async function stateOf(route: string): Promise<string | undefined> {
  return (await stage.overview()).breakers.find((breaker) => breaker.route === route)?.state;
}

async function readTable(caption: string): Promise<string[][]> {
  const rows = page.getByRole("table", { name: caption, exact: true }).locator("tbody tr");
  return await rows.evaluateAll((all) => all.map((row) => [...row.querySelectorAll("th, td")].map((cell) => cell.textContent ?? "")));
}

describe("an operator of a Worker that taught real lessons", () => {
  it("sees a budget run short: alerts, and the cheapest model alone, while the lesson goes on", async () => {
    await setCap(stage, "month", 20e9);
    await setCap(stage, "day", DAY_CAP_NANOUSD);
    const learner = await stage.begin();
    expect(await play(learner)).toEqual({ turns: 15, embedded: 0 });
    learner.close();
    await stage.settle();
    const asked = stage.calls().filter(({ cache, outcome }) => cache === "none" && outcome === "ok");
    const routes = asked.map(({ route }) => route).reverse();
    expect(routes[0]).toBe(STRONG);
    // How many calls are left once it is tight depends on how much is asked ahead; those of the last turn are always among them.
    expect(routes.slice(-3)).toEqual([SMALL, SMALL, SMALL]);
    const day = await dayBudget();
    expect(day).toMatchObject({ tier: "tight", alerts: [{ percent: 50 }, { percent: 80 }] });
    expect(day.spent_nanousd).toBeLessThanOrEqual(DAY_CAP_NANOUSD);
    await look("Budgets", "When a budget runs out");
    const card = await dayCard().innerText();
    expect(card).toContain(`${format.dollars(day.spent_nanousd)} of ${format.dollars(DAY_CAP_NANOUSD)}`);
    expect(card).toContain("Tight: only the cheapest model is asked");
    expect(card).toContain(`${format.dollars(day.reserved_nanousd)} more set aside for lessons under way`);
  });

  it("sees models rest while the provider is away, until when, and that they answer again after it is back", async () => {
    await setCap(stage, "day", 20e9);
    stage.isUp = false;
    const unlucky = await stage.begin();
    expect(await play(unlucky, 4)).toEqual({ turns: 4, embedded: 4 });
    unlucky.close();
    await until(async () => ((await stage.overview()).breakers.every(({ state }) => state === "open") ? true : null), "Nothing opened.");
    const shown = await look("Overview", "Health of models");
    const { breakers } = await stage.overview();
    expect(breakers.map(({ route }) => route)).toEqual([STRONG, SMALL]);
    for (const { route, until: end } of breakers) {
      // Three failures open it, and the first rest is ten seconds.
      expect(Date.parse(end ?? "") - Date.now()).toBeLessThanOrEqual(10_000);
      expect(shown).toMatch(new RegExp(`${route}\\s+resting after failures until ${format.time(end ?? "")}; the next in line is asked`));
    }

    stage.isUp = true;
    await until(async () => ((await stateOf(STRONG)) === "half_open" ? true : null), "The rest has no end.");
    expect(await look("Overview", "Health of models")).toContain("has rested; the next call that reaches it decides");
    const lucky = await stage.begin();
    expect((await play(lucky, 4)).turns).toBe(4);
    lucky.close();
    await until(async () => ((await stateOf(STRONG)) === "closed" ? true : null), "The strong model is not asked again.");
    expect(await look("Overview", "Health of models")).toMatch(new RegExp(`${STRONG}\\s+answering`));
    expect((await askAsProgram(stage)).choices[0]?.message.content).toContain("Whatever is gained");
  });

  it("lowers a budget below what is spent: lessons go on without models, and the page says so", async () => {
    const spent = await stage.settle();
    await setCap(stage, "day", spent - 1);
    const learner = await stage.begin();
    expect(await play(learner, 3)).toEqual({ turns: 3, embedded: 3 });
    learner.close();
    const day = await dayBudget();
    expect(day).toMatchObject({ tier: "spent", spent_nanousd: spent, alerts: [{ percent: 50 }, { percent: 80 }, { percent: 100 }] });
    await look("Budgets", "When a budget runs out");
    const card = await dayCard().innerText();
    expect(card).toContain("Spent: no model is asked.");
    for (const { percent, at } of day.alerts) expect(card).toContain(`${percent}% passed ${format.date_time(at)}`);
  });

  it("reads figures that are the sums of the records, which are the ledger's, in words, tables and the file", async () => {
    const spent = await stage.settle();
    const calls = stage.calls();
    const counted = countFigures(calls);
    expect(counted.spend_nanousd).toBe(spent);
    expect(counted.errors).toBeGreaterThan(0);
    expect(counted.cache_hits).toBeGreaterThan(0);
    expect(counted.speculation_waste_nanousd).toBeGreaterThan(0);
    const { totals, series, by_agent, by_route } = await stage.overview();
    expect(totals).toEqual(counted);
    for (const [rows, of] of [
      [by_agent, "agent"],
      [by_route, "route"],
    ] as const)
      for (const { name, ...row } of rows) {
        const { speculation_waste_nanousd, ...rest } = countFigures(calls.filter((call) => call[of] === name));
        expect([name, row]).toMatchObject([name, rest]);
        // A draft that one model wrote may have been used after another was asked: by model, only the sum over all has to agree.
        expect(speculation_waste_nanousd).toBeGreaterThanOrEqual(row.speculation_waste_nanousd);
      }
    expect(series.reduce((sum, { spend_nanousd }) => sum + spend_nanousd, 0)).toBe(spent);

    const shown = await look("Overview", "By agent");
    expect(shown).toContain(
      `models were asked ${counted.calls} times for ${format.dollars(spent)}. ${counted.errors} calls gave no usable answer`,
    );
    const figures = Object.fromEntries(
      await page
        .locator("dl.figures > div")
        .evaluateAll((all) =>
          all.map((one) => [
            one.querySelector("dt")?.textContent ?? "",
            [...(one.querySelector("dd")?.childNodes ?? [])].map((node) => node.textContent),
          ]),
        ),
    );
    const pair = (one: string, other: string) => `${one} / ${other}`;
    expect(figures).toEqual({
      Spend: [format.dollars(spent)],
      Calls: [format.number(counted.calls)],
      "Whole answer, p50 / p95": [pair(format.duration(counted.total_p50_ms), format.duration(counted.total_p95_ms))],
      "First token, p50 / p95": [pair(format.duration(counted.first_token_p50_ms), format.duration(counted.first_token_p95_ms))],
      "Tokens in / out": [pair(format.tokens(counted.input_tokens), format.tokens(counted.output_tokens))],
      "Without a usable answer": [format.number(counted.errors), `${format.share(counted.errors, counted.calls)} of calls`],
      "Asked in place of another": [format.number(counted.fallbacks), `${format.share(counted.fallbacks, counted.calls)} of calls`],
      "From memory": [format.number(counted.cache_hits), `saved ${format.dollars(counted.saved_nanousd)}`],
      "Drafted ahead": [format.dollars(counted.speculation_nanousd), `${format.dollars(counted.speculation_waste_nanousd)} of it unused`],
    });
    for (const summary of await page.locator("figure summary").all()) await summary.click();
    const perHour = await readTable("Calls, per hour");
    expect(perHour.map(([, answered, failed]) => [answered, failed])).toEqual(
      series.map((point) => [format.number(point.calls - point.errors), format.number(point.errors)]),
    );
    const spendPerHour = await readTable("Spend, per hour");
    expect(spendPerHour.map(([, spend]) => spend)).toEqual(series.map((point) => format.dollars(point.spend_nanousd)));
    expect((await readTable("By model")).map(([name, asked, spend]) => [name, asked, spend])).toEqual(
      by_route.map((row) => [row.name, format.number(row.calls), format.dollars(row.spend_nanousd)]),
    );

    await look("Calls", "Older calls");
    for (;;) {
      const older = page.getByRole("button", { name: "Older calls" });
      if ((await older.count()) === 0) break;
      const rows = (await readTable("Newest calls")).length;
      await older.click();
      await expect.poll(async () => (await readTable("Newest calls")).length).toBeGreaterThan(rows);
    }
    const listed = await readTable("Newest calls");
    expect(listed.map(([, , route, , tokens, cost]) => [route, tokens?.replace("≈ ", ""), cost])).toEqual(
      calls.map((call) => [
        call.route,
        pair(format.tokens(call.input_tokens), format.tokens(call.output_tokens)),
        format.dollars(call.cost_nanousd),
      ]),
    );
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Download the last 24 hours as CSV" }).click(),
    ]);
    const lines = (await readFile(await download.path(), "utf8")).trimEnd().split("\r\n");
    const [head = "", ...rows] = lines;
    const [id, cost] = [head.split(",").indexOf("call_id"), head.split(",").indexOf("cost_nanousd")];
    expect(rows.map((row) => row.split(",")).map((cells) => [cells[id], Number(cells[cost])])).toEqual(
      calls.map((call) => [call.call_id, call.cost_nanousd]),
    );
  });

  it("stores a tenant's key that pays from then on, and that is nowhere to be read", async () => {
    await look("Keys", "Keys for your own programs");
    await page.getByLabel("Provider", { exact: true }).selectOption("OpenAI");
    await page.getByLabel("Key", { exact: true }).fill(PROVIDER_KEY);
    await page.getByLabel("Address (optional)").fill("https://169.254.169.254/v1");
    await page.getByRole("button", { name: "Store the key" }).click();
    await page.getByRole("alert").first().waitFor();
    await page.getByLabel("Address (optional)").fill("");
    await page.getByRole("button", { name: "Store the key" }).click();
    await page.getByText("ends in 6789").waitFor();
    expect(await page.content()).not.toContain(PROVIDER_KEY);
    const stored = JSON.stringify(stage.worker.select("SELECT * FROM provider_keys"));
    expect(stored).toContain("6789");
    expect(stored).not.toContain(PROVIDER_KEY);
    expect(await page.getByRole("main").innerText()).toContain("Course importer");
    expect(JSON.stringify(stage.worker.select("SELECT * FROM api_keys"))).not.toContain("cairn_sk_");
  });

  it("finds every view without a fault for eye, ear or keyboard, wide and on a phone, in light and dark", async () => {
    for (const [view, sign] of [
      ["Overview", "By agent"],
      ["Calls", "Older calls"],
      ["Budgets", "When a budget runs out"],
      ["Models", "What turns cost"],
      ["Keys", "ends in 6789"],
    ] as const) {
      await look(view, sign);
      await expectPresentable(page, `operator-real-${view.toLowerCase()}`);
    }
    expect(faults).toEqual([]);
  });
});
