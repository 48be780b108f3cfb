import { type Browser, chromium } from "playwright-core";

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

/** Debian's Chromium, or the one that `CHROMIUM_PATH` names. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium", args: CHROMIUM_ARGS });
}
