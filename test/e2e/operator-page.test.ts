import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { closePages, openBrowser } from "../support/browser.ts";
import { CALL, NO_FIGURES, UNSPENT } from "../support/operator-desks.ts";
import { OPERATOR_TOKEN, openOperatorStage, type OperatorStage } from "./operator-stage.ts";
import { expectPresentable } from "./presentable.ts";

let browser: Browser;
let stage: OperatorStage;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  stage = await openOperatorStage();
});
afterEach(async () => {
  await closePages(browser);
  await stage?.close();
});

async function newPage(): Promise<{ page: Page; faults: string[] }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce" });
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  // A refusal that the page shows is no fault of the page.
  page.on(
    "console",
    (message) => message.type() === "error" && !message.text().includes("Failed to load resource") && faults.push(message.text()),
  );
  return { page, faults };
}

async function signIn(page: Page, path = "/operator"): Promise<void> {
  await page.goto(stage.url + path);
  await page.getByLabel("Operator token").fill(OPERATOR_TOKEN);
  await page.keyboard.press("Enter");
  await page.getByRole("navigation").waitFor();
}

const at = (minutesAgo: number) => new Date(Date.parse(CALL.at) - minutesAgo * 60_000).toISOString();

/** A day of lessons, two models, one of them in trouble. */
function teachADay(): void {
  const { state } = stage;
  state.series = Array.from({ length: 24 }, (_, hour) => {
    const calls = hour < 6 ? 0 : 10 + ((hour * 7) % 13);
    return {
      ...NO_FIGURES,
      at: at((23 - hour) * 60),
      calls,
      errors: hour === 15 ? 4 : 0,
      spend_nanousd: calls * 1_000_000,
      input_tokens: calls * 1_900,
      output_tokens: calls * 210,
      total_p50_ms: calls === 0 ? null : 1_700 + ((hour * 31) % 300),
      total_p95_ms: calls === 0 ? null : 3_900 + ((hour * 97) % 900),
    };
  });
  const sum = (of: (point: (typeof state.series)[number]) => number) => state.series.reduce((total, point) => total + of(point), 0);
  state.totals = {
    ...NO_FIGURES,
    calls: sum(({ calls }) => calls),
    errors: 4,
    fallbacks: 4,
    cache_hits: 12,
    input_tokens: sum(({ input_tokens }) => input_tokens),
    output_tokens: sum(({ output_tokens }) => output_tokens),
    spend_nanousd: sum(({ spend_nanousd }) => spend_nanousd),
    saved_nanousd: 9_000_000,
    speculation_nanousd: 40_000_000,
    speculation_waste_nanousd: 13_000_000,
    total_p50_ms: 1_800,
    total_p95_ms: 4_300,
    first_token_p50_ms: 310,
    first_token_p95_ms: 790,
  };
  state.by_agent = ["evaluator", "tutor", "reviewer"].map((name) => ({ ...state.totals, name, calls: 99 }));
  state.by_route = ["openai:gpt-4.1-mini", "workers-ai:@cf/meta/llama-4-scout-17b-16e-instruct"].map((name) => ({ ...state.totals, name }));
  state.breakers = [
    { route: "openai:gpt-4.1-mini", state: "closed", until: null },
    { route: "anthropic:claude-haiku-4-5", state: "open", until: at(-5) },
  ];
  state.budgets = [
    {
      ...UNSPENT,
      cap_nanousd: 5e9,
      spent_nanousd: 4.31e9,
      reserved_nanousd: 21e6,
      tier: "tight",
      alerts: [
        { percent: 50, at: at(90) },
        { percent: 80, at: at(9) },
      ],
    },
    {
      ...UNSPENT,
      scope: "learner",
      scope_id: "*",
      cap_nanousd: 25e7,
      cap_tokens: 200_000,
      spent_nanousd: 6e7,
      spent_tokens: 70_211,
      subject_id: "lrn_bq0h5t8zr2m4k7vxd9wn",
    },
    {
      ...UNSPENT,
      scope: "course",
      scope_id: "les_raft-etcd",
      period: "month",
      cap_nanousd: 20e9,
      spent_nanousd: 20.3e9,
      tier: "spent",
      alerts: [{ percent: 100, at: at(3) }],
    },
  ];
  state.routes = [...state.routes, { agent: "default", entries: [], source: "deployment" as const }].map((route) => ({
    ...route,
    entries: [
      { route: "openai:gpt-4.1-mini", price: { input_nanousd: 400, output_nanousd: 1_600 } },
      { route: "custom:house-model", price: null },
    ],
  }));
  state.keys = [{ provider: "openai", base_url: null, last_four: "9f3K", created_at: CALL.at }];
  state.api_keys = [{ key_id: "key_old", label: "Old notebook", last_four: "abcd", created_at: CALL.at, revoked_at: CALL.at }];
  state.calls = Array.from({ length: 60 }, (_, index) => ({
    ...CALL,
    call_id: `cal_${index}`,
    at: at(index),
    ...(index % 7 === 3 ? { outcome: "timeout", first_token_ms: null } : {}),
    ...(index % 7 === 4 ? { fallback_reason: "timeout", route: "anthropic:claude-haiku-4-5" } : {}),
    ...(index % 11 === 5 ? { cache: "speculation" as const, cost_nanousd: 0 } : {}),
  }));
}

describe("an operator in a browser", () => {
  it("signs in with the keyboard alone, is told when the token is wrong, and lands where they wanted to go", async () => {
    const { page, faults } = await newPage();
    await page.goto(`${stage.url}/operator/budgets`);
    await page.getByLabel("Operator token").waitFor();
    await expectPresentable(page, "operator-sign-in");
    for (let tabs = 0; tabs < 10; tabs++) {
      await page.keyboard.press("Tab");
      if (await page.evaluate(() => document.activeElement?.id === "token")) break;
    }
    await page.keyboard.press("Enter");
    await page.getByText("Enter the token.").waitFor();
    await page.keyboard.type("a guess");
    await page.keyboard.press("Enter");
    await page.getByText("This is not the token of this deployment.").waitFor();
    await page.getByLabel("Operator token").fill(OPERATOR_TOKEN);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Budgets" }).waitFor();
    await page.getByText("There is no budget").waitFor();
    expect(await page.evaluate(() => JSON.stringify([localStorage, sessionStorage, document.cookie]))).not.toContain(OPERATOR_TOKEN);
    expect(faults).toEqual([]);
  });

  it("finds a page that says what to do before there is anything to see", async () => {
    const { page } = await newPage();
    await signIn(page);
    await page.getByRole("heading", { name: "No calls yet" }).waitFor();
    expect(await page.getByRole("main").innerText()).toContain("the built-in tutor teaches alone, and costs nothing");
    await expectPresentable(page, "operator-empty");
    await page.getByRole("link", { name: "Set a budget first" }).click();
    await page.getByRole("heading", { level: 1, name: "Budgets" }).waitFor();
  });

  it("reads every view without a fault for eye, ear or keyboard, wide and on a phone, in light and dark", async () => {
    teachADay();
    const { page, faults } = await newPage();
    await signIn(page);
    await page.getByRole("heading", { name: "By agent" }).waitFor();
    await page.locator("summary").first().click();
    await expectPresentable(page, "operator-overview");
    for (const [view, sign] of [
      ["Calls", "Older calls"],
      ["Budgets", "When a budget runs out"],
      ["Models", "What turns cost"],
      ["Keys", "ends in 9f3K"],
    ] as const) {
      await page.getByRole("link", { name: view, exact: true }).click();
      await page.getByText(sign).first().waitFor();
      await expect.poll(() => page.title()).toBe(`${view} · Operator · Cairn`);
      await expectPresentable(page, `operator-${view.toLowerCase()}`);
    }
    expect(faults).toEqual([]);
  });

  it("sees in words and tables all that the pictures show", async () => {
    teachADay();
    const { page } = await newPage();
    await signIn(page);
    const main = page.getByRole("main");
    await page.getByRole("heading", { name: "By agent" }).waitFor();
    const { calls } = stage.state.totals;
    expect(await main.innerText()).toContain(`models were asked ${calls} times`);
    expect(await main.innerText()).toContain("$4.31 of $5.00");
    expect(await main.innerText()).toContain("Tight: only the cheapest model is asked");
    expect(await main.innerText()).toMatch(
      /anthropic:claude-haiku-4-5\s+resting after failures until \d\d:\d\d; the next in line is asked/,
    );
    const chart = page.getByRole("img", { name: /^Calls, per hour/ });
    expect(await chart.getAttribute("aria-label")).toMatch(/At most 22, at \d\d:\d\d\./);
    const table = page.getByRole("table", { name: "Calls, per hour" });
    await page.locator("figure", { has: chart }).getByText("Show as a table").click();
    const cells = await table.getByRole("cell").allInnerTexts();
    const shown = cells.map(Number).reduce((sum, cell) => sum + cell, 0);
    expect(shown).toBe(calls);
  });

  it("sets a budget with its price before their eyes, changes it, and takes it back", async () => {
    teachADay();
    stage.state.budgets = [];
    const { page } = await newPage();
    await signIn(page, "/operator/budgets");
    await page.getByText("for 1,000 turns, at list prices of the models in force").first().waitFor();
    await page.getByRole("button", { name: "Set the budget" }).click();
    await page.getByText("Give a cap in dollars, in tokens, or both.").waitFor();
    await page.getByLabel("For").selectOption("each learner");
    await page.getByLabel("Dollars").fill("0.25");
    await page.getByText(/That is about [\d,]+ turns? of lessons/).waitFor();
    await page.getByRole("button", { name: "Set the budget" }).click();
    await page.getByText("The budget is set: $0.25 a day, each learner.").first().waitFor();
    expect(stage.state.budgets).toMatchObject([
      { scope: "learner", scope_id: "*", period: "day", cap_nanousd: 250_000_000, cap_tokens: null },
    ]);

    await page.getByRole("button", { name: "Change the budget: $0.25 a day, each learner" }).click();
    await expect.poll(() => page.getByLabel("Dollars").inputValue()).toBe("0.25");
    await page.getByText("This takes the place of the budget there is").waitFor();
    await page.getByLabel("Dollars").fill("0.5");
    await page.getByLabel("Tokens").fill("100,000");
    await page.getByRole("button", { name: "Set the budget" }).click();
    await page.getByText("$0.00 of $0.50").waitFor();
    expect(stage.state.budgets).toMatchObject([{ cap_nanousd: 500_000_000, cap_tokens: 100_000 }]);

    await page.getByRole("button", { name: /^Remove the budget/ }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Keep it" }).click();
    expect(stage.state.budgets).toHaveLength(1);
    await page.getByRole("button", { name: /^Remove the budget/ }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
    await page.getByText("There is no budget").waitFor();
    expect(stage.state.budgets).toEqual([]);
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe("H1");
  });

  it("puts models in order, and is told beside the entry what is wrong with it", async () => {
    const { page } = await newPage();
    await signIn(page, "/operator/models");
    const tutor = page.getByRole("form", { name: "Tutor" });
    await tutor.getByRole("button", { name: "Add a model" }).click();
    await tutor.getByRole("combobox", { name: "Model 1" }).fill("openai:gpt-4.1-mini");
    await tutor.getByRole("button", { name: "Add a model" }).click();
    await tutor.getByRole("combobox", { name: "Model 2" }).fill("nobody:x");
    await tutor.getByRole("button", { name: "Save" }).click();
    const wrong = tutor.getByRole("combobox", { name: "Model 2" });
    await tutor.getByText('No provider is called "nobody".').waitFor();
    expect(await wrong.getAttribute("aria-invalid")).toBe("true");
    expect(await wrong.getAttribute("aria-describedby")).toContain("tutor-1-fault");
    await wrong.fill("anthropic:claude-haiku-4-5");
    await tutor.getByRole("button", { name: "Move up: anthropic:claude-haiku-4-5" }).click();
    await tutor.getByRole("button", { name: "Save" }).click();
    await tutor.getByText("Tutor: saved.").waitFor();
    expect(stage.state.routes.find(({ agent }) => agent === "tutor")?.entries.map(({ route }) => route)).toEqual([
      "anthropic:claude-haiku-4-5",
      "openai:gpt-4.1-mini",
    ]);
    await tutor.getByText("$0.40 in, $1.60 out a million tokens").first().waitFor();
    await tutor.getByRole("button", { name: "Use the deployment’s again" }).click();
    await tutor.getByText("As the deployment says.").waitFor();
    expect(stage.state.routes.find(({ agent }) => agent === "tutor")?.source).toBe("deployment");
  });

  it("stores a provider's key and sees no more of it than its end", async () => {
    const { page } = await newPage();
    await signIn(page, "/operator/keys");
    await page.getByLabel("Provider", { exact: true }).selectOption("Anthropic");
    await page.getByLabel("Key", { exact: true }).fill("sk-ant-0123456789");
    await page.getByLabel("Address (optional)").fill("https://169.254.169.254/v1");
    await page.getByRole("button", { name: "Store the key" }).click();
    await page.getByText("This address is inside a private network.").waitFor();
    await page.getByLabel("Address (optional)").fill("");
    await page.getByRole("button", { name: "Store the key" }).click();
    await page.getByText("ends in 6789").waitFor();
    expect(await page.getByLabel("Key", { exact: true }).inputValue()).toBe("");
    expect(await page.content()).not.toContain("sk-ant");
    await page.getByRole("button", { name: "Remove the key for Anthropic" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
    await page.getByText("ends in 6789").waitFor({ state: "detached" });
    expect(stage.state.keys).toEqual([]);
  });

  it("is told what to set where keys cannot be stored", async () => {
    stage.state.can_store = false;
    const { page } = await newPage();
    await signIn(page, "/operator/keys");
    await page.getByText("set KEY_ENCRYPTION_KEY first").waitFor();
    expect(await page.getByRole("button", { name: "Store the key" }).count()).toBe(0);
  });

  it("makes a key for a program, copies it the one time that it is shown, and ends it", async () => {
    const { page } = await newPage();
    await signIn(page, "/operator/keys");
    await page.getByLabel("What is it for?").fill("Course importer");
    await page.getByRole("button", { name: "Make a key" }).click();
    const shown = page.getByLabel("New key: Course importer");
    await shown.waitFor();
    const key = await shown.inputValue();
    await page.getByRole("button", { name: "Copy" }).click();
    await page.getByText("Copied.").first().waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(key);
    await page.getByRole("button", { name: "I have it" }).click();
    await page.reload();
    await page.getByText("ends in wxyz").waitFor();
    expect(await page.content()).not.toContain(key);
    await page.getByRole("button", { name: "End the key: Course importer" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "End the key: Course importer" }).click();
    await page.getByText(/^ended /).waitFor();
    expect(stage.state.api_keys).toMatchObject([{ revoked_at: CALL.at }]);
  });

  it("reads older calls, and takes them along as a file", async () => {
    teachADay();
    const { page } = await newPage();
    await signIn(page, "/operator/calls");
    const rows = page.getByRole("table", { name: "Newest calls" }).getByRole("row");
    await expect.poll(() => rows.count()).toBe(51);
    await page.getByRole("button", { name: "Older calls" }).click();
    await page.getByText("These are all.").waitFor();
    expect(await rows.count()).toBe(61);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Download the last 7 days as CSV" }).click(),
    ]);
    expect(download.suggestedFilename()).toBe("calls-ten_public-week.csv");
  });

  it("forgets remembered answers only after being asked", async () => {
    const { page } = await newPage();
    await signIn(page);
    await page.getByRole("button", { name: "Forget them all" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Keep them" }).click();
    expect(stage.state.asked).not.toContain("cache.purge ten_public");
    await page.getByRole("button", { name: "Forget them all" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Forget them all" }).click();
    await page.getByText("3 answers forgotten.").first().waitFor();
  });

  it("chooses among tenants, and sees each by itself", async () => {
    stage.state.tenants = [...stage.state.tenants, { tenant_id: "ten_school", name: "School by the lake" }];
    const { page } = await newPage();
    await signIn(page);
    await page.getByLabel("Tenant").selectOption("School by the lake");
    await expect.poll(() => stage.state.asked).toContain("calls.summarise ten_school");
    await page.getByRole("link", { name: "Budgets", exact: true }).click();
    await page.getByText("There is no budget").waitFor();
    expect(stage.state.asked.at(-1)).toMatch(/ten_school$/);
  });

  it("is asked for the token again after twelve hours, and after signing out", async () => {
    const { page } = await newPage();
    await signIn(page);
    await page.getByRole("button", { name: "Refresh" }).waitFor();
    stage.pass(12 * 60 * 60 * 1_000 + 1_000);
    await page.getByRole("button", { name: "Refresh" }).click();
    await page.getByLabel("Operator token").fill(OPERATOR_TOKEN);
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByLabel("Operator token").waitFor();
    await page.reload();
    await page.getByLabel("Operator token").waitFor();
    expect(await page.getByRole("button", { name: "Refresh" }).count()).toBe(0);
  });

  it("is told how to become one where the deployment has no token", async () => {
    const closed = await openOperatorStage(null);
    const { page } = await newPage();
    await page.goto(`${closed.url}/operator`);
    await page.getByRole("heading", { name: "Nobody is an operator yet" }).waitFor();
    expect(await page.getByRole("main").innerText()).toContain("wrangler secret put OPERATOR_TOKEN");
    await expectPresentable(page, "operator-absent");
    await closed.close();
  });
});

describe("a learner", () => {
  it("never loads the operator's script or styles", async () => {
    const { page } = await newPage();
    const loaded: string[] = [];
    page.on("request", (request) => loaded.push(request.url()));
    await page.goto(`${stage.url}/`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    expect(loaded.some((url) => url.includes("/assets/index"))).toBe(true);
    expect(loaded.filter((url) => url.includes("operator"))).toEqual([]);
  });
});
