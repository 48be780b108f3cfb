// What practice logs say about learners, in terms that the product's own model does not use: continuous levels in logits that grow with every opportunity.
import { readLog } from "../../scripts/lib/learner-log.ts";
import { dataFile, readRows } from "../../scripts/lib/eval-files.ts";
import { mean } from "../../scripts/lib/eval-metrics.ts";
import type { Fitted } from "./parameters.ts";

const FILES = ["assist09", "statics"] as const;
const ROUNDS = 12;
const RATE = 0.05;
/** Pull towards 0, so that a learner or item with few answers is taken for a usual one. */
const SHRINK = { learner: 0.02, item: 0.02 };
/** Opportunities beyond this teach no more: the curve of a log flattens. */
const MOST_OPPORTUNITIES = 12;
/** So many in a row on one side, and the next answer on the other side is luck or a slip more than anything else. */
const RUN = 5;

interface Step {
  readonly learner: string;
  readonly item: string;
  readonly skill: string;
  readonly right: boolean;
  readonly opportunity: number;
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/**
 * Fits the additive factors model (Cen, Koedinger and Junker 2006): level of the learner, ease of the item, growth by opportunity, by gradient descent with
 * shrinkage. Null where the data is not. The same rows give the same figures.
 */
export function fitFromLogs(): Fitted | null {
  const sets = FILES.flatMap((file) => {
    const path = dataFile(`kt/dev/${file}_train.csv.gz`);
    return path ? [stepsOf(path)] : [];
  });
  if (sets.length < FILES.length) return null;
  const fits = sets.map(fitOne);
  const over = (key: keyof Fitted): number => Math.round(mean(fits.map((fit) => fit[key])) * 1_000) / 1_000;
  return {
    growth: over("growth"),
    growth_spread: over("growth_spread"),
    level_spread: over("level_spread"),
    ease_spread: over("ease_spread"),
    slip: over("slip"),
    luck: over("luck"),
  };
}

function stepsOf(path: string): Step[] {
  const seen = new Map<string, number>();
  return readLog(readRows(path).rows).log.map(({ learner, item, skill, right }) => {
    const place = `${learner} ${skill}`;
    const opportunity = seen.get(place) ?? 0;
    seen.set(place, opportunity + 1);
    return { learner, item, skill, right, opportunity: Math.min(MOST_OPPORTUNITIES, opportunity) };
  });
}

function fitOne(steps: readonly Step[]): Fitted {
  const [levels, eases, growths] = [new Map<string, number>(), new Map<string, number>(), new Map<string, number>()];
  let base = 0;
  let growth = 0.05;
  for (let round = 0; round < ROUNDS; round++)
    for (const { learner, item, skill, right, opportunity } of steps) {
      const [level, ease, own] = [levels.get(learner) ?? 0, eases.get(item) ?? 0, growths.get(skill) ?? 0];
      const error = (right ? 1 : 0) - sigmoid(base + level + ease + (growth + own) * opportunity);
      base += RATE * 0.1 * error;
      growth += RATE * 0.002 * error * opportunity;
      growths.set(skill, own + RATE * (0.02 * error * opportunity - 0.01 * own));
      levels.set(learner, level + RATE * (error - SHRINK.learner * level));
      eases.set(item, ease + RATE * (error - SHRINK.item * ease));
    }
  const { slip, luck } = tailsOf(steps);
  return {
    growth: growth + mean([...growths.values()]),
    growth_spread: spread([...growths.values()]),
    level_spread: spread([...levels.values()]),
    ease_spread: spread([...eases.values()]),
    slip,
    luck,
  };
}

/** Wrong after a long run of right answers in a skill, and right after as long a run of wrong ones: upper bounds of slips and of luck. */
function tailsOf(steps: readonly Step[]): { readonly slip: number; readonly luck: number } {
  const runs = new Map<string, number>();
  const [afterRight, afterWrong]: [boolean[], boolean[]] = [[], []];
  for (const { learner, skill, right } of steps) {
    const place = `${learner} ${skill}`;
    const run = runs.get(place) ?? 0;
    if (run >= RUN) afterRight.push(right);
    if (run <= -RUN) afterWrong.push(right);
    runs.set(place, right ? Math.max(0, run) + 1 : Math.min(0, run) - 1);
  }
  return { slip: mean(afterRight.map((right) => (right ? 0 : 1))), luck: mean(afterWrong.map((right) => (right ? 1 : 0))) };
}

function spread(values: readonly number[]): number {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
}
