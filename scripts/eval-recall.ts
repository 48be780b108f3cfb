// `npm run eval:recall -- IN OUT`: P(recall) before each review of a log (columns `id, card_id, rating, t, elapsed_days, eval`; `user_id` where there are
// several people), by the product's own review schedule. Each row is predicted from the rows before it; predicted are those with `eval` 1, or, where there
// is no such column, those at least a day after the card's last review.
import { createFsrs } from "../src/learners/fsrs.adapter.ts";
import { main, ScriptError } from "./lib/command.ts";
import { readCommandLine, readRows, tellUnused, writeRows } from "./lib/eval-files.ts";
import { followReviews, readReviews } from "./lib/review-log.ts";

await main(async () => {
  const { input, output, route } = readCommandLine("eval:recall", process.argv.slice(2));
  if (route !== null) console.error("No model is asked here: the schedule is arithmetic. --route changes nothing.");
  const { rows, unread } = readRows(input);
  const { log, unused } = readReviews(rows);
  tellUnused([...unread, ...unused]);
  if (log.length === 0) throw new ScriptError(`${input} has no row with card_id and rating.`);
  const predictions = followReviews(createFsrs(), log);
  const said = log.flatMap(({ id }, at) => {
    const p = predictions[at];
    return typeof p === "number" ? [{ id, pred: Number(p.toFixed(6)) }] : [];
  });
  writeRows(output, said);
  console.log(`${said.length} reviews predicted of ${log.length} read.`);
});
