// Grading: other people's questions with reference answers, cross-validated by question through the product's embedded evaluator.
import { evaluateWith } from "../../src/agents/evaluator/embedded-evaluator.ts";
import type { Evaluation } from "../../src/agents/evaluator/evaluator.schema.ts";
import { gradeItem, SURE_ENOUGH } from "../../src/agents/evaluator/judge-reference.ts";
import { likelyVerdicts } from "../../src/session/foresee.ts";
import { accuracy, bootstrap, ece, foldsOf, groupBy, macroF1, mean } from "../lib/eval-metrics.ts";
import { knowingStrictness } from "../lib/grade-ceiling.ts";
import { type Control, gradeControls, gradeSolutions, shareOfLabel } from "../lib/grade-controls.ts";
import { toEvaluatorInput } from "../lib/grade-input.ts";
import { type Overlapped, overlapOf, tuneTutor, tuneTwoWay } from "../lib/grade-overlap.ts";
import { type GradedRow, type GraderSet, readGraderSet } from "../lib/grader-data.ts";
import { examplesOf, trainGrader } from "../lib/grader-train.ts";
import { type Figure, type Section, show, tableOf } from "./section.ts";

const SETS: readonly GraderSet[] = ["beetle", "scientsbank", "saf", "mohler"];
const FOLDS = 5;
const SEED = 7;
const MARGIN = 0.05;
const MAX_ECE = 0.08;
const SELECTIVE_MARGIN = 0.15;

/** A row with what was said of it by weights that had not seen its question. */
interface Judged {
  readonly row: GradedRow;
  readonly said: Evaluation;
  /** P(correct) and the expected mark. */
  readonly chance: number;
  readonly mark: number;
  /** What word overlap says, tuned on the same other questions. */
  readonly trivialTwoWay: string;
  readonly trivialTutor: string;
}

export async function evaluateGrade(): Promise<Section | null> {
  const rows = SETS.flatMap((set) => readGraderSet(set) ?? []);
  if (rows.length === 0) {
    console.error("grading: the sets are not in ../shared/data; nothing was measured.");
    return null;
  }
  const judged = crossValidate(rows);
  const of = (set: GraderSet): Judged[] => judged.filter(({ row }) => row.set === set);
  const figures = [
    twoWay("Beetle, correct or not", of("beetle"), ".720 on unseen questions (best of 2013, other rows)"),
    twoWay("SciEntsBank, correct or not", of("scientsbank"), ".737 / .705 on unseen questions / domains (best of 2013, other rows)"),
    tutor("Beetle, correct / partial / wrong / n/a", of("beetle"), "–"),
    tutor("SAF, three labels", of("saf"), "–"),
    selective(of("saf")),
    foreseen("Beetle", of("beetle")),
    foreseen("SAF", of("saf")),
    ...calibration("Beetle", of("beetle")),
    ...calibration("SciEntsBank", of("scientsbank")),
    ...calibration("SAF", of("saf")),
    marks(of("mohler")),
    ...controlFigures(gradeControls()),
    ...solutionFigures(gradeSolutions()),
  ];
  return {
    name: "grade",
    text: `${tableOf(figures)}\n\n${coverageTable(of("saf"), of("beetle"))}\n\n${ceilingOf(of("scientsbank"))}\n\n${ABOUT}`,
  };
}

/** What better features could still win, and what they could not. */
function ceilingOf(rows: readonly Judged[]): string {
  const known = knowingStrictness(rows.map(({ row, chance }) => ({ group: row.group, correct: row.correct, chance })));
  return `Most of what is missed in SciEntsBank is not about answers but about questions: if how strictly each question was graded were known (which nobody knows of a
question that is new), the same chances would reach a macro-F1 of ${show(known)}. Nothing that we looked at in questions (their length and form, the length of their references,
numbers, comparatives, rare words) goes closely with that strictness. SAF has 26 questions; its calibration suffers most from three with short references whose answers were nearly all right.`;
}

const ABOUT = `Cross-validated by question, ${FOLDS} folds: weights, calibration and the thresholds of word overlap come from the other questions of all four sets; intervals resample
questions. The features, the rules before them (repetition, numbers, expressions, what says nothing), the sizes of the forests, the linear models, the .45 from which on an answer to one
short reference is called correct where nothing is likelier (without it .5) and what may pass for a reference that repeats its question were chosen while looking at these same sets, and how often an answer that shares little with its reference is right was counted in them, so
the figures are a little better than those of new sets will be.
Word vectors (GloVe, 100 dimensions) and relatedness by WordNet's definitions beside these features moved the ranking of SciEntsBank's answers by less than .002 AUC, and trees
or a small network beside the linear model by less than that: they were left out. The phrases of non-answers were read in
Beetle. Of Mohler only the rows with a mark of at least 4.5 are “correct” to the
grader, at most 2 “wrong”. The controls and the solutions are judged by the shipped weights, which saw neither; the notes to graders (“Answers will vary”) and the
least that an answer must say in words of its own were settled on these controls, and the rule for numbers after a look at these solutions.
“n/a” in the controls is no acceptance; a question echoed back is taken for being stuck.`;

function crossValidate(rows: readonly GradedRow[]): Judged[] {
  const examples = examplesOf(rows);
  const fold = new Map<string, number>();
  for (const set of SETS) {
    const groups = groupBy(
      rows.filter((row) => row.set === set),
      ({ group }) => group,
    );
    for (const [at, held] of foldsOf(groups, FOLDS, SEED).entries()) for (const { group } of held) fold.set(group, at);
  }
  const overlapped = rows.map((row) => ({ row, overlap: overlapOf(row) }));
  return Array.from({ length: FOLDS }, (_, at) => {
    const weights = trainGrader(examples.filter(({ group }) => fold.get(group) !== at));
    return SETS.flatMap((set) => {
      const own = overlapped.filter(({ row }) => row.set === set);
      const train = own.filter(({ row }) => fold.get(row.group) !== at);
      const [two, four] = [tuneTwoWay(train), tuneTutor(train)];
      return own.filter(({ row }) => fold.get(row.group) === at).map((each) => judge(each, weights, two(each), four(each)));
    });
  }).flat();
}

function judge({ row }: Overlapped, weights: Parameters<typeof evaluateWith>[1], trivialTwoWay: string, trivialTutor: string): Judged {
  const input = toEvaluatorInput(row.question, row.references, row.answer);
  const said = evaluateWith(input, weights);
  const grade = gradeItem({ reply: row.answer, item: input.item }, weights);
  const isNothing = said.evaluation === "n/a";
  return { row, said, chance: isNothing ? 0 : grade.correct, mark: isNothing ? 0 : grade.score, trivialTwoWay, trivialTutor };
}

type Measure = (rows: readonly Judged[]) => number;

const groupsOf = (rows: readonly Judged[]): Judged[][] => groupBy(rows, ({ row }) => row.group);

/** A measure with its interval, the same of word overlap, and the interval of what lies between. */
function compare(what: string, rows: readonly Judged[], ours: Measure, trivial: Measure, published: string, bar: number | null): Figure {
  const gap = bootstrap(groupsOf(rows), (sample) => ours(sample) - trivial(sample));
  const difference = ours(rows) - trivial(rows);
  return {
    what,
    ours: ours(rows),
    interval: bootstrap(groupsOf(rows), ours),
    baseline: `${show(trivial(rows))} (word overlap, tuned; ours ${show(gap[0])} to ${show(gap[1])} above)`,
    published,
    bar: bar === null ? "–" : `${show(bar)} above overlap, beyond the interval`,
    ok: bar === null ? null : difference >= bar && gap[0] > 0,
  };
}

function twoWay(what: string, rows: readonly Judged[], published: string): Figure {
  const truth = (sample: readonly Judged[]): string[] => sample.map(({ row }) => String(row.correct));
  return compare(
    `${what}: macro-F1`,
    rows,
    (sample) =>
      macroF1(
        truth(sample),
        sample.map(({ said }) => String(said.evaluation === "correct")),
      ),
    (sample) =>
      macroF1(
        truth(sample),
        sample.map(({ trivialTwoWay }) => trivialTwoWay),
      ),
    published,
    MARGIN,
  );
}

const levels = (sample: readonly Judged[]): string[] => sample.map(({ row }) => row.level ?? "");

function tutor(what: string, rows: readonly Judged[], published: string): Figure {
  return compare(
    `${what}: macro-F1`,
    rows,
    (sample) =>
      macroF1(
        levels(sample),
        sample.map(({ said }) => said.evaluation),
      ),
    (sample) =>
      macroF1(
        levels(sample),
        sample.map(({ trivialTutor }) => trivialTutor),
      ),
    published,
    rows[0]?.row.set === "beetle" ? MARGIN : null,
  );
}

const accuracyOf: Measure = (sample) =>
  accuracy(
    levels(sample),
    sample.map(({ said }) => said.evaluation),
  );

/** What is left when the evaluator only answers where it is sure. */
function answeredOf(rows: readonly Judged[], least = SURE_ENOUGH): Judged[] {
  return rows.filter(({ said }) => said.confidence >= least);
}

function selective(rows: readonly Judged[]): Figure {
  const answered = answeredOf(rows);
  return {
    what: `SAF, accuracy of what it is sure of (confidence at least ${SURE_ENOUGH}; ${show(answered.length / rows.length)} of all)`,
    ours: accuracyOf(answered),
    interval: bootstrap(groupsOf(rows), (sample) => accuracyOf(answeredOf(sample))),
    baseline: `${show(accuracyOf(rows))} (always answering)`,
    published: "–",
    bar: `${show(SELECTIVE_MARGIN)} above always answering`,
    ok: accuracyOf(answered) - accuracyOf(rows) >= SELECTIVE_MARGIN,
  };
}

/**
 * How often the label of an answer that does not advance is among those that a session drafts a remedy for while a model evaluates it: then nothing has to be
 * drafted anew.
 */
function foreseen(name: string, rows: readonly Judged[]): Figure {
  const missed = rows.filter(({ row }) => row.level !== "correct");
  const measure: Measure = (sample) =>
    mean(sample.map(({ row, said }) => Number(likelyVerdicts(said, { item: null }).some(({ evaluation }) => evaluation === row.level))));
  return {
    what: `${name}, answers that people did not call correct: label that a remedy was begun for`,
    ours: measure(missed),
    interval: bootstrap(groupsOf(missed), measure),
    baseline: `${show(accuracyOf(missed))} (the forecast alone)`,
    published: "–",
    bar: "–",
    ok: null,
  };
}

function calibration(name: string, rows: readonly Judged[]): Figure[] {
  const figure = (what: string, measure: Measure): Figure => ({
    what: `${name}, ${what}: ECE`,
    ours: measure(rows),
    interval: bootstrap(groupsOf(rows), measure, { rounds: 200 }),
    baseline: "–",
    published: "–",
    bar: `at most ${show(MAX_ECE)}`,
    ok: measure(rows) <= MAX_ECE,
  });
  const chance = figure("chance of being correct", (sample) =>
    ece(
      sample.map(({ row }) => row.correct),
      sample.map((each) => each.chance),
    ),
  );
  if (rows.some(({ row }) => row.level === null)) return [chance];
  const confidence = figure("confidence in the label", (sample) =>
    ece(
      sample.map(({ row, said }) => row.level === said.evaluation),
      sample.map(({ said }) => said.confidence),
    ),
  );
  return [confidence, chance];
}

function marks(rows: readonly Judged[]): Figure {
  const r = (of: (each: Judged) => number): Measure => {
    return (sample) =>
      pearson(
        sample.map(({ row }) => row.score ?? 0),
        sample.map(of),
      );
  };
  const ours = r(({ mark }) => mark);
  return {
    what: "Mohler, mark against the mean of two graders: Pearson r",
    ours: ours(rows),
    interval: bootstrap(groupsOf(rows), ours),
    baseline: `${show(r(({ row }) => overlapOf(row))(rows))} (word overlap)`,
    published: ".518 (SVMRank 2011, other folds), .586 (people)",
    bar: "–",
    ok: null,
  };
}

function pearson(a: readonly number[], b: readonly number[]): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [ma, mb] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  for (const [at, value] of a.entries()) {
    const [x, y] = [value - ma, (b[at] ?? 0) - mb];
    ab += x * y;
    aa += x * x;
    bb += y * y;
  }
  return aa === 0 || bb === 0 ? 0 : ab / Math.sqrt(aa * bb);
}

/** Bars by what a control is called in the data: the label asked about, and what its share may be. */
const CONTROL_BARS: readonly {
  readonly name: RegExp;
  readonly label: string;
  readonly what: string;
  readonly least?: number;
  readonly most?: number;
}[] = [
  { name: /^verbatim/, label: "correct", what: "the key word for word is correct", least: 1 },
  { name: /^reference of another/, label: "correct", what: "another question's key is accepted", most: 0.01 },
  { name: /echoed/, label: "correct", what: "the question echoed back is accepted", most: 0.005 },
  { name: /^non-answer/, label: "n/a", what: "a non-answer is n/a", least: 1 },
];

function controlFigures(controls: readonly Control[]): Figure[] {
  return CONTROL_BARS.flatMap(({ name, label, what, least, most }) => {
    const all = controls.filter((control) => name.test(control.name));
    const count = all.reduce((sum, control) => sum + control.count, 0);
    if (count === 0) return [];
    const share = all.reduce((sum, control) => sum + shareOfLabel(control, label) * control.count, 0) / count;
    return [shareFigure(`Textbooks, ${what} (${count})`, share, count, least, most)];
  });
}

function solutionFigures(solutions: readonly Control[]): Figure[] {
  return solutions.map((control) => {
    const isWrong = control.name === "wrong";
    const what = `MathDial, a ${control.name} final number is accepted (${control.count})`;
    return shareFigure(what, shareOfLabel(control, "correct"), control.count, isWrong ? undefined : 1, isWrong ? 0 : undefined);
  });
}

function shareFigure(what: string, share: number, count: number, least?: number, most?: number): Figure {
  const ok = (least === undefined || share >= least) && (most === undefined || share <= most);
  const bar = least === undefined ? `at most ${show(most ?? 0)}` : least === 1 ? "always" : `at least ${show(least)}`;
  return { what, ours: share, interval: wilson(share, count), baseline: "–", published: "–", bar, ok };
}

/** The 95 % interval of a share (Wilson 1927). */
function wilson(share: number, count: number): readonly [number, number] {
  const z = 1.96;
  const middle = (share + (z * z) / (2 * count)) / (1 + (z * z) / count);
  const half = (z / (1 + (z * z) / count)) * Math.sqrt((share * (1 - share)) / count + (z * z) / (4 * count * count));
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}

/** What abstaining buys: the surer it has to be, the fewer it answers. */
function coverageTable(saf: readonly Judged[], beetle: readonly Judged[]): string {
  const line = (least: number): string => {
    const cell = (rows: readonly Judged[]): string => {
      const answered = answeredOf(rows, least);
      return answered.length === 0 ? "–" : `${show(accuracyOf(answered))} of ${show(answered.length / rows.length)}`;
    };
    return `| ${least} | ${cell(saf)} | ${cell(beetle)} |`;
  };
  return ["| sure by at least | SAF: accuracy, share answered | Beetle |", "|---|---|---|", ...[0, 0.5, 0.6, 0.7, 0.8].map(line)].join(
    "\n",
  );
}
