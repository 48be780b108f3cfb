// `npm run eval:trace -- IN OUT [--before LOG]`: P(right) before each answer of a learner log (columns `id, user_id, item_id, skill_id, correct`; the rows of
// a learner in the order of time), by the product's own learner model. Each row is predicted from the rows that stand before it in the file, and from
// nothing else: items and skills are learned while reading. `--before`: a log of other learners, read first, whose items and skills are known then.
import { openLog } from "../src/learners/predict.ts";
import { main, ScriptError } from "./lib/command.ts";
import { readCommandLine, readRows, tellUnused, writeRows } from "./lib/eval-files.ts";
import { follow, readLog } from "./lib/learner-log.ts";

await main(async () => {
  const args = process.argv.slice(2);
  const at = args.indexOf("--before");
  const before = at < 0 ? null : args[at + 1];
  if (before === undefined) throw new ScriptError("Say it like this: npm run eval:trace -- IN OUT [--before LOG]");
  const { input, output, route } = readCommandLine(
    "eval:trace",
    at < 0 ? args : args.filter((_, index) => index !== at && index !== at + 1),
  );
  if (route !== null) console.error("No model is asked here: the learner model is arithmetic. --route changes nothing.");
  const log = openLog();
  if (before !== null) follow(read(before), log);
  const rows = follow(read(input), log);
  writeRows(
    output,
    rows.map(({ id, p }) => ({ id, pred: Number(p.toFixed(6)) })),
  );
  console.log(`${rows.length} answers predicted, each from the rows before it.`);
});

function read(path: string): ReturnType<typeof readLog>["log"] {
  const { rows, unread } = readRows(path);
  const { log, unused } = readLog(rows);
  tellUnused([...unread, ...unused]);
  if (log.length === 0) throw new ScriptError(`${path} has no row with id, user_id, item_id, skill_id and correct.`);
  return log;
}
