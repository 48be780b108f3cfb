// `npm run test:crash`: kills the real Worker with SIGKILL in the middle of lessons and checks what every client saw against what was stored.
// CAIRN_KILLS says how often (30), CAIRN_SEED repeats one run's choices; seeds that failed are in test/crash/kept-seeds.json and run first. Then in the middle of a book that is being read.
import { runCampaign } from "../test/crash/campaign.ts";
import { runTests } from "./lib/vitest.ts";
import { main, ScriptError } from "./lib/command.ts";

await main(async () => {
  const kills = readCount("CAIRN_KILLS") ?? 30;
  const seed = readCount("CAIRN_SEED");
  const { violations } = await runCampaign({ kills, ...(seed === undefined ? {} : { seed }), say: (line) => console.log(line) });
  const { failed } = await runTests("crash");
  if (violations.length > 0 || failed > 0) process.exitCode = 1;
});

function readCount(name) {
  const text = process.env[name];
  if (text === undefined || text === "") return undefined;
  if (!/^\d{1,10}$/.test(text)) throw new ScriptError(`${name}=${text} is not a whole number.`);
  return Number(text);
}
