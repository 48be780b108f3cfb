import { type Classifier, decide, readOccasion, unpack, unpackScales, withoutSolution } from "./model.ts";
import type { Occasion } from "./occasion.ts";
import { CLASSIFIERS, SCALES } from "./weights.ts";

/** What people have rated tutors' replies by (MRBench, Maurya et al. 2025), and whether a reply tells instead of asking (MathDial, Macina et al. 2023). */
export const DIMENSIONS = [
  "mistake_identification",
  "mistake_location",
  "answer_revealed",
  "guidance",
  "actionability",
  "coherence",
  "tone",
  "humanlikeness",
  "telling",
] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** These compare the reply with the reference solution, where there is one. */
export const KNOWS_SOLUTION: ReadonlySet<Dimension> = new Set<Dimension>(["answer_revealed", "telling"]);

export interface Judged {
  /** The label that fits best, rare labels given their due. */
  readonly label: string;
  /** Probability of each label: 0 to 1. */
  readonly chances: Readonly<Record<string, number>>;
}

interface Unpacked {
  readonly placeOf: ReadonlyMap<string, number>;
  readonly classifiers: ReadonlyMap<string, Classifier>;
}

let ready: Unpacked | null = null;

/** Unpacked when first needed, and once: a cold start pays nothing for it. */
function open(): Unpacked {
  ready ??= unpackAll();
  return ready;
}

function unpackAll(): Unpacked {
  const scales = unpackScales(SCALES);
  return {
    placeOf: new Map(scales.grams.map((gram, at) => [gram, at])),
    classifiers: new Map(Object.entries(CLASSIFIERS).map(([name, packed]) => [name, unpack(packed, scales)])),
  };
}

/**
 * Rates a tutor's reply on its occasion, by what can be measured from outside; it does not understand the subject. Learned from rated replies about
 * school mathematics in English: elsewhere its marks are hints, not findings.
 */
export function judgeDimensions(occasion: Occasion, dimensions: readonly Dimension[] = DIMENSIONS): Partial<Record<Dimension, Judged>> {
  const { placeOf, classifiers } = open();
  const whole = readOccasion(occasion, placeOf);
  const blind = { ...whole, features: withoutSolution(whole.features) };
  return Object.fromEntries(
    dimensions.flatMap((dimension) => {
      const classifier = classifiers.get(dimension);
      if (!classifier) return [];
      const chances = classifier.chances(KNOWS_SOLUTION.has(dimension) ? whole : blind);
      const label = classifier.labels[decide(chances, classifier.biases)] ?? "";
      return [[dimension, { label, chances: Object.fromEntries(classifier.labels.map((name, at) => [name, chances[at] ?? 0])) }]];
    }),
  );
}
