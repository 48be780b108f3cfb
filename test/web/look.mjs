// Looks at every screen of the page with a real browser: pictures for people, and findings for machines (axe, sideways scrolling, broken policy,
// errors in the console). Usage: node test/web/look.mjs <folder for the pictures> [only scenes that contain this]
import { mkdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { openBrowser } from "../support/browser.ts";
import { ON_THE_WAY, SCENES } from "./scenes.ts";
import { openStage } from "./stage.ts";

const [folder = "dist/look", only = ""] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const VIEWS = [
  { name: "wide-light", width: 1280, height: 900, colorScheme: "light" },
  { name: "wide-dark", width: 1280, height: 900, colorScheme: "dark" },
  { name: "phone-light", width: 360, height: 780, colorScheme: "light" },
  { name: "phone-dark", width: 360, height: 780, colorScheme: "dark" },
  { name: "tiny", width: 320, height: 480, colorScheme: "light" },
];
const PAGES = {
  shelf: "/",
  nowhere: "/no/such/page",
  foreign: "/s/ses_foreign",
  ...Object.fromEntries(Object.keys(SCENES).map((id) => [id.slice(4), `/s/${id}`])),
};

// A build of its own: what others do to dist/web meanwhile is not looked at.
const built = join(resolve(folder), "page");
await build({
  configFile: fileURLToPath(new URL("../../vite.config.ts", import.meta.url)),
  root: fileURLToPath(new URL("../../web", import.meta.url)),
  build: { outDir: built },
  logLevel: "warn",
});
const stage = await openStage(built);
const browser = await openBrowser();
const findings = [];
for (const { name, colorScheme, width, height } of VIEWS) {
  // axe is brought in by the test, so this context may ignore the policy; `policy` below checks that the page itself never breaks it.
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, reducedMotion: "reduce", bypassCSP: true });
  for (const [scene, path] of Object.entries(PAGES)) {
    if (!scene.includes(only)) continue;
    const page = await context.newPage();
    const say = (what) => findings.push(`${scene} ${name}: ${what}`);
    page.on("pageerror", (error) => say(`error: ${error.message}`));
    await page.goto(stage.url + path);
    await page.waitForSelector("h1:not(:empty)");
    if (scene === "maths") await page.waitForSelector("math");
    if (ON_THE_WAY[`ses_${scene}`])
      await page.waitForSelector(scene === "stale" ? ".stale" : scene === "rewritten" ? ".of-teaching:last-child .ask" : ".fresh");
    await page.evaluate("document.fonts.ready");
    await page.screenshot({ path: `${folder}/${scene}-${name}.png` });
    const sideways = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
    if (sideways > 0) say(`scrolls sideways by ${sideways} px`);
    await page.evaluate(AXE);
    for (const { id, nodes } of (await page.evaluate("axe.run()")).violations)
      say(`${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(" | ")}`);
    await page.close();
  }
  await context.close();
}

// Once more under the real policy.
const context = await browser.newContext();
for (const [scene, path] of Object.entries(PAGES)) {
  const page = await context.newPage();
  page.on(
    "console",
    (message) =>
      /Content Security Policy|TrustedHTML|TrustedScript/.test(message.text()) && findings.push(`${scene} policy: ${message.text()}`),
  );
  page.on("pageerror", (error) => findings.push(`${scene} policy: ${error.message}`));
  await page.goto(stage.url + path);
  await page.waitForSelector("h1:not(:empty)");
  if (scene === "maths") await page.waitForSelector("math");
  await page.close();
}
await browser.close();
await stage.close();
process.stdout.write(findings.length === 0 ? "Nothing found.\n" : `${findings.join("\n")}\n`);
process.exitCode = findings.length === 0 ? 0 : 1;
