// The reviewer's dimensions on replies that people have rated: five folds by conversation (mathdial: by question), balanced inside the training folds only.
import { DIMENSIONS, type Dimension } from "../../src/agents/reviewer/dimensions/judge-dimensions.ts";
import { SUSPECTED } from "../../src/agents/reviewer/dimensions/suspicions.ts";
import { auc, bootstrap, f1, foldsOf, groupBy, macroF1 } from "../lib/eval-metrics.ts";
import { ruleScore, rulesFor } from "../lib/review-baseline.ts";
import { COLUMNS, type DimensionSet, examplesOf, readRatedReplies } from "../lib/review-dimensions.ts";
import { measureScales, predict, trainDimension } from "../lib/review-model.ts";
import { type Figure, type Section, show, tableOf } from "./section.ts";

const FOLDS = 5;
const MIDDLE = "To some extent";
const SEED = 11;
/** Macro-F1 of the best of 50 teams on the shared task's own test replies (Kochmar et al., BEA 2025). */
const PUBLISHED: Partial<Record<Dimension, string>> = {
  mistake_identification: ".72 (best of 50 teams, BEA 2025)",
  mistake_location: ".60",
  guidance: ".58",
  actionability: ".71",
};

/** One reply with what was said of it by its rater, by us, and by the keyword rules. */
interface Compared {
  readonly group: string;
  readonly gold: string;
  readonly ours: string;
  /** Probability of each label. */
  readonly chances: Readonly<Record<string, number>>;
  readonly rule: string;
  readonly ruleScore: number;
}

export async function evaluateReview(): Promise<Section | null> {
  const data = readRatedReplies();
  if (!data) {
    console.log("Skipped: the development data is not in ../shared/data (folders mrbench and mathdial).");
    return null;
  }
  const figures: Figure[] = [];
  const alarms: string[] = [];
  const middles: number[] = [];
  for (const dimension of DIMENSIONS) {
    const set = examplesOf(data, dimension);
    const compared = compare(dimension, set);
    if (dimension === "telling") figures.push(tellingFigure(compared));
    else figures.push(columnFigure(dimension, compared));
    if (dimension === "answer_revealed") figures.push(revealedFigure(compared));
    alarms.push(...alarmsOf(dimension, compared));
    if (set.labels.includes(MIDDLE)) middles.push(middleOf(compared));
  }
  return {
    name: "review",
    text: [
      `${data.mrbench.length} tutors' replies of MRBench (its four-column file holds 997 of them with the same labels) and ${data.mathdial.length} teachers' turns of MathDial. Exact macro-F1 as mrbench/score.py counts it. ` +
        "Cross-validated in five folds by conversation (MathDial: by question); the balance between labels is chosen on inner folds of the training part. " +
        "How strong the models are (rounds, penalties, the share of each) was chosen by looking at other folds of the same replies. The reply's author is never looked at, nor other replies to the same learner.",
      "",
      tableOf(figures),
      "",
      "In lessons only high probabilities are held against a draft. On the same folds:",
      "",
      "| suspicion | from probability | speaks on | right when it speaks | of those there are |",
      "|---|---|---|---|---|",
      ...alarms,
      "",
      "Rules: keywords, and the majority label where there are none, as mrbench/baseline_rules.py; for telling, the count of numbers, two less for a question. " +
        `The published figures are on replies that are not in the data. What is weak: “to some extent”, the rarest label of most columns (F1 ${show(Math.min(...middles))} to ${show(Math.max(...middles))}), and whether what a reply says is right: nothing here understands the sum.`,
    ].join("\n"),
  };
}

function compare(dimension: Dimension, { replies, rows, gold, labels }: DimensionSet): Compared[] {
  const indices = [...rows.keys()];
  const rules = rulesFor(dimension, gold);
  const compared: Compared[] = [];
  for (const fold of foldsOf(
    groupBy(indices, (at) => rows[at]?.group ?? ""),
    FOLDS,
    SEED,
  )) {
    const isOut = new Set(fold);
    const kept = indices.filter((at) => !isOut.has(at));
    const training = kept.flatMap((at) => rows[at] ?? []);
    const scales = measureScales(training);
    const packed = trainDimension(
      training,
      kept.flatMap((at) => gold[at] ?? []),
      labels,
      scales,
    );
    const predictions = predict(
      packed,
      scales,
      fold.flatMap((at) => rows[at] ?? []),
    );
    for (const [index, at] of fold.entries()) {
      const [reply, prediction] = [replies[at], predictions[index]];
      if (!reply || !prediction) continue;
      const chances = Object.fromEntries(labels.map((label, place) => [label, prediction.chances[place] ?? 0]));
      const { group, occasion } = reply;
      compared.push({
        group,
        gold: gold[at] ?? "",
        ours: prediction.label,
        chances,
        rule: rules(occasion),
        ruleScore: ruleScore(occasion),
      });
    }
  }
  return compared;
}

/** How often a suspicion that lessons use is right, and how many it finds. Right: the rater did not say the opposite outright. */
function alarmsOf(dimension: Dimension, rows: readonly Compared[]): string[] {
  const line = (what: string, from: number, chanceOf: (row: Compared) => number, isSo: (gold: string) => boolean): string[] => {
    const spoken = rows.filter((row) => chanceOf(row) >= from);
    const there = rows.filter(({ gold }) => isSo(gold)).length;
    const right = spoken.filter(({ gold }) => isSo(gold)).length;
    const percent = (part: number, whole: number): string => `${((100 * part) / Math.max(1, whole)).toFixed(0)} %`;
    return [
      `| ${what} | ${show(from)} | ${spoken.length} of ${rows.length} replies | ${percent(right, spoken.length)} | ${percent(right, there)} |`,
    ];
  };
  const no = ({ chances }: Compared): number => chances["No"] ?? 0;
  const isPlain = (gold: string): boolean => gold !== "Yes";
  if (dimension === "mistake_identification") return line("the mistake is not noticed", SUSPECTED.unnoticed, no, isPlain);
  if (dimension === "guidance") return line("no help is offered", SUSPECTED.unhelpful, no, isPlain);
  if (dimension !== "answer_revealed") return [];
  return line(
    "the answer is told",
    SUSPECTED.told,
    (row) => 1 - no(row),
    (gold) => gold !== "No",
  );
}

const middleOf = (rows: readonly Compared[]): number =>
  f1(
    rows.map(({ gold }) => gold),
    rows.map(({ ours }) => ours),
    MIDDLE,
  );

type Statistic = (rows: readonly Compared[]) => number;

function figureOf(
  what: string,
  rows: readonly Compared[],
  ours: Statistic,
  rule: Statistic,
  published: string,
  bar?: { say: string; met: (low: number, value: number) => boolean },
): Figure {
  const groups = groupBy(rows, ({ group }) => group);
  const value = ours(rows);
  const [gainLow] = bootstrap(groups, (some) => ours(some) - rule(some));
  return {
    what,
    ours: value,
    interval: bootstrap(groups, ours),
    baseline: show(rule(rows)),
    published,
    bar: bar?.say ?? "above the rules by more than the interval",
    ok: (bar?.met ?? ((low) => low > 0))(gainLow, value),
  };
}

const columnFigure = (dimension: Exclude<Dimension, "telling">, rows: readonly Compared[]): Figure =>
  figureOf(
    COLUMNS[dimension].replaceAll("_", " ").toLowerCase(),
    rows,
    (some) =>
      macroF1(
        some.map(({ gold }) => gold),
        some.map(({ ours }) => ours),
      ),
    (some) =>
      macroF1(
        some.map(({ gold }) => gold),
        some.map(({ rule }) => rule),
      ),
    PUBLISHED[dimension] ?? "–",
  );

const isTold = (label: string): string => (label.startsWith("Yes") ? "yes" : "no");

const revealedFigure = (rows: readonly Compared[]): Figure =>
  figureOf(
    "answer revealed, F1 of “revealed”",
    rows,
    (some) =>
      f1(
        some.map(({ gold }) => isTold(gold)),
        some.map(({ ours }) => isTold(ours)),
        "yes",
      ),
    (some) =>
      f1(
        some.map(({ gold }) => isTold(gold)),
        some.map(({ rule }) => isTold(rule)),
        "yes",
      ),
    "–",
    { say: "≥ .65", met: (_low, value) => value >= 0.65 },
  );

const tellingFigure = (rows: readonly Compared[]): Figure =>
  figureOf(
    "telling, AUC (MathDial)",
    rows,
    (some) =>
      auc(
        some.map(({ gold }) => gold === "telling"),
        some.map(({ chances }) => chances["telling"] ?? 0),
      ),
    (some) =>
      auc(
        some.map(({ gold }) => gold === "telling"),
        some.map(({ ruleScore: score }) => score),
      ),
    ".78 (number rule)",
    { say: "> .78", met: (_low, value) => value > 0.78 },
  );
