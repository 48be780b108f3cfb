// Logs of learners as ../shared/data/kt has them, read through the product's own predictor.
import { logitOf, sigmoid } from "../../src/learners/belief.ts";
import { type BktParameters, emissionOf, expectedRight, updateKnown } from "../../src/learners/bkt.ts";
import { type AnswerLog, levelsOf, type LoggedAsk, openLog, predictNext, takeNext } from "../../src/learners/predict.ts";
import { FEATURES } from "../../src/learners/learner-trace.ts";
import { type OnlineLogistic, startLogistic } from "../../src/learners/online-logistic.ts";
import { dataFile, type Row, readRows } from "./eval-files.ts";
import { foldsOf, groupBy, logLoss } from "./eval-metrics.ts";

const FIT_ROUNDS = 24;

export interface LoggedRow extends LoggedAsk {
  readonly id: string;
  readonly right: boolean;
}

/** The sets of development data, by the names of their files. */
export const LOGS = [
  { file: "assist09", name: "ASSISTments 2009" },
  { file: "statics", name: "Statics 2011" },
] as const;

/** Takes the columns `id, user_id, item_id, skill_id, correct`; what cannot be used is named. */
export function readLog(rows: readonly Row[]): { readonly log: LoggedRow[]; readonly unused: string[] } {
  const log: LoggedRow[] = [];
  const unused: string[] = [];
  const ids = new Set<string>();
  for (const { line, value } of rows) {
    const [id, learner, item, skill] = [value["id"] ?? line - 2, value["user_id"], value["item_id"], value["skill_id"]].map((cell) =>
      typeof cell === "string" || typeof cell === "number" ? String(cell).trim() : "",
    );
    const correct = String(value["correct"]).trim().toLowerCase();
    const right = ["1", "1.0", "true"].includes(correct) ? true : ["0", "0.0", "false"].includes(correct) ? false : null;
    if (!id || !learner) unused.push(`line ${line}: no ${id ? "user_id" : "id"}`);
    else if (!item && !skill) unused.push(`line ${line}: neither item_id nor skill_id`);
    else if (right === null) unused.push(`line ${line}: correct is “${correct.slice(0, 20)}”, neither 0 nor 1`);
    else if (ids.has(id)) unused.push(`line ${line}: the id ${id} stood before`);
    else {
      ids.add(id);
      log.push({ id, learner, item: item || `skill ${skill}`, skill: skill || "none", right });
    }
  }
  return { log, unused };
}

/** One set of the development data in five parts, no learner in two; null where the data is not. */
export function readFolds(file: string): LoggedRow[][] | null {
  const path = dataFile(`kt/dev/${file}_train.csv.gz`);
  return path
    ? foldsOf(
        groupBy(readLog(readRows(path).rows).log, ({ learner }) => learner),
        5,
      )
    : null;
}

/** Weights that say: levels and difficulties alone. Where fitting starts. */
export function plainMixer(variance = 0.1): OnlineLogistic {
  return startLogistic(
    FEATURES.map((name) => (name === "expected" ? 1 : 0)),
    variance,
  );
}

/** A row with what was predicted from the rows before it, and how hard its item was held to be (logits above its skill). */
export interface PredictedRow extends LoggedRow {
  readonly p: number;
  readonly difficulty: number;
}

/** Predicts each row from the rows before it alone; the log takes in every answer. */
export function follow(rows: readonly LoggedRow[], log: AnswerLog = openLog()): PredictedRow[] {
  return rows.map((row) => {
    const p = predictNext(log, row);
    const difficulty = -levelsOf(log, row).item.mean;
    takeNext(log, row, row.right);
    return { ...row, p, difficulty };
  });
}

/** What mastery expected of each row: the estimate that decides, on the same rows, from the learner's own earlier answers in the skill. */
export function followMastery(rows: readonly PredictedRow[], prior: number, parameters: BktParameters): number[] {
  const known = new Map<string, number>();
  return rows.map(({ learner, skill, right, difficulty }) => {
    const place = `${learner} ${skill}`;
    const before = known.get(place) ?? prior;
    const emission = emissionOf({ kind: "unknown" }, difficulty, parameters);
    known.set(place, updateKnown(before, right ? "correct" : "wrong", 1, emission, parameters));
    return expectedRight(before, emission);
  });
}

export interface FittedMastery extends BktParameters {
  readonly prior: number;
}

const lossOf = (sets: readonly (readonly PredictedRow[])[], { prior, ...rest }: FittedMastery): number =>
  sets.reduce(
    (sum, rows) =>
      sum +
      logLoss(
        rows.map(({ right }) => right),
        followMastery(rows, prior, rest),
      ),
    0,
  );

/** Searches one parameter after the other, in logits, for the least log-loss summed over the sets. The same rows give the same parameters. */
export function fitMastery(sets: readonly (readonly PredictedRow[])[]): FittedMastery {
  const names = ["prior", "learn", "slip", "lucky"] as const;
  let best: FittedMastery = { prior: 0.7, learn: 0.05, slip: 0.15, lucky: 0.3 };
  let least = lossOf(sets, best);
  const steps = { prior: 0.3, learn: 0.3, slip: 0.3, lucky: 0.3 };
  for (let round = 0; round < FIT_ROUNDS; round++)
    for (const name of names) {
      const tried = [1, -1].map((sign) => ({ ...best, [name]: sigmoid(logitOf(best[name]) + sign * steps[name]) }));
      const losses = tried.map((one) => lossOf(sets, one));
      const at = (losses[0] ?? 0) <= (losses[1] ?? 0) ? 0 : 1;
      if ((losses[at] ?? Number.POSITIVE_INFINITY) < least) {
        least = losses[at] ?? least;
        best = tried[at] ?? best;
      } else steps[name] /= 2;
    }
  return best;
}
