// `npm run eval:intent -- IN OUT [--route provider:model]`: whether replies are attempts, questions or being stuck, by the product's evaluator. IN: rows
// with `id`, `question` and `text`. OUT: rows of `id` and `label`, as intent_composite/score.py reads them.
import { evaluator } from "../src/agents/evaluator/evaluator.agent.ts";
import { main } from "./lib/command.ts";
import { openEvalDoor } from "./lib/eval-door.ts";
import { readCommandLine, readRows, tellUnused, writeRows } from "./lib/eval-files.ts";
import { toEvaluatorInput } from "./lib/grade-input.ts";
import { readIntentRow } from "./lib/intent-row.ts";

await main(async () => {
  const { input, output, route } = readCommandLine("eval:intent", process.argv.slice(2));
  const { rows, unread } = readRows(input);
  const read = rows.map(({ value, line }) => readIntentRow(value, line));
  const ask = openEvalDoor(route);
  const written: object[] = [];
  for (const row of read) {
    if (typeof row === "string") continue;
    // There is no key to judge by, so nothing but the intent is decided.
    const answer = await ask(evaluator, { ...toEvaluatorInput(row.question, [""], row.reply), item: null });
    written.push({ id: row.id, label: answer.output.user_intent, confidence: answer.output.confidence });
  }
  writeRows(output, written);
  tellUnused([...unread, ...read.filter((row) => typeof row === "string")]);
  console.log(`${written.length} of ${rows.length + unread.length} rows read.`);
});
