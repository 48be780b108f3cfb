// The learner model on logs of practice: what is predicted before each answer, and what the estimate that decides mastery expects of the same answers.
import { LUCK_MARGIN, PRIOR, withMargin } from "../../src/learners/bkt.ts";
import { openLog } from "../../src/learners/predict.ts";
import { startLogistic } from "../../src/learners/online-logistic.ts";
import { auc, bootstrap, ece, groupBy, logLoss } from "../lib/eval-metrics.ts";
import { follow, followMastery, fitMastery, LOGS, type LoggedRow, plainMixer, readFolds } from "../lib/learner-log.ts";
import { type Figure, type Section, show, tableOf } from "./section.ts";

const PUBLISHED: Readonly<Record<string, { readonly text: string; readonly bkt: string; readonly bar: number }>> = {
  assist09: { text: "Elo per item .76, best logistic .77, DKT .75", bkt: "textbook BKT .67", bar: 0.77 },
  statics: { text: "Elo per item .82, best logistic .82, DKT .83", bkt: "textbook BKT .54", bar: 0.82 },
};
/** Resampling 2,500 learners; the AUC is taken over bins of a thousandth, which changes its fifth digit. */
const ROUNDS = 200;
const BINS = 1_000;
const WEIGHT_VARIANCE = 0.01;
/** Textbook parameters as the baseline script of the data has them. */
const TEXTBOOK = { prior: 0.3, learn: 0.1, slip: 0.1, guess: 0.2 };

interface Judged {
  readonly learner: string;
  readonly right: boolean;
  /** Difficulties known from the training learners. */
  readonly warm: number;
  /** Nothing known but what the test learners' own rows say, in the order of the file. */
  readonly cold: number;
  readonly deciding: number;
  readonly textbook: number;
  readonly skill_mean: number;
}

/** Five folds over learners; null where the data is not. */
export async function evaluateTrace(): Promise<Section | null> {
  const figures: Figure[] = [];
  const notes: string[] = [];
  for (const { file, name } of LOGS) {
    const folds = readFolds(file);
    const published = PUBLISHED[file];
    if (!folds || !published) {
      console.log("Skipped: the development data is not in ../shared/data (folder kt).");
      return null;
    }
    const perFold = folds.map((_, fold) => judgeFold(folds, fold));
    const rows = perFold.flat();
    const learners = groupBy(rows, ({ learner }) => learner);
    const rate = rows.filter(({ right }) => right).length / rows.length;
    const constant = logLoss(
      rows.map(({ right }) => right),
      rows.map(() => rate),
    );
    const figure = (
      what: string,
      of: (row: Judged) => number,
      kind: Measure,
      bar: string,
      ok: ((value: number) => boolean) | null,
    ): Figure => {
      const statistic = (some: readonly Judged[]) => MEASURES[kind](some, of);
      const ours = kind === "auc" ? meanOf(perFold.map((some) => auc(rightOf(some), some.map(of)))) : statistic(rows);
      return {
        what: `${name}: ${what}`,
        ours,
        interval: bootstrap(learners, statistic, { rounds: ROUNDS }),
        baseline: baselineOf(kind, rows, constant),
        published: kind !== "auc" ? "" : what.startsWith("what") ? published.bkt : published.text,
        bar,
        ok: ok ? ok(ours) : null,
      };
    };
    figures.push(
      figure(
        "prediction, AUC",
        ({ warm }) => warm,
        "auc",
        `≥ ${show(published.bar)}`,
        (value) => value >= published.bar,
      ),
      figure("prediction, log-loss", ({ warm }) => warm, "loss", "", null),
      figure("prediction, ECE", ({ warm }) => warm, "ece", "", null),
      figure("prediction with no item known before, AUC", ({ cold }) => cold, "auc", "", null),
      figure(
        "what decides mastery, AUC",
        ({ deciding }) => deciding,
        "auc",
        "above a constant (.5)",
        (value) => value > 0.5,
      ),
      figure(
        "what decides mastery, log-loss",
        ({ deciding }) => deciding,
        "loss",
        `below ${show(constant)}`,
        (value) => value < constant,
      ),
      figure("what decides mastery, ECE", ({ deciding }) => deciding, "ece", "", null),
    );
    const textbook = ({ textbook: p }: Judged) => p;
    notes.push(
      `${name}: ${rows.length} answers of ${learners.length} learners. AUC of the five folds: ${perFold
        .map((some) =>
          show(
            auc(
              rightOf(some),
              some.map(({ warm }) => warm),
            ),
          ),
        )
        .join(
          ", ",
        )}. Textbook BKT on the same rows: AUC ${show(MEASURES.auc(rows, textbook))}, log-loss ${show(MEASURES.loss(rows, textbook))} (a constant ${show(constant)}).`,
    );
  }
  const text = [
    tableOf(figures),
    "",
    "Five folds over learners: no learner is in training and test. A row is predicted from the rows before it alone. “Prediction” begins with the levels of items and skills, and the weights, that the other four folds' learners left, starting from plain Elo; “with no item known before” begins with the weights only, and learns the items while it reads the fold. “What decides mastery” is the Bayesian Knowledge Tracing of `src/learners/bkt.ts` with items' difficulties: learn, slip and luck are fitted on the other folds of the same set (the product has one fit for both); the prior is the product's own " +
      `${show(PRIOR)}, lower than practice logs have (about .75), and luck is taken ${LUCK_MARGIN} times, so that mastery is declared late rather than falsely. AUC is the mean of the folds; intervals resample learners ${ROUNDS} times over all rows. The features were chosen while looking at three of the folds; three variances are round numbers near the best of a small search on two, which moved log-loss by less than .002; the margin on luck comes from simulated learners, not from these rows; nothing else was tuned.`,
    "",
    ...notes.map((note) => `- ${note}`),
  ];
  return { name: "trace", text: text.join("\n") };
}

type Measure = "auc" | "loss" | "ece";
const MEASURES: Readonly<Record<Measure, (rows: readonly Judged[], of: (row: Judged) => number) => number>> = {
  auc: (rows, of) => binnedAuc(rows, of),
  loss: (rows, of) => logLoss(rightOf(rows), rows.map(of)),
  ece: (rows, of) => ece(rightOf(rows), rows.map(of)),
};

function judgeFold(folds: readonly (readonly LoggedRow[])[], fold: number): Judged[] {
  const training = folds.flatMap((rows, at) => (at === fold ? [] : rows));
  const test = folds[fold] ?? [];
  const log = openLog(plainMixer());
  const before = follow(training, log);
  const weights = [...log.mixer.weights];
  const warm = follow(test, log);
  const cold = follow(test, openLog(startLogistic(weights, WEIGHT_VARIANCE)));
  // The last quarter of the training rows: their items are known by then.
  const { learn, slip, lucky } = fitMastery([before.slice(Math.floor(before.length * 0.75))]);
  const deciding = followMastery(warm, PRIOR, withMargin({ learn, slip, lucky }));
  const textbook = followTextbook(test);
  const means = skillMeans(training);
  return test.map(({ learner, skill, right }, at) => ({
    learner,
    right,
    warm: warm[at]?.p ?? Number.NaN,
    cold: cold[at]?.p ?? Number.NaN,
    deciding: deciding[at] ?? Number.NaN,
    textbook: textbook[at] ?? Number.NaN,
    skill_mean: means(skill),
  }));
}

function followTextbook(rows: readonly LoggedRow[]): number[] {
  const { prior, learn, slip, guess } = TEXTBOOK;
  const known = new Map<string, number>();
  return rows.map(({ learner, skill, right }) => {
    const before = known.get(`${learner} ${skill}`) ?? prior;
    const p = before * (1 - slip) + (1 - before) * guess;
    const after = right ? (before * (1 - slip)) / p : (before * slip) / (1 - p);
    known.set(`${learner} ${skill}`, after + (1 - after) * learn);
    return p;
  });
}

/** How often a skill is answered rightly in training, five answers' worth drawn to the mean. */
function skillMeans(rows: readonly LoggedRow[]): (skill: string) => number {
  const rate = rows.filter(({ right }) => right).length / rows.length;
  const bySkill = Map.groupBy(rows, ({ skill }) => skill);
  const means = new Map(
    [...bySkill].map(([skill, some]) => [skill, (some.filter(({ right }) => right).length + 5 * rate) / (some.length + 5)]),
  );
  return (skill) => means.get(skill) ?? rate;
}

function baselineOf(kind: Measure, rows: readonly Judged[], constant: number): string {
  const mean = ({ skill_mean }: Judged) => skill_mean;
  return kind === "ece" ? "" : `skill's mean ${show(MEASURES[kind](rows, mean))}${kind === "loss" ? `, constant ${show(constant)}` : ""}`;
}

function binnedAuc(rows: readonly Judged[], of: (row: Judged) => number): number {
  const counts = Array.from({ length: BINS + 1 }, () => ({ right: 0, wrong: 0 }));
  for (const row of rows) {
    const bin = counts[Math.round(of(row) * BINS)];
    if (bin) bin[row.right ? "right" : "wrong"] += 1;
  }
  let below = 0;
  let pairs = 0;
  let rights = 0;
  for (const { right, wrong } of counts) {
    pairs += right * (below + wrong / 2);
    below += wrong;
    rights += right;
  }
  return pairs / (rights * below);
}

const rightOf = (rows: readonly Judged[]): boolean[] => rows.map(({ right }) => right);
const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
