// The review schedule on a real log of reviews: is what it says about forgetting true?
import { createFsrs } from "../../src/learners/fsrs.adapter.ts";
import { auc, bootstrap, ece, groupBy, logLoss } from "../lib/eval-metrics.ts";
import { dataFile, readRows } from "../lib/eval-files.ts";
import { followPlain, followReviews, followSm2, readReviews } from "../lib/review-log.ts";
import { type Section, show, tableOf } from "./section.ts";

/** Ratings and days between them, and what the authors' own libraries reach after them. */
const VECTOR = { grades: [1, 3, 3, 3, 3, 3], days: [0, 0, 1, 3, 8, 21], stability: 53.62691, difficulty: 6.3574867 } as const;

interface Predicted {
  readonly card: string;
  readonly recalled: boolean;
  readonly ours: number;
  readonly plain: number;
  readonly sm2: number;
  /** The mean of all rows: it has seen the future, and still loses. */
  readonly average: number;
}

/** Null where the data is not. */
export async function evaluateRecall(): Promise<Section | null> {
  const path = dataFile("srs_revlog/dev/josh_reviews.csv");
  if (!path) {
    console.log("Skipped: the development data is not in ../shared/data (folder srs_revlog).");
    return null;
  }
  const fsrs = createFsrs();
  const { log } = readReviews(readRows(path).rows);
  const [ours, plain, sm2] = [followReviews(fsrs, log), followPlain(fsrs, log), followSm2(log)];
  const counted = log.filter(({ counts }) => counts);
  const average = counted.filter(({ grade }) => grade > 1).length / counted.length;
  const rows: Predicted[] = log.flatMap(({ card, grade, counts }, at) => {
    const [p, q, r] = [ours[at], plain[at], sm2[at]];
    return counts && typeof p === "number" && typeof q === "number" && typeof r === "number"
      ? [{ card, recalled: grade > 1, ours: p, plain: q, sm2: r, average }]
      : [];
  });
  const cards = groupBy(rows, ({ card }) => card);
  const loss = (some: readonly Predicted[], of: (row: Predicted) => number) =>
    logLoss(
      some.map(({ recalled }) => recalled),
      some.map(of),
    );
  const area = (some: readonly Predicted[], of: (row: Predicted) => number) =>
    auc(
      some.map(({ recalled }) => recalled),
      some.map(of),
    );
  const error = (some: readonly Predicted[], of: (row: Predicted) => number) =>
    ece(
      some.map(({ recalled }) => recalled),
      some.map(of),
      20,
    );
  const figure = (
    what: string,
    measure: typeof loss,
    of: (row: Predicted) => number,
    published: string,
    bar: string,
    ok: boolean | null,
  ) => ({
    what,
    ours: measure(rows, of),
    interval: bootstrap(cards, (some) => measure(some, of)),
    baseline: `average ${measure === area ? ".500" : show(measure(rows, (row) => row.average))}, SM-2 ${show(measure(rows, (row) => row.sm2))}`,
    published,
    bar,
    ok,
  });
  const others = Math.min(
    loss(rows, (row) => row.average),
    loss(rows, (row) => row.sm2),
  );
  const beats = (of: (row: Predicted) => number) => loss(rows, of) < others;
  const mine = (row: Predicted) => row.ours;
  const theirs = (row: Predicted) => row.plain;
  const many = "on 350 M reviews: FSRS-6 .321, default .339, average .363, SM-2 .547";
  const half = rows.slice(Math.floor(rows.length / 2));
  return {
    name: "recall",
    text: [
      tableOf([
        figure("recall, log-loss", loss, mine, many, "below average and SM-2", beats(mine)),
        figure("recall, AUC", area, mine, "", "", null),
        figure("recall, calibration error (20 bins)", error, mine, "", "", null),
        figure("FSRS-6 alone, default weights, log-loss", loss, theirs, many, "below average and SM-2", beats(theirs)),
        figure("FSRS-6 alone, AUC", area, theirs, "", "", null),
      ]),
      "",
      `${rows.length} reviews of ${cards.length} cards after at least a day, of one person; intervals resample cards. Each row is predicted from the rows before it. “Recall” is FSRS-6 with its default weights, set right for the learner by a logistic regression that learns from each review after it was predicted (\`src/learners/recall.ts\`); its features were chosen on this log, its start says “FSRS as it is”. “Average” knows the mean of all these rows. On the later half of the rows: ours ${show(loss(half, mine))}, FSRS-6 alone ${show(loss(half, theirs))}. For comparison, weights fitted by its authors on this whole log, future and all, reach .448.`,
      "",
      `Reference vector through the library: ${describeVector(fsrs)}.`,
    ].join("\n"),
  };
}

function describeVector(fsrs: ReturnType<typeof createFsrs>): string {
  let memory: ReturnType<typeof fsrs.next> | null = null;
  for (const [at, grade] of VECTOR.grades.entries()) memory = fsrs.next(memory, VECTOR.days[at] ?? 0, grade);
  const isSame = memory && Math.abs(memory.stability - VECTOR.stability) < 1e-3 && Math.abs(memory.difficulty - VECTOR.difficulty) < 1e-5;
  return `stability ${memory?.stability.toFixed(5)}, difficulty ${memory?.difficulty.toFixed(7)}; published ${VECTOR.stability} and ${VECTOR.difficulty}: ${isSame ? "reproduced" : "**not reproduced**"}`;
}
