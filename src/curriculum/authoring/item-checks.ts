import type { ItemCheck, Passage } from "../../protocol/course.schema.ts";
import { leaks } from "../leak.ts";
import type { Item } from "../pack.schema.ts";
import { contentStems, normalise, readSentences } from "../text.ts";
import type { DraftNode, StoredPart } from "./draft.schema.ts";

/** A US school grade (Kincaid et al. 1975) of more is harder than the textbooks of a first year at university. */
const MAX_GRADE = 19;
const MAX_EXPLANATION_WORDS = 120;
/** Two prompts that share so much of their content words ask the same. */
const SAME_PROMPT = 0.85;
/** So much of what a key says must stand in the passages that it is made from. */
const GROUNDED_SHARE = 0.75;

/** The checks of a question that need nobody's answer: leak, duplicate, reading level, grounded. */
export function checkItem(part: StoredPart, node: DraftNode, parts: readonly StoredPart[], passages: readonly Passage[]): ItemCheck[] {
  if (part.content.kind !== "item") return [];
  const { item } = part.content;
  return [
    checkLeak(item, node, parts),
    checkDuplicate(part, item, parts),
    checkReading(wordsShown(item)),
    checkGrounded(keyOf(item), part, passages),
  ];
}

/** The checks of an explanation: it asks nothing and tells no key, can be read, and stands in the passages. */
export function checkExplanation(part: StoredPart, parts: readonly StoredPart[], passages: readonly Passage[]): ItemCheck[] {
  if (part.content.kind !== "explanation") return [];
  const { text } = part.content;
  const told = parts.flatMap(({ part_id, node_id, decision, content }) =>
    node_id === part.node_id && decision !== "rejected" && content.kind === "item" && leaks(text, content.item) !== null ? [part_id] : [],
  );
  const words = text.split(/\s+/).length;
  const leak =
    told.length > 0
      ? `It tells the answer to ${told.length === 1 ? "a question" : `${told.length} questions`} of this step.`
      : text.includes("?")
        ? "It asks something itself; only the questions may ask."
        : null;
  const reading = checkReading(text);
  return [
    { check: "leak", holds: leak === null, detail: leak ?? "It tells no answer of this step." },
    words > MAX_EXPLANATION_WORDS
      ? { check: "reading_level", holds: false, detail: `It has ${words} words; at most ${MAX_EXPLANATION_WORDS} can be taken in at once.` }
      : reading,
    // What the closing check says is our own; it has no source.
    ...(part.passage_ids.length === 0 ? [] : [checkGrounded(text, part, passages)]),
  ];
}

function checkLeak(item: Item, node: DraftNode, parts: readonly StoredPart[]): ItemCheck {
  const points = item.form === "open" || item.form === "code" ? item.key_points.map(({ cue }) => cue) : [];
  const texts = [
    ...parts.flatMap(({ node_id, decision, content }) =>
      node_id === node.id && decision !== "rejected" && content.kind === "explanation" ? [content.text] : [],
    ),
    ...[node.simpler, node.worked_example, node.smaller_step],
    ...node.misconceptions.map(({ feedback }) => feedback),
    ...[item.prompt, item.cue, ...item.hints, ...points],
  ];
  const leak = texts.map((text) => leaks(text, item)).find((found) => found !== null);
  return leak === undefined
    ? { check: "leak", holds: true, detail: "Nothing that a learner reads before answering gives it away." }
    : { check: "leak", holds: false, detail: `Something that a learner reads before answering ${leak ?? "gives it away"}.` };
}

function checkDuplicate({ part_id }: StoredPart, item: Item, parts: readonly StoredPart[]): ItemCheck {
  const own = contentStems(item.prompt);
  const before = parts.slice(
    0,
    parts.findIndex((other) => other.part_id === part_id),
  );
  const same = before.find(({ decision, content }) => {
    if (decision === "rejected" || content.kind !== "item" || content.item.form !== item.form) return false;
    const other = new Set(contentStems(content.item.prompt));
    const shared = own.filter((stem) => other.has(stem)).length;
    const isAlike = own.length > 0 && shared / Math.max(own.length, other.size) >= SAME_PROMPT;
    return isAlike && normalise(content.item.key) === normalise(item.key);
  });
  return {
    check: "duplicate",
    holds: same === undefined,
    detail: same ? `It asks what ${same.part_id} asks.` : "Nothing else in the draft asks this.",
  };
}

function checkReading(text: string): ItemCheck {
  const grade = gradeOf(text);
  return {
    check: "reading_level",
    holds: grade <= MAX_GRADE,
    detail: `About school grade ${Math.max(1, Math.round(grade))}${grade <= MAX_GRADE ? "" : "; shorter sentences and words would help"}.`,
  };
}

/** Flesch-Kincaid grade: 0.39 × words a sentence + 11.8 × syllables a word − 15.59. Syllables are counted as groups of vowels. */
export function gradeOf(text: string): number {
  const sentences = readSentences(text).filter(({ tokens }) => tokens.length > 0);
  const words = sentences.flatMap(({ tokens }) => tokens.filter(({ kind }) => kind === "word").map((token) => token.text));
  if (words.length === 0) return 0;
  const syllables = words.reduce((sum, word) => sum + Math.max(1, word.replace(/e$/, "").match(/[aeiouyà-ÿ]+/g)?.length ?? 1), 0);
  return 0.39 * (words.length / sentences.length) + 11.8 * (syllables / words.length) - 15.59;
}

function checkGrounded(said: string, part: StoredPart, passages: readonly Passage[]): ItemCheck {
  const own = passages.filter(({ passage_id }) => part.passage_ids.includes(passage_id));
  const stems = new Set(own.flatMap(({ text, anchor }) => [text, ...anchor.headings]).flatMap(contentStems));
  const words = contentStems(said);
  const found = words.filter((stem) => stems.has(stem)).length;
  const foreign = words.filter((stem) => /\d/.test(stem) && !stems.has(stem));
  const share = words.length === 0 ? 0 : found / words.length;
  const holds = own.length > 0 && share >= GROUNDED_SHARE && foreign.length === 0;
  const detail =
    own.length === 0
      ? "The passages that it was made from are gone."
      : foreign.length > 0
        ? `The passages do not have the number ${foreign[0]}.`
        : `${Math.round(share * 100)} % of its words stand in its passages.`;
  return { check: "grounded", holds, detail };
}

/** What an item claims to be right. */
function keyOf(item: Item): string {
  if (item.form !== "choice") return item.key;
  return item.options.flatMap(({ text, correct }) => (correct ? [text] : [])).join(" ");
}

const wordsShown = (item: Item): string => item.prompt;
