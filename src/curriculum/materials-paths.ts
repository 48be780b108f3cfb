import { latenessOf } from "./concepts/order-names.ts";
import { type Edge, topologicalOrder } from "./concepts/topological.ts";
import { SURE_TERM, type TaughtSection } from "./materials-concepts.ts";
import type { Pack } from "./pack.schema.ts";
import { contentStems } from "./text.ts";

/** A node of the lesson between its introduction and its closing. */
export interface Stop {
  readonly id: string;
  readonly concept: string;
  readonly taught: TaughtSection;
}

const MIN_STOPS_FOR_TWO_PATHS = 3;
/** A longer title is a sentence rather than a name that other sections could use. */
const MAX_NAME_STEMS = 3;
/** Words that begin a case; a number or a name in the middle of a sentence speaks of one too. */
const CASE =
  /\b(?:for example|for instance|imagine|suppose|consider|such as|case of|in (?:1[5-9]|20)\d\d|zum Beispiel|par exemple|por ejemplo|per esempio)\b|\b\d+\b/i;

/**
 * Up to three ways through the chosen sections, in different orders: as the text goes; the terms first that other sections use; from the section with
 * the most cases. Ways that come out alike are given once.
 */
export function pathsThrough(first: Stop, stops: readonly Stop[], last: Pick<Stop, "id">): Pack["paths"] {
  const edges = usesOf(stops);
  const path = (name: string, description: string, order: readonly Stop[]) => ({
    name,
    description,
    approach: "reading",
    sequence: [first.id, ...order.map(({ id }) => id), last.id],
  });
  const asWritten = path(
    "From beginning to end",
    "Goes through your text in its own order, one passage and one question at a time.",
    stops,
  );
  if (stops.length < MIN_STOPS_FOR_TWO_PATHS) return [{ id: "1", ...asWritten }];
  const lateness = latenessOf(stops.map(({ concept }) => concept));
  const foundations = topologicalOrder(stops.length, edges, lateness).flatMap((at) => stops[at] ?? []);
  const [base] = foundations;
  const byCases = [...stops].sort((a, b) => casesIn(b) - casesIn(a));
  const [example] = byCases;
  const byWeight = [...stops].sort((a, b) => b.taught.weight - a.taught.weight);
  const ways = [
    asWritten,
    ...(edges.length > 0 && base
      ? [path("Foundations first", `Begins with “${base.concept}” and takes terms before the passages that use them.`, foundations)]
      : []),
    ...(example && casesIn(example) > 0
      ? [
          path(
            "From an example",
            `Begins with a case, in “${example.concept}”, and goes from the concrete passages to the general ones.`,
            byCases,
          ),
        ]
      : []),
    path("The fullest passages first", "Begins with the passages that say most, then fills in the others.", byWeight),
  ];
  return ways
    .filter(({ sequence }, at) => ways.findIndex((other) => other.sequence.join() === sequence.join()) === at)
    .slice(0, 3)
    .map((way, at) => ({ id: `${at + 1}`, ...way }));
}

/** A section that explains a term, or has it for its name, comes before the ones that use it. */
function usesOf(stops: readonly Stop[]): Edge[] {
  return stops.flatMap(({ concept, taught }, before) => {
    const name = contentStems(concept);
    const terms = [
      ...taught.concepts.filter(({ probability }) => probability >= SURE_TERM),
      ...(name.length > 0 && name.length <= MAX_NAME_STEMS ? [{ stems: name, probability: SURE_TERM }] : []),
    ];
    return stops.flatMap((other, after) => {
      const used = terms.filter(({ stems }) => stems.every((stem) => other.taught.stems.has(stem)));
      const weight = used.reduce((sum, { probability }) => sum + probability, 0);
      return before === after || weight === 0 ? [] : [{ before, after, weight }];
    });
  });
}

const casesIn = ({ taught }: Stop): number => taught.section.sentences.filter(({ text }) => CASE.test(text)).length;
