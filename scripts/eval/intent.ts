// Intent: whether a reply is an attempt, a question or being stuck.
import { readIntent } from "../../src/agents/evaluator/read-intent.ts";
import { accuracy, bootstrap, f1 } from "../lib/eval-metrics.ts";
import { dataFile, readRows } from "../lib/eval-files.ts";
import { readIntentRow } from "../lib/intent-row.ts";
import { type Figure, type Section, show, tableOf } from "./section.ts";

const MIN_ACCURACY = 0.97;
const LABELS = ["attempt_answer", "ask_question", "stuck"];

interface Told {
  readonly gold: string;
  readonly said: string;
}

export async function evaluateIntent(): Promise<Section | null> {
  const file = dataFile("intent_composite/dev/intent.jsonl");
  if (file === null) {
    console.error("intent: ../shared/data/intent_composite is not there; nothing was measured.");
    return null;
  }
  const told = readRows(file).rows.flatMap(({ value, line }): Told[] => {
    const row = readIntentRow(value, line);
    return typeof row === "string" ? [] : [{ gold: String(value["label"]), said: readIntent(row.reply, row.question) }];
  });
  const groups = told.map((each) => [each]);
  const measure = (of: (gold: string[], said: string[]) => number) => (rows: readonly Told[]) =>
    of(
      rows.map(({ gold }) => gold),
      rows.map(({ said }) => said),
    );
  const figure = (what: string, of: ReturnType<typeof measure>, bar: number | null): Figure => ({
    what,
    ours: of(told),
    interval: bootstrap(groups, of),
    baseline: bar === null ? "–" : ".966 (three regular expressions)",
    published: "–",
    bar: bar === null ? "–" : `at least ${show(bar)}`,
    ok: bar === null ? null : of(told) >= bar,
  });
  const figures = [
    figure(`accuracy (${told.length} replies)`, measure(accuracy), MIN_ACCURACY),
    ...LABELS.map((label) =>
      figure(
        `F1 of ${label}`,
        measure((gold, said) => f1(gold, said, label)),
        null,
      ),
    ),
  ];
  return { name: "intent", text: `${tableOf(figures)}\n\n${ABOUT}` };
}

const ABOUT = `Rules only, nothing is fitted. They were written for the starter packs and read against these rows as well, so an unseen set will come out somewhat lower; what was changed since this
part was first measured (misspelt “I don't know”) is not in these rows. Intervals resample replies.`;
