// `npm run deploy`: checks, then publishes. `npm run deploy -- --dry-run` does everything that changes nothing and says what it would do.
import { packChecksum } from "./lib/pack-sql.ts";
import { buildPdfCore } from "./lib/build-pdf-core.ts";
import { buildWeb } from "./lib/build-web.ts";
import { main, mustRun, runCommand, ScriptError } from "./lib/command.ts";
import { applyMigrations, loadPacks } from "./lib/database.ts";
import { readPacks } from "./lib/packs.ts";

const dryRun = process.argv.includes("--dry-run");
const REMOTE = { kind: "remote" };
const LOG_IN = "Log in with `npx wrangler login`, or set CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID.";

const say = (line) => console.log(line);

const STEPS = [
  "see that IDENTITY_SECRET is set as a secret of the Worker",
  "make the D1 database `cairn` if there is none",
  "make the queues of records of calls and of documents, and those for what cannot be read, if there are none",
  "apply the migrations that are new",
  "refuse to go on if a published pack was changed without a new version",
  "put the starter packs on the shelf",
  "deploy the Worker and the page",
];

await main(async () => {
  say("Checking the starter packs …");
  const packs = await readPacks();
  await mustRun("node", ["scripts/packs-check.mjs"], "Nothing was deployed.");
  await buildWeb(say);
  await buildPdfCore(say);

  if (dryRun) {
    say("Bundling the Worker …");
    await mustRun("wrangler", ["deploy", "--dry-run"], "The Worker could not be bundled.");
    say("Dry run: nothing was changed. A real one would now");
    for (const step of STEPS) say(`  - ${step}`);
    return;
  }

  // It ends well even when nobody is logged in.
  const { output: account } = await runCommand("wrangler", ["whoami"]);
  if (/not authenticated/i.test(account)) throw new ScriptError(`No Cloudflare account is connected. ${LOG_IN} Nothing was deployed.`);
  await requireSecret();
  await ensureDatabase();
  await ensureQueues();
  say("Applying migrations …");
  await applyMigrations(REMOTE);
  await refuseChangedPacks(packs);
  say("Putting the starter packs on the shelf …");
  await loadPacks(REMOTE);
  say("Deploying …");
  const { stdout } = await mustRun("wrangler", ["deploy"], "The database is up to date; run this again when the reason above is mended.");
  say(stdout.trim());
});

/** Without it the Worker would answer nobody; the page alone would look as if all were well. */
async function requireSecret() {
  const { ok, stdout } = await runCommand("wrangler", ["secret", "list", "--format", "json"]);
  if (ok && JSON.parse(stdout).some(({ name }) => name === "IDENTITY_SECRET")) return;
  throw new ScriptError(
    "IDENTITY_SECRET is not set. It signs learners' tokens; make one, keep it, and never change it without need (everyone would start anew):\n" +
      "  openssl rand -base64 36 | npx wrangler secret put IDENTITY_SECRET\n" +
      "Then run this again. Nothing was deployed.",
  );
}

/** Migrations and packs come before the Worker that needs them, so the database has to exist before the first deploy would make it. */
async function ensureDatabase() {
  const { stdout } = await mustRun("wrangler", ["d1", "list", "--json"], LOG_IN);
  if (JSON.parse(stdout).some(({ name }) => name === "cairn")) return;
  say("Making the D1 database `cairn` …");
  await mustRun("wrangler", ["d1", "create", "cairn"], "Make it by hand (`npx wrangler d1 create cairn`) and run this again.");
}

/** Records of calls and documents, and where those end that nobody could read: a consumer cannot be deployed before its queues are there. */
async function ensureQueues() {
  for (const name of ["cairn-calls", "cairn-calls-dead", "cairn-documents", "cairn-documents-dead"]) {
    const { ok } = await runCommand("wrangler", ["queues", "info", name]);
    if (ok) continue;
    say(`Making the queue \`${name}\` …`);
    await mustRun("wrangler", ["queues", "create", name], `Make it by hand (\`npx wrangler queues create ${name}\`) and run this again.`);
  }
}

/** Sessions name the pack version that they were taught from, so a published version is never changed. */
async function refuseChangedPacks(packs) {
  const query = "SELECT pack_id, version, checksum FROM packs";
  const { stdout } = await mustRun("wrangler", ["d1", "execute", "DB", "--remote", "--json", "--command", query], LOG_IN);
  const published = JSON.parse(stdout)[0].results;
  const changed = packs.filter((pack) =>
    published.some((row) => row.pack_id === pack.id && row.version === pack.version && row.checksum !== packChecksum(pack)),
  );
  if (changed.length === 0) return;
  const names = changed.map((pack) => `${pack.id} (version ${pack.version})`).join(", ");
  throw new ScriptError(
    `Changed since they were published: ${names}. Raise \`version\` in each file and run this again. Nothing was deployed.`,
  );
}
