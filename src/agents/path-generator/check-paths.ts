import type { Pack, PackNode } from "../../curriculum/pack.schema.ts";
import type { Checked, Correction } from "../agent.ts";
import type { PathGeneratorInput } from "../inputs.ts";
import { embeddedPaths } from "./embedded-path-generator.ts";
import type { PathsOutput } from "./path-generator.schema.ts";

type Path = PathsOutput["paths"][number];
/** An introduction, a concept and a closing node: less is no path. */
const MIN_NODES = 3;

/**
 * Makes a plan teachable, whoever wrote it. With a pack: only its nodes, by its own names, the introduction first, the closing node last, everything
 * a node requires before it, an approach in which every node is explained. Without one: node ids unique within a path. Paths that do not really
 * differ are dropped, path ids made unique; when nothing is left the embedded paths stand in. What was changed is recorded.
 */
export function checkPaths(input: PathGeneratorInput, output: PathsOutput): Checked<PathsOutput> {
  const corrections: Correction[] = [];
  const note = (check: string, detail: string): void => void corrections.push({ check, detail });
  const { pack } = input;

  const teachable = output.paths.flatMap((path) => {
    const settled = pack ? settleInPack(pack, path, note) : settleAlone(path, note);
    if (settled.teaching_sequence.length >= MIN_NODES) return [settled];
    note("path_too_short", `Path “${path.name}” had too few nodes that can be taught.`);
    return [];
  });
  const different = teachable.filter((path, at) => {
    const twin = teachable.slice(0, at).find((other) => signature(other) === signature(path));
    if (twin) note("same_path", `Path “${path.name}” goes the same way as “${twin.name}”.`);
    return !twin;
  });
  if (different.length === 0) {
    note("no_path_left", "No path could be taught; the lesson's own paths stand in.");
    return { output: embeddedPaths(input), corrections };
  }
  const ids = different.map(({ id }) => id);
  if (new Set(ids).size === ids.length) return { output: { paths: different }, corrections };
  note("path_ids_repeated", "Path ids were given twice; the paths are numbered in order.");
  return { output: { paths: different.map((path, at) => ({ ...path, id: `${at + 1}` })) }, corrections };
}

type Note = (check: string, detail: string) => void;

/** Two paths differ when their order or their angle does. Names and descriptions alone are not a difference. */
function signature({ approach, teaching_sequence }: Path): string {
  return `${approach ?? ""}|${teaching_sequence.map((node) => `${node.id} ${node.concept.toLowerCase()}`).join("|")}`;
}

function settleInPack(pack: Pack, path: Path, note: Note): Path {
  const wanted = path.teaching_sequence.map(({ id }) => id);
  const unknown = wanted.filter((id) => !pack.nodes.some((node) => node.id === id));
  if (unknown.length > 0) note("unknown_nodes", `Path “${path.name}” named ${unknown.length} nodes that the pack does not have.`);
  const nodes = inTeachableOrder(pack, wanted);
  const known = wanted.filter((id) => !unknown.includes(id));
  if (nodes.map(({ id }) => id).join() !== known.join()) note("order", `Path “${path.name}” was put into an order that the pack allows.`);

  const explains = (approach: string): boolean =>
    nodes.every((node) => node.explanations.some((explanation) => explanation.approach === approach));
  const approach =
    path.approach !== null && explains(path.approach) ? path.approach : (pack.approaches.find(({ id }) => explains(id))?.id ?? null);
  if (path.approach !== null && approach !== path.approach)
    note("unknown_approach", `Path “${path.name}” named an approach in which not every node is explained.`);
  return {
    ...path,
    approach,
    minutes: nodes.reduce((sum, node) => sum + node.minutes, 0),
    teaching_sequence: nodes.map(({ id, concept, goal }) => ({ id, concept, goal })),
  };
}

/** The wanted nodes, each once and after what it requires (which is added when it was left out), between the introduction and the closing node. */
function inTeachableOrder(pack: Pack, wanted: readonly string[]): PackNode[] {
  const ordered: PackNode[] = [];
  const place = (id: string, waiting: readonly string[]): void => {
    const node = pack.nodes.find((candidate) => candidate.id === id);
    // `waiting` ends a circle of requirements, which a checked pack does not have.
    if (!node || ordered.includes(node) || waiting.includes(id)) return;
    for (const required of node.requires) place(required, [...waiting, id]);
    ordered.push(node);
  };
  for (const id of wanted) place(id, []);
  const first = pack.nodes.filter((node) => node.kind === "introduction").slice(0, 1);
  const last = pack.nodes.filter((node) => node.kind === "closing").slice(-1);
  return [...first, ...ordered.filter((node) => node.kind === "concept"), ...last];
}

function settleAlone(path: Path, note: Note): Path {
  const ids = path.teaching_sequence.map(({ id }) => id);
  if (new Set(ids).size === ids.length) return path;
  note("node_ids_repeated", `Path “${path.name}” used a node id twice; its nodes are numbered in order.`);
  return { ...path, teaching_sequence: path.teaching_sequence.map((node, at) => ({ ...node, id: `node_${at + 1}` })) };
}
