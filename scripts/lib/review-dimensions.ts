// Which column of the data is which of the reviewer's dimensions, and the rated replies that each is learned from and measured on.
import { type Dimension, KNOWS_SOLUTION } from "../../src/agents/reviewer/dimensions/judge-dimensions.ts";
import { dataFile, readRows } from "./eval-files.ts";
import { type RatedReply, readReply } from "./review-data.ts";
import { type ReadExample, readExample } from "./review-model.ts";

/** The name of each dimension in mrbench. `telling` is mathdial's. */
export const COLUMNS = {
  mistake_identification: "Mistake_Identification",
  mistake_location: "Mistake_Location",
  answer_revealed: "Revealing_of_the_Answer",
  guidance: "Providing_Guidance",
  actionability: "Actionability",
  coherence: "Coherence",
  tone: "Tutor_Tone",
  humanlikeness: "Humanlikeness",
} as const satisfies Readonly<Record<Exclude<Dimension, "telling">, string>>;

export interface RatedReplies {
  readonly mrbench: readonly RatedReply[];
  readonly mathdial: readonly RatedReply[];
}

/** Null where the data is not. The four-column file of mrbench holds replies of the eight-column file with the same labels: it adds nothing to learn. */
export function readRatedReplies(): RatedReplies | null {
  const [mrbench, mathdial] = [dataFile("mrbench/dev/mrbench_v2_8dim.jsonl.gz"), dataFile("mathdial/dev/teacher_moves.jsonl.gz")];
  if (mrbench === null || mathdial === null) return null;
  return { mrbench: readAll(mrbench), mathdial: readAll(mathdial) };
}

const readAll = (path: string): RatedReply[] =>
  readRows(path).rows.flatMap((row) => {
    const read = readReply(row);
    return read.ok ? [read.value] : [];
  });

export interface DimensionSet {
  readonly replies: readonly RatedReply[];
  readonly rows: readonly ReadExample[];
  readonly gold: readonly string[];
  readonly labels: readonly string[];
}

/** The replies that were rated in this dimension. */
export function examplesOf({ mrbench, mathdial }: RatedReplies, dimension: Dimension): DimensionSet {
  const labelOf = ({ gold }: RatedReply): string | undefined => {
    if (dimension !== "telling") return gold[COLUMNS[dimension]];
    return gold["move"] === undefined ? undefined : gold["move"] === "telling" ? "telling" : "other";
  };
  const replies = (dimension === "telling" ? mathdial : mrbench).filter((reply) => labelOf(reply) !== undefined);
  const gold = replies.map((reply) => labelOf(reply) ?? "");
  return {
    replies,
    rows: replies.map(({ group, occasion }) => readExample(group, occasion, KNOWS_SOLUTION.has(dimension))),
    gold,
    labels: [...new Set(gold)].sort(),
  };
}
