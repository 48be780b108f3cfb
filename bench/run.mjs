// `npm run bench`: every part; `npm run bench -- turn idle`: only these. Needs Linux (it reads /proc) and leaves nothing running.
import { buildPdfCore } from "../scripts/lib/build-pdf-core.ts";
import { main, ScriptError } from "../scripts/lib/command.ts";
import { readPacks } from "../scripts/lib/packs.ts";
import { observe, publish } from "./lib/report.ts";
import { buildWorker } from "./lib/runtime.ts";
import { benchGateway } from "./parts/gateway.ts";
import { benchIdle } from "./parts/idle.ts";
import { benchModel } from "./parts/model.ts";
import { benchReading } from "./parts/reading.ts";
import { benchRetrieval } from "./parts/retrieval.ts";
import { benchStream } from "./parts/stream.ts";
import { benchTurn } from "./parts/turn.ts";
import { benchWeight } from "./parts/weight.ts";

const PARTS = {
  turn: benchTurn,
  stream: benchStream,
  gateway: benchGateway,
  model: benchModel,
  idle: benchIdle,
  weight: benchWeight,
  retrieval: benchRetrieval,
  reading: benchReading,
};
/** A starter lesson of six nodes. */
const PACK = "photosynthesis";
/** A part that takes longer than this hangs, or the machine is too busy to measure on: say so instead of waiting for ever. */
const DEADLINE_MS = 12 * 60_000;

await main(async () => {
  const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(PARTS);
  const unknown = names.find((name) => !(name in PARTS));
  if (unknown !== undefined) throw new ScriptError(`There is no part called ${unknown}. Choose from: ${Object.keys(PARTS).join(", ")}.`);
  const pack = (await readPacks()).find(({ id }) => id === PACK);
  if (!pack) throw new ScriptError(`The bench teaches packs/${PACK}.yaml, which is not there.`);
  await buildPdfCore((line) => console.log(line));
  console.log("Bundling the Worker …");
  await buildWorker();
  for (const name of names) {
    console.log(`\n${name} …`);
    const deadline = setTimeout(() => {
      console.error(`${name} was not done after ${DEADLINE_MS / 60_000} minutes.`);
      process.exit(1);
    }, DEADLINE_MS);
    const settle = observe();
    const report = await PARTS[name](pack);
    clearTimeout(deadline);
    console.log(publish(name, report, settle()));
  }
});
