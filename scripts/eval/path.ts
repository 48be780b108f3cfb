// Paths: concepts of textbook chapters against their authors' glossaries and section order, and orders of concept lists against known prerequisites.
import { extractConcepts, type ExtractOptions } from "../../src/curriculum/concepts/extract-concepts.ts";
import { comesFirst, orderNames } from "../../src/curriculum/concepts/order-names.ts";
import { auc, bootstrap, mean } from "../lib/eval-metrics.ts";
import { type Book, type Chapter, readBooks, readSubjects, type Subject } from "../lib/path-data.ts";
import { scoreOrder, scorePath } from "../lib/path-score.ts";
import { fitCandidates, fitNames } from "../train-paths.ts";
import { type Figure, type Section, show, tableOf } from "./section.ts";

/** How far above objectives copied verbatim "clearly above" is, for recall. */
const RECALL_MARGIN = 0.1;

export async function evaluatePath(): Promise<Section | null> {
  const [books, subjects] = [readBooks(), readSubjects()];
  if (!books || !subjects) {
    console.error("paths: ../shared/data/openstax_course or ../shared/data/prereq is not there; nothing was measured.");
    return null;
  }
  const figures = [
    ...bookFigures(books),
    ...subjects.map((subject) =>
      orderFigure(
        subject,
        subjects.filter((other) => other !== subject),
      ),
    ),
  ];
  return { name: "path", text: `${tableOf(figures)}\n\n${ABOUT}\n\n${notes(subjects)}` };
}

const ABOUT = `Chapters: the concepts that \`eval:path\` proposes, in their order, scored as \`openstax_course/score.py paths\` does; the interval is a bootstrap over
chapters. Each book is measured with weights learned from the other one. The numbers that are not weights (how many concepts a text gives, where a term is
taught) were chosen on both books. “No text” has titles and objectives alone and no learned weights. Concept lists: the share of known prerequisite pairs
whose prerequisite comes first; each subject is measured with weights learned from the other two; the interval is a bootstrap over the concepts that are
prerequisites. The table of when words of the sciences are first met (\`familiarity.ts\`) was made by hand with the names of all three subjects in view, so
these three figures are better than a new subject's will be.`;

interface Scored {
  readonly ours: number;
  readonly verbatim: number;
}

function bookFigures(books: readonly Book[]): Figure[] {
  const plans = new Map<Chapter, { readonly full: string[]; readonly bare: string[] }>();
  for (const book of books) {
    const weights = fitCandidates(books.filter((other) => other !== book));
    for (const chapter of book.chapters)
      plans.set(chapter, { full: conceptsOf(chapter, { weights }), bare: conceptsOf(withoutText(chapter), {}) });
  }
  const all = { name: "both books", chapters: books.flatMap(({ chapters }) => chapters) };
  return [...books, all].flatMap(({ name, chapters }) => [
    ...ways(`${name}, with the text`, chapters, (chapter) => plans.get(chapter)?.full ?? []),
    ...ways(`${name}, no text`, chapters, (chapter) => plans.get(chapter)?.bare ?? []),
  ]);
}

const conceptsOf = ({ sections }: Chapter, options: ExtractOptions): string[] => extractConcepts(sections, options).map(({ name }) => name);
const withoutText = (chapter: Chapter): Chapter => ({
  ...chapter,
  sections: chapter.sections.map((section) => ({ ...section, text: "" })),
});
const verbatim = ({ sections }: Chapter): string[] => sections.flatMap(({ objectives }) => objectives);

function ways(what: string, chapters: readonly Chapter[], plan: (chapter: Chapter) => string[]): Figure[] {
  const scores = chapters.flatMap((chapter) => {
    const [ours, theirs] = [scorePath(chapter, plan(chapter)), scorePath(chapter, verbatim(chapter))];
    return ours && theirs ? [{ ours, theirs }] : [];
  });
  const recall = scores.map(({ ours, theirs }) => ({ ours: ours.recall, verbatim: theirs.recall }));
  const precision = scores.map(({ ours, theirs }) => ({ ours: ours.precision, verbatim: theirs.precision }));
  const tau = scores.flatMap(({ ours, theirs }) =>
    ours.tau === null || theirs.tau === null ? [] : [{ ours: ours.tau, verbatim: theirs.tau }],
  );
  return [
    figure(`${what}: concept recall`, recall, `difference above ${show(RECALL_MARGIN)}, with its interval`, RECALL_MARGIN),
    figure(`${what}: concept precision`, precision, "", null),
    figure(`${what}: order tau`, tau, "difference above 0, with its interval", 0),
  ];
}

function figure(what: string, scores: readonly Scored[], bar: string, margin: number | null): Figure {
  const groups = scores.map((score) => [score]);
  const ours = mean(scores.map((score) => score.ours));
  const theirs = mean(scores.map((score) => score.verbatim));
  const [low, high] = bootstrap(groups, (rows) => mean(rows.map((row) => row.ours - row.verbatim)));
  return {
    what,
    ours,
    interval: bootstrap(groups, (rows) => mean(rows.map((row) => row.ours))),
    baseline: `objectives verbatim ${show(theirs)} (difference ${show(low)} to ${show(high)})`,
    published: "–",
    bar,
    // Clearly: the whole interval of the difference, not only its middle.
    ok: margin === null ? null : low > margin,
  };
}

function orderFigure(subject: Subject, others: readonly Subject[]): Figure {
  const places = new Map(orderNames(subject.names, fitNames(others)).map((name, at) => [name, at]));
  const rights = scoreOrder(subject, (name) => places.get(name) ?? subject.names.length);
  const needed = subject.pairs.filter((pair) => pair.needed);
  const groups = [
    ...Map.groupBy(
      rights.map((right, at) => ({ right, before: needed[at]?.before })),
      ({ before }) => before,
    ).values(),
  ];
  const short = mean(scoreOrder(subject, (name) => name.length));
  const published = subject.name.includes("mining") ? 0.57 : subject.name.includes("geometry") ? 0.68 : null;
  const ours = mean(rights);
  return {
    what: `${subject.name}: order accuracy`,
    ours,
    interval: bootstrap(groups, (rows) => mean(rows.map(({ right }) => right))),
    baseline: `short names first ${show(short)}${published === null ? "" : ` (the data's own figure ${show(published)})`}`,
    published: "–",
    bar: "above short names first",
    ok: ours > Math.max(short, published ?? 0),
  };
}

/** How well the score tells a needed pair from any other listed pair, most of which are its reverse: AUC, left out in the same way. */
function notes(subjects: readonly Subject[]): string {
  const lines = subjects.map((subject) => {
    const first = comesFirst(subject.names, fitNames(subjects.filter((other) => other !== subject)));
    const scores = subject.pairs.map(({ before, after }) => first(before, after));
    return `${subject.name} ${show(
      auc(
        subject.pairs.map(({ needed }) => needed),
        scores,
      ),
    )}`;
  });
  return `Telling prerequisite pairs from other pairs by the same score (AUC): ${lines.join(", ")}.`;
}
