import { leaks } from "./leak.ts";
import type { Item, Misconception, Pack, PackNode } from "./pack.schema.ts";
import { readNumber } from "./rational.ts";
import { type Mode, parsePattern } from "./rubric.ts";

/** Something in a pack that would hurt a learner. Errors keep a pack from being published; warnings are for the author's judgement. */
export interface Finding {
  /** The place, as an author would look for it: `node_quorum › itm_raft_quorum_1 › hint 2`. */
  readonly where: string;
  /** What is wrong and, where that is not plain, what to do. */
  readonly problem: string;
  readonly severity: "error" | "warning";
}

const MAX_EXPLANATION_WORDS = 120;
const MAX_SIMPLER_WORDS = 80;
const MAX_SMALLER_STEP_WORDS = 60;
const MAX_BRIDGE_WORDS = 25;
/** From the shelf to the first question a learner reads at most 120 words: these three are what a pack has to say in that. */
const MAX_PROMISE_WORDS = 15;
const MAX_PATH_WORDS = 15;
const MAX_FIRST_EXPLANATION_WORDS = 50;
const HINTS_OF_A_LADDER = 4;

const error = (where: string, problem: string): Finding => ({ where, problem, severity: "error" });
const warning = (where: string, problem: string): Finding => ({ where, problem, severity: "warning" });
const placeOf = (...parts: readonly string[]): string => parts.join(" › ");

/** Everything that a schema cannot see: references, paths, ladders, word limits, questions where none belongs, and keys given away. */
export function checkPack(pack: Pack): Finding[] {
  const unreadable = pack.nodes.flatMap(checkPatterns);
  return [
    ...checkIds(pack),
    ...checkPaths(pack),
    ...pack.nodes.flatMap((node) => checkNode(node, pack)),
    ...unreadable,
    // A pattern that cannot be read cannot say whether a text gives a key away.
    ...(unreadable.length > 0 ? [] : pack.nodes.flatMap(checkLeaks)),
  ];
}

function repeated(values: readonly string[]): string[] {
  return [...new Set(values.filter((value, at) => values.indexOf(value) !== at))];
}

function checkIds(pack: Pack): Finding[] {
  const items = pack.nodes.flatMap((node) => node.items.map(({ id }) => id));
  const terms = pack.glossary.flatMap(({ term, also }) => [term, ...also]).map((term) => term.toLowerCase());
  return [
    ...repeated(pack.nodes.map(({ id }) => id)).map((id) => error(id, "two nodes have this id")),
    ...repeated(items).map((id) => error(id, "two items have this id")),
    ...repeated(pack.paths.map(({ id }) => id)).map((id) => error(`path ${id}`, "two paths have this id")),
    ...repeated(pack.approaches.map(({ id }) => id)).map((id) => error(`approach ${id}`, "two approaches have this id")),
    ...repeated(terms).map((term) => error("glossary", `"${term}" is explained twice; keep it as one term or one synonym`)),
  ];
}

function checkPaths(pack: Pack): Finding[] {
  const nodes = new Map(pack.nodes.map((node) => [node.id, node]));
  const findings = pack.paths.flatMap((path): Finding[] => {
    const where = `path ${path.id}`;
    const sequence = path.sequence.flatMap((id) => nodes.get(id) ?? []);
    const kinds = sequence.map(({ kind }) => kind);
    return [
      ...tooLong(`${where} › description`, path.description, MAX_PATH_WORDS),
      ...path.sequence.filter((id) => !nodes.has(id)).map((id) => error(where, `${id} is not a node of this pack`)),
      ...repeated(path.sequence).map((id) => error(where, `${id} comes twice`)),
      ...(kinds[0] === "introduction" ? [] : [error(where, "must begin with a node of kind introduction")]),
      ...(kinds.at(-1) === "closing" ? [] : [error(where, "must end with a node of kind closing")]),
      ...(kinds.slice(1, -1).every((kind) => kind === "concept")
        ? []
        : [error(where, "between introduction and closing only nodes of kind concept may stand")]),
      ...sequence.flatMap((node, at) =>
        node.requires
          .filter((id) => path.sequence.indexOf(id) < 0 || path.sequence.indexOf(id) >= at)
          .map((id) => error(where, `${node.id} requires ${id}, which must come before it`)),
      ),
      ...(pack.approaches.some(({ id }) => id === path.approach)
        ? []
        : [error(where, `approach ${path.approach} is not declared under approaches`)]),
      ...sequence
        .filter((node) => !node.explanations.some(({ approach }) => approach === path.approach))
        .map((node) => error(where, `${node.id} has no explanation for approach ${path.approach}`)),
    ];
  });
  const ways = pack.paths.map((path) => `${path.approach}: ${path.sequence.join(" ")}`);
  const unused = pack.nodes.filter(({ id }) => !pack.paths.some(({ sequence }) => sequence.includes(id)));
  return [
    ...tooLong("promise", pack.promise, MAX_PROMISE_WORDS),
    ...findings,
    ...repeated(ways).map((way) => error("paths", `two paths share both order and approach (${way}); a learner could not tell them apart`)),
    ...(pack.paths.length < 2 ? [warning("paths", "only one path; learners choose better among two or three")] : []),
    ...unused.map(({ id }) => warning(id, "no path leads here")),
  ];
}

function checkNode(node: PackNode, pack: Pack): Finding[] {
  const count = (role: Item["role"]): number => node.items.filter((item) => item.role === role).length;
  const approaches = node.explanations.map(({ approach }) => approach);
  const isFirst = node.kind === "introduction";
  return [
    ...(approaches.length < 2 ? [error(node.id, "needs two or more explanations")] : []),
    ...repeated(approaches).map((approach) => error(node.id, `two explanations for approach ${approach}`)),
    ...approaches
      .filter((id) => !pack.approaches.some((known) => known.id === id))
      .map((id) => error(node.id, `approach ${id} is not declared under approaches`)),
    ...(count("step") < 1 ? [error(node.id, "needs an item of role step")] : []),
    ...(node.items.length - count("step") < 3 ? [error(node.id, "needs three items besides its steps")] : []),
    ...(count("main") < 2 ? [warning(node.id, "has fewer than two main items; another approach would have to ask the same again")] : []),
    ...(count("similar") < 1 ? [warning(node.id, "has no similar item for after the worked example")] : []),
    ...repeated(node.misconceptions.map(({ id }) => id)).map((id) => error(node.id, `two misconceptions have the id ${id}`)),
    ...node.misconceptions.flatMap(({ id, denies = [] }) =>
      denies
        .filter((point) => !node.items.some((item) => "key_points" in item && item.key_points.some((known) => known.id === point)))
        .map((point) => error(placeOf(node.id, `misconception ${id}`), `denies ${point}, which is no key point of this node`)),
    ),
    ...node.requires
      .filter((id) => !pack.nodes.some((other) => other.id === id))
      .map((id) => error(node.id, `requires ${id}, which does not exist`)),
    ...node.explanations.flatMap(({ approach, text }) => [
      ...tooLong(placeOf(node.id, `explanation ${approach}`), text, MAX_EXPLANATION_WORDS),
      ...(isFirst && approach === pack.paths[0]?.approach
        ? tooLong(placeOf(node.id, `explanation ${approach} (a learner's first)`), text, MAX_FIRST_EXPLANATION_WORDS)
        : []),
    ]),
    ...tooLong(placeOf(node.id, "simpler"), node.simpler, MAX_SIMPLER_WORDS),
    ...tooLong(placeOf(node.id, "smaller_step"), node.smaller_step, MAX_SMALLER_STEP_WORDS),
    ...checkBridges(node, pack),
    ...teachingOf(node)
      .filter(({ text }) => questions(text) > 0)
      .map(({ where }) => error(where, "contains a question; the only question is the item's")),
    ...node.items.flatMap((item) => checkItem(node, item)),
  ];
}

function checkBridges({ id, explanations, bridges = [] }: PackNode, pack: Pack): Finding[] {
  return [
    ...repeated(bridges.map(({ after }) => after)).map((after) => error(id, `two bridges lead here from ${after}`)),
    ...bridges.flatMap(({ after, text }): Finding[] => {
      const where = placeOf(id, `bridge after ${after}`);
      const paths = pack.paths.filter(({ sequence }) => sequence.some((node, at) => node === after && sequence[at + 1] === id));
      if (paths.length === 0) return [error(where, "no path comes here from there")];
      // A bridge that makes the message too long would not be said.
      const said = explanations.filter(({ approach }) => paths.some((path) => path.approach === approach));
      return [
        ...tooLong(where, text, MAX_BRIDGE_WORDS),
        ...said.flatMap((own) => tooLong(`${where} and explanation ${own.approach}`, `${text} ${own.text}`, MAX_EXPLANATION_WORDS)),
      ];
    }),
  ];
}

function checkItem(node: PackNode, item: Item): Finding[] {
  const where = placeOf(node.id, item.id);
  const known = new Set(node.misconceptions.map(({ id }) => id));
  const unknown = (id: string): Finding => error(where, `misconception ${id} is not described in this node`);
  return [
    ...(questions(item.prompt) > 1 ? [error(placeOf(where, "prompt"), "asks more than one question")] : []),
    ...(item.role !== "step" && item.hints.length !== HINTS_OF_A_LADDER
      ? [error(where, `needs exactly ${HINTS_OF_A_LADDER} hints, has ${item.hints.length}`)]
      : []),
    ...(item.form === "open" || item.form === "code"
      ? repeated(item.key_points.map(({ id }) => id)).map((id) => error(where, `two key points have the id ${id}`))
      : []),
    ...(item.form === "choice" ? checkOptions(item, where) : []),
    ...(item.form === "choice"
      ? item.options.flatMap(({ misconception }) => (misconception && !known.has(misconception) ? [unknown(misconception)] : []))
      : []),
    ...(item.form === "numeric"
      ? item.wrong_values.flatMap(({ misconception }) => (known.has(misconception) ? [] : [unknown(misconception)]))
      : []),
    ...(item.form === "numeric"
      ? item.wrong_values
          .filter(({ value }) => !readNumber(value))
          .map(({ value }) => error(where, `wrong value "${value}" is not a number`))
      : []),
    ...(item.form === "numeric" && !readNumber(item.value) ? [error(where, `value "${item.value}" is not a number`)] : []),
  ];
}

function checkOptions(item: Extract<Item, { form: "choice" }>, where: string): Finding[] {
  const right = item.options.filter(({ correct }) => correct).length;
  return [
    ...(right === 1 ? [] : [error(where, `needs exactly one right option, has ${right}`)]),
    ...repeated(item.options.map(({ id }) => id)).map((id) => error(where, `two options have the id ${id}`)),
    ...repeated(item.options.map(({ text }) => text.toLowerCase())).map((text) => error(where, `two options read "${text}"`)),
  ];
}

/** Each pattern of the node that cannot be read. */
function checkPatterns(node: PackNode): Finding[] {
  const ofItem = (item: Item): Finding[] =>
    item.form === "open" || item.form === "code"
      ? item.key_points.flatMap(({ id, match, in_words = [] }) => [
          ...unreadable(placeOf(node.id, item.id, id), match, item.form === "code" ? "code" : "text"),
          ...unreadable(placeOf(node.id, item.id, id), in_words, "text"),
        ])
      : [];
  return [
    ...node.items.flatMap(ofItem),
    ...node.misconceptions.flatMap(({ id, match }) => unreadable(placeOf(node.id, `misconception ${id}`), match, "text")),
    ...node.questions.flatMap(({ match }, at) => unreadable(placeOf(node.id, `question ${at + 1}`), match, "text")),
  ];
}

function unreadable(where: string, patterns: readonly string[], mode: Mode): Finding[] {
  return patterns.flatMap((pattern) => {
    try {
      parsePattern(pattern, mode);
      return [];
    } catch (problem) {
      return [error(where, problem instanceof Error ? problem.message : `pattern "${pattern}" cannot be read`)];
    }
  });
}

interface Text {
  readonly where: string;
  readonly text: string;
}

/** What teaches: none of it may ask. */
function teachingOf(node: PackNode): Text[] {
  return [
    ...node.explanations.map(({ approach, text }) => ({ where: placeOf(node.id, `explanation ${approach}`), text })),
    { where: placeOf(node.id, "simpler"), text: node.simpler },
    { where: placeOf(node.id, "worked_example"), text: node.worked_example },
    { where: placeOf(node.id, "smaller_step"), text: node.smaller_step },
    ...(node.bridges ?? []).map(({ after, text }) => ({ where: placeOf(node.id, `bridge after ${after}`), text })),
    ...node.questions.map(({ answer }, at) => ({ where: placeOf(node.id, `answer to question ${at + 1}`), text: answer })),
  ];
}

/** Everything a learner can read before answering, against every item of the node. */
function checkLeaks(node: PackNode): Finding[] {
  const feedback = node.misconceptions.map(({ id, feedback: text }: Misconception) => ({
    where: placeOf(node.id, `feedback on ${id}`),
    text,
  }));
  const found = [...teachingOf(node), ...feedback].flatMap(({ where, text }) =>
    node.items.flatMap((item) => {
      const leak = leaks(text, item);
      if (!leak) return [];
      const excused = item.role === "step" && where.endsWith("worked_example");
      return [(excused ? warning : error)(where, `${leak} of ${item.id}; teach the principle and leave this case to the learner`)];
    }),
  );
  return [...found, ...node.items.flatMap((item) => checkOwnLeaks(node, item))];
}

function checkOwnLeaks(node: PackNode, item: Item): Finding[] {
  const where = placeOf(node.id, item.id);
  const points = item.form === "open" || item.form === "code" ? item.key_points : [];
  const own: Text[] = [
    { where: placeOf(where, "prompt"), text: item.prompt },
    { where: placeOf(where, "cue"), text: item.cue },
    ...item.hints.map((text, at) => ({ where: placeOf(where, `hint ${at + 1}`), text })),
    ...points.map(({ id, cue }) => ({ where: placeOf(where, id, "cue"), text: cue })),
  ];
  const others = node.items.filter(({ id }) => id !== item.id);
  return own.flatMap((text) => {
    const leak = leaks(text.text, item);
    const elsewhere = others.flatMap((other) => {
      const given = leaks(text.text, other);
      return given ? [warning(text.where, `${given} of ${other.id}, which may be asked later`)] : [];
    });
    return [...(leak ? [error(text.where, `${leak}; point at it without telling`)] : []), ...elsewhere];
  });
}

/** Words a learner reads: code blocks and the inside of formulas count as one word each. */
function countWords(text: string): number {
  return withoutCode(text)
    .replace(/\$[^$]+\$/g, "x")
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

const withoutCode = (text: string): string => text.replace(/```[\s\S]*?```/g, " ").replace(/`[^`]*`/g, "x");
const questions = (text: string): number => withoutCode(text).match(/\?+/g)?.length ?? 0;

function tooLong(where: string, text: string, limit: number): Finding[] {
  const words = countWords(text);
  return words > limit ? [error(where, `has ${words} words; at most ${limit}`)] : [];
}
