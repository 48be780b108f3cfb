import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";
import BROWSERS from "../../scripts/lib/browsers.json" with { type: "json" };

/** Flags for a browser without a screen, a sandbox or anyone to phone. */
const CHROMIUM_ARGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // Pages share a renderer: a process for each costs more than what is done in it.
  "--renderer-process-limit=1",
];

/** The first Chromium there is, or the one that `CHROMIUM_PATH` names. */
export function openBrowser(): Promise<Browser> {
  const executablePath = process.env["CHROMIUM_PATH"] ?? BROWSERS.find((path) => existsSync(path));
  if (executablePath === undefined)
    throw new Error("There is no Chromium; `node scripts/prepare.mjs --browser` installs one or says why not.");
  return chromium.launch({ executablePath, args: CHROMIUM_ARGS });
}

/** Ends what a test has opened: a page that nobody looks at still draws, asks and listens. */
export async function closePages(browser: Browser): Promise<void> {
  await Promise.all(browser.contexts().map((context) => context.close()));
}
