import { splitTasks, taskOf, topicOf } from "../../curriculum/concepts/objective-topic.ts";
import { orderNames } from "../../curriculum/concepts/order-names.ts";
import { RECALL_MINUTES } from "../../curriculum/materials-minutes.ts";
import type { Pack } from "../../curriculum/pack.schema.ts";
import type { PathGeneratorInput } from "../inputs.ts";
import type { PathsOutput } from "./path-generator.schema.ts";
import { isQuestion, nameOfTitle } from "./name-of-title.ts";

type Path = PathsOutput["paths"][number];
type Node = Path["teaching_sequence"][number];

/** Concept nodes that a lesson from objectives alone has at most; more would not be done in one sitting. */
const MAX_CONCEPTS = 8;
/** From so many concept nodes on, a second order is really another way, and a third one. */
const MIN_CONCEPTS_FOR_TWO_PATHS = 3;
const MIN_CONCEPTS_FOR_THREE_PATHS = 4;
const MAX_CONCEPT_CHARS = 80;
const MAX_GOAL_CHARS = 400;
/**
 * The Path Generator with no model: a pack's own paths, which its author made to differ; without a pack, the objectives in order (and, where there are
 * enough of them, from the goal backwards and from what is likely to be familiar). Nothing is planned that was not given.
 */
export function embeddedPaths(input: PathGeneratorInput): PathsOutput {
  return { paths: input.pack ? packPaths(input.pack) : objectivePaths(input) };
}

/** A pack's paths as the learner is offered them; `minutes` is the sum of its nodes' estimates. */
export function packPaths(pack: Pack): Path[] {
  return pack.paths.map(({ id, name, description, approach, sequence }) => {
    const nodes = sequence.flatMap((nodeId) => pack.nodes.find((node) => node.id === nodeId) ?? []);
    return {
      id,
      name,
      description,
      approach,
      minutes: nodes.reduce((sum, node) => sum + node.minutes, 0),
      teaching_sequence: nodes.map(({ id: nodeId, concept, goal }) => ({ id: nodeId, concept, goal })),
    };
  });
}

function objectivePaths({ title, objectives }: PathGeneratorInput): Path[] {
  // Who gave no objective gets the title for one, which says nothing more.
  const own = objectives.filter((objective) => tidy(objective) !== tidy(title));
  const concepts = conceptNodes(title, own);
  const most = MAX_CONCEPT_CHARS - ", as you know it now".length;
  const whole = nameOfTitle(tidy(title));
  // Before a colon stands the name; what follows would be cut off anyway.
  const subject = clip(whole.length > most ? (whole.split(/:\s/)[0] ?? whole) : whole, most);
  const first: Node = {
    id: "node_start",
    concept: `${subject}, as you know it now`,
    goal: "You can say what you know about it already, and what you want to find out.",
  };
  const last: Node = {
    id: "node_whole",
    concept: `${subject}, all together`,
    goal: "You can explain it from memory, as a whole and in your own words.",
  };
  const path = (id: string, name: string, description: string, nodes: readonly Node[]): Path => ({
    id,
    name,
    description,
    approach: null,
    // Nothing is read; each node is recalled and compared with its goal.
    minutes: RECALL_MINUTES * (nodes.length + 2),
    teaching_sequence: [first, ...nodes, last],
  });
  const inOrder = path("1", "Step by step", "One objective after the other, in the order in which they were given.", concepts);
  const goal = concepts.at(-1);
  if (!goal || concepts.length < MIN_CONCEPTS_FOR_TWO_PATHS) return [inOrder];
  const backwards = path("2", "The goal first", "Begins with the last objective, then gathers what it rests on.", [
    goal,
    ...concepts.slice(0, -1),
  ]);
  const familiar = orderNames(concepts.map(({ concept }) => concept)).flatMap(
    (name) => concepts.find(({ concept }) => concept === name) ?? [],
  );
  const isNew = ![inOrder, backwards].some(({ teaching_sequence }) => sameOrder(teaching_sequence.slice(1, -1), familiar));
  if (concepts.length < MIN_CONCEPTS_FOR_THREE_PATHS || !isNew) return [inOrder, backwards];
  const description = `Begins with “${familiar[0]?.concept ?? ""}”, whose words are likely to be known already, and leaves the most technical ones for the end.`;
  return [inOrder, backwards, path("3", "The familiar first", description, familiar)];
}

const sameOrder = (some: readonly Node[], others: readonly Node[]): boolean =>
  some.length === others.length && some.every((node, at) => node === others[at]);

function conceptNodes(title: string, objectives: readonly string[]): Node[] {
  const given = objectives.flatMap((objective) => splitTasks(taskOf(tidy(objective)))).filter((objective) => objective !== "");
  const parts = splitTitle(title);
  const nodes = given.length > 0 ? given.map(forObjective) : parts.length > 1 ? parts.map(forName) : facetsOf(nameOfTitle(tidy(title)));
  return nodes.slice(0, MAX_CONCEPTS).map((node, at) => ({ id: `node_${at + 1}`, ...node }));
}

type Unnumbered = Omit<Node, "id">;

function forObjective(objective: string): Unnumbered {
  // A single word names a thing and no deed.
  if (!/\s/.test(objective)) return forName(objective);
  return { concept: clip(topicOf(objective), MAX_CONCEPT_CHARS), goal: clip(objective, MAX_GOAL_CHARS) };
}

function forName(name: string): Unnumbered {
  return {
    concept: clip(topicOf(name), MAX_CONCEPT_CHARS),
    goal: clip(`You can explain “${name}” in your own words.`, MAX_GOAL_CHARS),
  };
}

/** "TCP and UDP", "Rome: rise, peak and fall": the parts that a title itself names. A question is one thing, whatever words are in it. */
function splitTitle(title: string): string[] {
  const [head = "", tail = ""] = title.split(/:\s+/, 2);
  if (tail === "" && isQuestion(nameOfTitle(tidy(head)))) return [head];
  return (tail || nameOfTitle(tidy(head)))
    .split(/\s*[,;/]\s*(?:and\s+|und\s+|et\s+|y\s+)?|\s+(?:and|und|et|y|vs\.?|versus)\s+/i)
    .map(tidy)
    .filter((part) => part.length > 1);
}

/** What can be asked about any single thing, or any question, without knowing it. */
function facetsOf(title: string): Unnumbered[] {
  const name = clip(title, MAX_CONCEPT_CHARS - ": in a sentence or two".length);
  if (isQuestion(title))
    return [
      { concept: `${name}: the short answer`, goal: `You can answer in one or two sentences: “${name}”.` },
      { concept: `${name}: step by step`, goal: "You can give the steps or reasons one after another, and say how one leads to the next." },
      { concept: `${name}: a case`, goal: "You can go through one real case and show the answer in it." },
    ];
  return [
    { concept: `${name}: in a sentence or two`, goal: `You can say in one or two sentences what “${name}” means.` },
    {
      concept: `${name}: the parts or steps`,
      goal: `You can describe the parts or steps that belong to “${name}”, and how they go together.`,
    },
    { concept: `${name}: an example`, goal: `You can give an example of “${name}” and say what makes it one.` },
  ];
}

function tidy(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(/^[\s\-*•\d.)]+(?=\p{L})/u, "")
    .replace(/[.;,\s]+$/, "")
    .replace(/[“”"]/g, "’")
    .trim();
}

function clip(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 2).replace(/\s+\S*$/, "")} …`;
}
