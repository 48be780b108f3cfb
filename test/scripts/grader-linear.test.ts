import { describe, expect, it } from "vitest";
import { learnLinear, type LinearSample } from "../../scripts/lib/grader-linear.ts";
import { askLinear } from "../../src/agents/evaluator/grader/linear.ts";
import { mulberry32 } from "../../scripts/lib/eval-metrics.ts";

/** Answers of which the first feature tells how good they are; the second goes with how strictly their question was graded and with nothing else. */
function answers(seed: number): LinearSample[] {
  const random = mulberry32(seed);
  return Array.from({ length: 40 }, (_, question) => ({ question, strictness: question % 2 === 0 ? 2 : -2 })).flatMap(
    ({ question, strictness }) =>
      Array.from({ length: 30 }, () => {
        const good = 2 * random() - 1;
        const chance = 1 / (1 + Math.exp(-(3 * good - strictness)));
        return { features: Float64Array.from([good, -strictness + random()]), truth: random() < chance, weight: 1, group: `${question}` };
      }),
  );
}

const raw = ({ weights, deviations }: ReturnType<typeof learnLinear>, at: number) => (weights[at] ?? 0) / (deviations[at] ?? 1);

describe("learning how answers are graded from questions of different strictness", () => {
  it("finds what made the answers right", () => {
    const model = learnLinear(answers(1), { ridge: 0.01, groupRidge: null });
    expect(raw(model, 0)).toBeGreaterThan(2);
    expect(raw(model, 0)).toBeLessThan(4);
  });

  it("does not take what goes with strict questions for a sign of a good answer when questions have effects of their own", () => {
    const [without, within] = [null, 0.01].map((groupRidge) => raw(learnLinear(answers(2), { ridge: 5, groupRidge }), 1));
    expect(without).toBeGreaterThan(0.7);
    expect(within).toBeLessThan((without ?? 0) / 2);
  });

  it("is at the bottom: the mean of what it expects is the share of right answers", () => {
    const samples = answers(3);
    const model = learnLinear(samples, { ridge: 1, groupRidge: null });
    const expected = samples.map(({ features }) => 1 / (1 + Math.exp(-askLinear(model, [...features]))));
    const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean(expected)).toBeCloseTo(mean(samples.map(({ truth }) => (truth ? 1 : 0))), 3);
  });

  it("gives a feature that never varies no weight, and the same data the same model", () => {
    const samples = answers(4).map((sample) => ({ ...sample, features: Float64Array.from([...sample.features, 7]) }));
    const model = learnLinear(samples, { ridge: 1, groupRidge: 1 });
    expect(model.weights[2]).toBe(0);
    expect(learnLinear(samples, { ridge: 1, groupRidge: 1 })).toEqual(model);
  });
});
