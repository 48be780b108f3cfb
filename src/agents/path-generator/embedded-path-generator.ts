import type { Pack } from "../../curriculum/pack.schema.ts";
import type { PathGeneratorInput } from "../inputs.ts";
import type { PathsOutput } from "./path-generator.schema.ts";

type Path = PathsOutput["paths"][number];
type Node = Path["teaching_sequence"][number];

/** Concept nodes that a lesson from objectives alone has at most; more would not be done in one sitting. */
const MAX_CONCEPTS = 8;
/** From so many concept nodes on, a second order is really another way. */
const MIN_CONCEPTS_FOR_TWO_PATHS = 3;
const MAX_CONCEPT_CHARS = 80;
const MAX_GOAL_CHARS = 400;
const ABOUT =
  /^(?:(?:be able to|you (?:can|will be able to)|i (?:can|want to)|learn (?:how )?to|to)\s+)?(?:explain|describe|say|tell|understand|know|learn|name|list|define|discuss|state|identify|recall|outline|summari[sz]e)\s+(?:about\s+)?(\S.{3,})$/i;

/**
 * The Path Generator with no model: a pack's own paths, which its author made to differ; without a pack, the objectives in order (and, where there are
 * enough of them, from the goal backwards). Nothing is planned that was not given.
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
  const concepts = conceptNodes(title, objectives);
  const subject = clip(tidy(title), MAX_CONCEPT_CHARS - ", as you know it now".length);
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
    minutes: null,
    teaching_sequence: [first, ...nodes, last],
  });
  const inOrder = path("1", "Step by step", "One objective after the other, in the order in which they were given.", concepts);
  const goal = concepts.at(-1);
  if (!goal || concepts.length < MIN_CONCEPTS_FOR_TWO_PATHS) return [inOrder];
  return [
    inOrder,
    path("2", "The goal first", "Begins with the last objective, then gathers what it rests on.", [goal, ...concepts.slice(0, -1)]),
  ];
}

function conceptNodes(title: string, objectives: readonly string[]): Node[] {
  const given = objectives.map(tidy).filter((objective) => objective !== "");
  const parts = given.length > 0 ? given : splitTitle(title);
  const nodes =
    given.length > 0 || parts.length > 1
      ? parts.map((part) => ({
          concept: clip(conceptOf(part), MAX_CONCEPT_CHARS),
          goal: clip(given.length > 0 ? part : `You can explain “${part}” in your own words.`, MAX_GOAL_CHARS),
        }))
      : facetsOf(tidy(title));
  return nodes.slice(0, MAX_CONCEPTS).map((node, at) => ({ id: `node_${at + 1}`, ...node }));
}

/** What an objective is about: "Explain why dough must rest" is about "Why dough must rest". */
function conceptOf(objective: string): string {
  const [, about] = ABOUT.exec(objective) ?? [];
  return about === undefined ? objective : about.charAt(0).toUpperCase() + about.slice(1);
}

/** "TCP and UDP", "Rome: rise, peak and fall": the parts that a title itself names. */
function splitTitle(title: string): string[] {
  const [head = "", tail = ""] = title.split(/:\s+/, 2);
  return (tail || head)
    .split(/\s*[,;/]\s*(?:and\s+|und\s+|et\s+|y\s+)?|\s+(?:and|und|et|y|vs\.?|versus)\s+/i)
    .map(tidy)
    .filter((part) => part.length > 1);
}

/** What can be asked about any single thing without knowing it. */
function facetsOf(title: string): { concept: string; goal: string }[] {
  const name = clip(title, MAX_CONCEPT_CHARS - 30);
  return [
    { concept: `What “${name}” is`, goal: `You can say in one or two sentences what “${name}” is.` },
    { concept: `How “${name}” works`, goal: `You can describe the parts or steps of “${name}” and how they go together.` },
    { concept: `Where “${name}” shows up`, goal: `You can give an example of “${name}” and say what makes it one.` },
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
