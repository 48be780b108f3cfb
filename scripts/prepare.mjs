// Makes a clone ready to run: packages, local secrets, generated types, the reader of PDFs and, with --browser, a Chromium for the browser tests.
// Runs before anything is installed, on whatever Node the system has: no dependencies, no TypeScript. What is done already is not done again.
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { accessSync, appendFileSync, constants, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

const MIN_NODE_MAJOR = 20;
/** Where tests look for a browser, the quickest first: the same engine without a desktop's parts takes half the time. */
const BROWSERS = "scripts/lib/browsers.json";
/** Written once the quickest browser was asked for, so that where it cannot be had it is not asked for each time. */
const ASKED = ".wrangler/tmp/asked-for-headless-shell";
/** Lists of packages that take longer will not come: the network is closed. Nothing is broken by ending it. */
const MAX_UPDATE_MS = 90_000;
/** What signs learners' tokens, what opens the operator's page, and what seals keys for providers. Each has the form that its setting asks for. */
const LOCAL_SECRETS = {
  IDENTITY_SECRET: () => randomBytes(36).toString("base64url"),
  OPERATOR_TOKEN: () => randomBytes(36).toString("base64url"),
  KEY_ENCRYPTION_KEY: () => randomBytes(32).toString("base64"),
};

process.chdir(fileURLToPath(new URL("..", import.meta.url)));

checkNode();
installPackages();
makeLocalSecrets();
generateTypes();
buildPdfCore();
if (process.argv.includes("--browser")) installBrowser();

function checkNode() {
  if (Number(process.versions.node.split(".")[0]) >= MIN_NODE_MAJOR) return;
  fail(
    `Cairn needs Node ${MIN_NODE_MAJOR} or newer to install; this is ${process.versions.node}. Install a newer one from https://nodejs.org.`,
  );
}

/** Asks npm's own record of what lies in node_modules, so that a clone where `npm ci` was run by hand is left as it is. */
function installPackages() {
  if (isInstalled()) return;
  say("Installing packages (a minute or so, once) …");
  // --include=dev: NODE_ENV=production would leave out wrangler itself.
  const options = ["--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  // The lockfile names the binaries of the systems it was made for. `npm ci` refuses it where the registry offers more; `npm install` takes the same
  // pinned versions and adds what this system needs.
  if (!run("npm", ["ci", ...options], { stdio: "ignore" }) && !run("npm", ["install", "--no-save", ...options]))
    fail(
      "The packages could not be installed; the reason stands above. Check the network and the registry (`npm config get registry`), then run this again.",
    );
  if (!existsSync("node_modules/.bin/wrangler") || !existsSync("node_modules/.bin/node"))
    fail("npm left out wrangler or Node 22. If `ignore-scripts` is set, run `npm rebuild node workerd esbuild` and then this again.");
}

function isInstalled() {
  const wanted = readJson("package-lock.json")?.packages;
  const present = readJson("node_modules/.package-lock.json")?.packages;
  if (!wanted || !present) return false;
  return Object.entries(wanted).every(([path, { version, optional, link }]) => {
    if (path === "" || link) return true;
    const installed = present[path];
    // Optional packages are for other systems; npm leaves those out.
    return installed ? installed.version === version : Boolean(optional);
  });
}

function makeLocalSecrets() {
  const text = existsSync(".dev.vars") ? readFileSync(".dev.vars", "utf8") : "";
  const missing = Object.keys(LOCAL_SECRETS).filter((name) => !new RegExp(`^\\s*${name}\\s*=`, "m").test(text));
  if (missing.length === 0) return;
  say(`Writing a random ${missing.join(", ")} to .dev.vars (local only, not committed) …`);
  const gap = text === "" || text.endsWith("\n") ? "" : "\n";
  const lines = missing.map((name) => `${name}=${LOCAL_SECRETS[name]()}\n`);
  appendFileSync(".dev.vars", `${gap}${lines.join("")}`, { mode: 0o600 });
}

/** The types of the bindings and of the runtime follow from these three files and are too long to be kept in git. */
function generateTypes() {
  const types = "worker-configuration.d.ts";
  const sources = ["wrangler.toml", ".dev.vars", "node_modules/wrangler/package.json"];
  if (existsSync(types) && sources.every((source) => statSync(source).mtimeMs <= statSync(types).mtimeMs)) return;
  say(`Writing ${types} (types of the Worker's bindings) …`);
  // Not strict: PROFILE would have the type "production" and nothing else.
  if (!run("node_modules/.bin/wrangler", ["types", "--strict-vars", "false"], { stdio: ["ignore", "ignore", "inherit"] }))
    fail("`wrangler types` failed; its reason stands above. Most often it is a mistake in wrangler.toml.");
}

/** A part of PDF.js, cut out of the whole: too long to be kept in git, and made anew with each version. */
function buildPdfCore() {
  if (!run("node_modules/.bin/node", ["scripts/build-pdf-core.mjs"]))
    fail("The reader of PDFs could not be built; the reason stands above.");
}

function installBrowser() {
  const manually =
    "Install Chromium (Debian: `apt-get install chromium-headless-shell`) or set CHROMIUM_PATH to a Chromium or Chrome; until then the browser tests fail.";
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen) return isExecutable(chosen) ? undefined : say(`CHROMIUM_PATH=${chosen} cannot be run. ${manually}`);
  const [quickest, ...others] = readJson(BROWSERS);
  const hasOther = others.some(isExecutable);
  const isRoot = process.getuid?.() === 0;
  // Beside a browser that will do, another is installed only where nobody minds: in a container, once.
  if (isExecutable(quickest) || (hasOther && (!isRoot || existsSync(ASKED)))) return;
  if (!spawnSync("apt-get", ["--version"]).stdout)
    return hasOther ? undefined : say(`No Chromium found, and this system has no apt-get. ${manually}`);
  say("Installing Debian's Chromium with apt-get for the browser tests …");
  const apt = (args, timeout) => {
    const [command, ...rest] = [...(isRoot ? [] : ["sudo", "-n"]), "apt-get", "-qq", "-o", "Acquire::http::Timeout=15", ...args];
    return run(command, rest, { env: { DEBIAN_FRONTEND: "noninteractive" }, stdio: "ignore", timeout });
  };
  // Without the update a fresh image knows no packages; a failed one may still leave an older list that will do.
  apt(["update"], MAX_UPDATE_MS);
  const isInstalled = ["chromium-headless-shell", ...(hasOther ? [] : ["chromium"])].some((name) =>
    apt(["install", "-y", "--no-install-recommends", name]),
  );
  mkdirSync(dirname(ASKED), { recursive: true });
  writeFileSync(ASKED, "");
  if (!isInstalled && !hasOther) say(`Chromium could not be installed. ${manually}`);
}

function run(command, args, { env = {}, stdio = "inherit", timeout } = {}) {
  const quiet = { WRANGLER_SEND_METRICS: "false", CLOUDFLARE_CF_FETCH_ENABLED: "false" };
  // wrangler wants the Node 22 that was installed beside it; npm must not run on a Node that it is about to replace.
  const path = command.startsWith("node_modules/") ? { PATH: `node_modules/.bin:${process.env.PATH}` } : {};
  return spawnSync(command, args, { stdio, timeout, env: { ...process.env, ...quiet, ...env, ...path } }).status === 0;
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return null;
  }
}

function say(line) {
  console.log(line);
}

function fail(line) {
  console.error(line);
  process.exit(1);
}
