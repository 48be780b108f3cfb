// `npm run eval:review -- IN OUT [--route <provider>:<model>]`: rates tutors' replies in the reviewer's dimensions. IN as ../shared/data/mrbench/dev
// (or mathdial's teacher moves); OUT as mrbench's score.py reads it, with `score`, the probability that the reply tells, for mathdial's.
import { judgeDimensions } from "../src/agents/reviewer/dimensions/judge-dimensions.ts";
import { rater } from "../src/agents/reviewer/dimensions/dimensions.agent.ts";
import { main } from "./lib/command.ts";
import { openEvalDoor } from "./lib/eval-door.ts";
import { readCommandLine, readRows, tellUnused, writeRows } from "./lib/eval-files.ts";
import { readReply } from "./lib/review-data.ts";
import { COLUMNS } from "./lib/review-dimensions.ts";

await main(async () => {
  const { input, output, route } = readCommandLine("eval:review", process.argv.slice(2));
  const { rows, unread } = readRows(input);
  const ask = openEvalDoor(route);
  const unused = [...unread];
  const rated: object[] = [];
  let byModel = 0;
  for (const row of rows) {
    const read = readReply(row);
    if (!read.ok) {
      unused.push(read.why);
      continue;
    }
    const { id, occasion } = read.value;
    const { output: ratings, by } = await ask(rater, occasion);
    if (by === "model") byModel += 1;
    const labels = Object.entries(COLUMNS).map(([dimension, column]) => [
      column,
      Object.entries(ratings).find(([name]) => name === dimension)?.[1],
    ]);
    const telling = judgeDimensions(occasion, ["telling"]).telling?.chances["telling"] ?? 0;
    rated.push({ id, ...Object.fromEntries(labels), score: Number(telling.toFixed(4)) });
  }
  writeRows(output, rated);
  tellUnused(unused);
  console.log(
    `${rated.length} of ${rows.length + unread.length} rows rated${route === null ? " with no model" : `, ${byModel} of them by ${route}`}.`,
  );
});
