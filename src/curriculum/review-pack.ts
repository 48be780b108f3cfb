import { leaks } from "./leak.ts";
import type { Item, Pack, PackNode, PackOutline } from "./pack.schema.ts";

/** Nodes of one review: about ten minutes. */
export const MAX_REVIEW_NODES = 12;
/** The angle of a review's first message: no explanation before the try. */
const RECALL = "recall";

/** A skill to be asked for, with the material from which it was taught. */
export interface AskedSkill {
  readonly skill: string;
  readonly outline: PackOutline;
  readonly node: PackNode;
  /** The items asked last, the newest last. */
  readonly asked_item_ids: readonly string[];
}

/**
 * A pack made of nodes that were taught elsewhere, in the order given: one node a skill, one path. Each opens with a sentence that says where it is from and asks
 * a question that was not asked lately; what explains it comes after the try, when it is needed. `challenge`: the question is the hardest there is.
 */
export function makeReviewPack(due: readonly AskedSkill[], purpose: "review" | "challenge"): Pack {
  const asked = due.slice(0, MAX_REVIEW_NODES);
  const [first] = asked;
  if (!first) throw new Error("A review needs something to ask.");
  const title = purpose === "review" ? "Review" : `Show it: ${first.node.concept}`;
  const nodes = asked.map((one, at) => toReviewNode(one, at, asked.length, purpose));
  const outlines = asked.map(({ outline }) => outline);
  const distinct = <T>(values: readonly T[], keyOf: (value: T) => string): T[] => [
    ...new Map(values.map((value) => [keyOf(value), value])).values(),
  ];
  return {
    format: 1,
    id: purpose,
    version: 1,
    language: first.outline.language,
    title: title.slice(0, 200),
    promise: purpose === "review" ? "You will have it fresh again." : "You show what you know.",
    subject: first.outline.subject,
    objectives: nodes.map(({ goal }) => goal).slice(0, 8),
    licence: distinct(
      outlines.map(({ licence }) => licence),
      String,
    )
      .join("; ")
      .slice(0, 400),
    authors: distinct(
      outlines.flatMap(({ authors }) => authors),
      String,
    ),
    sources: distinct(
      outlines.flatMap(({ sources }) => sources),
      (source) => JSON.stringify(source),
    ),
    approaches: [{ id: RECALL, name: "From memory" }],
    paths: [
      {
        id: "1",
        name: title.slice(0, 60),
        description: "From memory first; what explains it comes after your try.",
        approach: RECALL,
        sequence: nodes.map(({ id }) => id),
      },
    ],
    glossary: distinct(
      outlines.flatMap(({ glossary }) => glossary),
      ({ term }) => term.toLowerCase(),
    ),
    nodes,
  };
}

function toReviewNode(
  { skill, outline, node, asked_item_ids }: AskedSkill,
  at: number,
  count: number,
  purpose: "review" | "challenge",
): PackNode {
  const { bridges: _bridges, ...rest } = node;
  const item = chooseItem(node, asked_item_ids, purpose);
  const items = item ? [{ ...item, role: "main" as const }, ...node.items.filter((other) => other !== item).map(asSecond)] : node.items;
  return {
    ...rest,
    id: `node_${purpose}_${at + 1}`,
    kind: at === count - 1 ? "closing" : at === 0 ? "introduction" : "concept",
    skill,
    requires: [],
    explanations: [
      { approach: RECALL, text: openingOf(outline, node, at, item, purpose) },
      ...node.explanations.map((explanation) => ({
        ...explanation,
        approach: explanation.approach === RECALL ? "taught" : explanation.approach,
      })),
    ],
    items,
  };
}

/** How a node of a review is opened: one sentence each, so that several in a row do not sound alike. */
const OPENINGS: readonly ((lesson: string, concept: string) => string)[] = [
  (lesson, concept) => `From “${lesson}”, the step “${concept}”, and this time from memory.`,
  (lesson, concept) => `This goes back to “${concept}” in “${lesson}”, with nothing in front of you.`,
  (lesson, concept) => `You met “${concept}” in “${lesson}”, so see what is still there.`,
  (lesson, concept) => `“${concept}” comes round again, out of “${lesson}”.`,
];

/** One sentence of context; it names the concept unless that would tell the answer. A challenge says that there are no hints. */
function openingOf({ title }: PackOutline, { concept }: PackNode, at: number, item: Item | null, purpose: "review" | "challenge"): string {
  const isSafe = (text: string): boolean => !item || leaks(text, item) === null;
  const full =
    purpose === "review"
      ? (OPENINGS[at % OPENINGS.length] ?? OPENINGS[0])?.(title, concept)
      : `“${concept}”, from “${title}”, without hints and on your own.`;
  if (full !== undefined && isSafe(full)) return full;
  const plain = purpose === "review" ? `From “${title}”, and this time from memory.` : `From “${title}”, without hints and on your own.`;
  return isSafe(plain) ? plain : `This one goes without ${purpose === "review" ? "a word before it" : "hints"}.`;
}

/** Only the question chosen is asked first; the others are there for what comes after it. */
function asSecond(item: Item): Item {
  return item.role === "main" ? { ...item, role: "similar" } : item;
}

const HARDNESS: Readonly<Record<Item["form"], number>> = { code: 3, open: 3, numeric: 2, choice: 1 };

/**
 * The item to ask: never a small step; one that was not asked yet before one that was, else the one asked longest ago. Of equals the hardest form, because what
 * is written shows more than what is chosen; a challenge takes the hardest form first of all.
 */
function chooseItem({ items }: PackNode, asked: readonly string[], purpose: "review" | "challenge"): Item | null {
  const staleness = ({ id }: Item): number => -asked.indexOf(id);
  const hardness = (item: Item): number => HARDNESS[item.form] + ("key_points" in item ? item.key_points.length / 10 : 0);
  const whole = items.filter(({ role }) => role !== "step");
  const byBoth = (a: Item, b: Item): number =>
    purpose === "challenge"
      ? HARDNESS[b.form] - HARDNESS[a.form] || staleness(b) - staleness(a) || hardness(b) - hardness(a)
      : staleness(b) - staleness(a) || hardness(b) - hardness(a);
  return [...whole].sort(byBoth)[0] ?? null;
}
