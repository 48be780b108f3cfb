// The reviewer's dimensions on replies that people have rated: five folds by conversation (mathdial: by question), balanced inside the training folds only.
import { DIMENSIONS, type Dimension } from "../../src/agents/reviewer/dimensions/judge-dimensions.ts";
import { auc, bootstrap, f1, foldsOf, groupBy, macroF1 } from "../lib/eval-metrics.ts";
import { ruleScore, rulesFor } from "../lib/review-baseline.ts";
import { COLUMNS, type DimensionSet, examplesOf, readRatedReplies } from "../lib/review-dimensions.ts";
import { measureScales, predict, trainDimension } from "../lib/review-model.ts";
import { type Figure, type Section, show, tableOf } from "./section.ts";

const FOLDS = 5;
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
  readonly chance: number;
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
  for (const dimension of DIMENSIONS) {
    const set = examplesOf(data, dimension);
    const compared = compare(dimension, set);
    if (dimension === "telling") figures.push(tellingFigure(compared));
    else figures.push(columnFigure(dimension, compared));
    if (dimension === "answer_revealed") figures.push(revealedFigure(compared));
  }
  return {
    name: "review",
    text: [
      `${data.mrbench.length} tutors' replies of MRBench (its four-column file holds ${"997"} of them with the same labels) and ${data.mathdial.length} teachers' turns of MathDial. Exact macro-F1 as mrbench/score.py counts it. ` +
        "Cross-validated in five folds by conversation (MathDial: by question); the balance between labels is chosen on inner folds of the training part. " +
        "How strong the models are (rounds, penalties, the share of each) was chosen by looking at other folds of the same replies. The reply's author is never looked at, nor other replies to the same learner.",
      "",
      tableOf(figures),
      "",
      "Rules: majority label, and keywords, as mrbench/baseline_rules.py; for telling, the count of numbers that nobody has said yet and whether the solution's answer is among them. " +
        "The published figures are on replies that are not in the data. “To some extent” is the weak label everywhere (F1 .17 to .36): raters themselves disagree most there.",
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
      const told =
        dimension === "telling" ? prediction.chances[labels.indexOf("telling")] : 1 - (prediction.chances[labels.indexOf("No")] ?? 0);
      const { group, occasion } = reply;
      compared.push({
        group,
        gold: gold[at] ?? "",
        ours: prediction.label,
        chance: told ?? 0,
        rule: rules(occasion),
        ruleScore: ruleScore(occasion),
      });
    }
  }
  return compared;
}

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
        some.map(({ chance }) => chance),
      ),
    (some) =>
      auc(
        some.map(({ gold }) => gold === "telling"),
        some.map(({ ruleScore: score }) => score),
      ),
    ".78 (number rule)",
    { say: "> .78", met: (_low, value) => value > 0.78 },
  );
