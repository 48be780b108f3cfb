import { leaks } from "../../curriculum/leak.ts";
import type { Item, PackNode } from "../../curriculum/pack.schema.ts";
import { findMatch } from "../../curriculum/rubric.ts";
import { contentStems } from "../../curriculum/text.ts";
import type { OtherStep, TutorInput } from "../inputs.ts";
import { hasSign, stemsAsked } from "./find-answer.ts";
import { sentencesOf } from "./sentences.ts";

/**
 * What another step of the path has to say to a learner's question: an answer `written` for it, the sentence of its teaching that comes `close`, or only
 * that it is the step where this is taught (`named`; its `text` is empty).
 */
export interface FoundElsewhere {
  readonly kind: "written" | "close" | "named";
  readonly concept: string;
  readonly is_done: boolean;
  readonly text: string;
  /** How much of the question's weight it holds, 0 to 1. */
  readonly share: number;
}

/** The step of an answer that was written for such questions has to be about the question: its patterns were written for those who are there. */
const MIN_WRITTEN_SHARE = 0.5;
/** A sentence that nobody wrote as an answer has to hold all of them, and more than one. */
const MIN_CLOSE_STEMS = 2;
/** A step is named where its title and goal hold so much of the question. */
const MIN_NAMED_SHARE = 0.5;
/** Who points at what is on the table ("why that one?") does not ask about another step. */
const POINTS = /\b(?:this|that|these|those|it)\b/i;
const MIN_STEMS_BESIDE_POINTING = 2;
/** A text that shares less than this with the prompt of a question to come is about something else, whatever words of its key stand in it. */
const RELATED_SHARE = 0.3;

type Asking = Pick<TutorInput, "material" | "item" | "reply" | "other_steps">;

/**
 * What the path's other steps say to the learner's question, the best first; empty where they are silent, and where the question on the table says as much
 * about it itself. Nothing in it gives away the key of that question, nor of one that is still to be asked on the way to the step it is from.
 */
export function findElsewhere({ material, item, reply, other_steps = [] }: Asking): FoundElsewhere[] {
  const asked = stemsAsked(reply ?? "");
  if (!material || (asked.length === 0 && !hasSign(reply ?? "")) || (POINTS.test(reply ?? "") && asked.length < MIN_STEMS_BESIDE_POINTING))
    return [];
  // The closing check teaches nothing.
  const steps = other_steps.filter((step) => step.material.kind !== "closing");
  const shareOf = weigher(asked, [material, ...steps.map((step) => step.material)]);
  const ofCase = item && asked.length > 0 ? shareOf(item.prompt) : 0;
  const ofTitle = titleShare(material, shareOf);
  const found = steps.flatMap((step) => [
    ...[...findWritten(step, reply ?? "", shareOf), ...findClose(step, asked)].map((one) =>
      // Who asks for what must not be said yet is told where it will be.
      tells(one.text, itemsBefore(step, { material, other_steps }), item) ? nameOf(step, shareOf) : one,
    ),
    ...(asked.length === 0 ? [] : findNamed(step, shareOf)).filter(({ share }) => share > ofTitle),
  ]);
  return found.filter(({ share }) => share > ofCase).sort((a, b) => RANK[a.kind] - RANK[b.kind] || b.share - a.share);
}

const RANK: Readonly<Record<FoundElsewhere["kind"], number>> = { written: 0, close: 1, named: 2 };

/**
 * How much of a question stands in a text, 0 to 1: a word that is in every text of the lesson weighs little, one that only few have weighs much.
 * @param asked the stems of the question's words
 */
function weigher(asked: readonly string[], nodes: readonly PackNode[]): (text: string) => number {
  const texts = nodes.flatMap(textsOf).map((text) => new Set(contentStems(text)));
  const weights = asked.map((stem) => Math.log((texts.length + 1) / (texts.filter((text) => text.has(stem)).length + 0.5)));
  const sum = (some: readonly number[]): number => some.reduce((total, weight) => total + weight, 0);
  const all = sum(weights);
  return (text) => {
    // "What does += do" has no words that could be missing.
    if (asked.length === 0) return 1;
    const there = new Set(contentStems(text));
    return sum(weights.filter((_, at) => there.has(asked[at] ?? ""))) / all;
  };
}

const teachingOf = ({ explanations, simpler, smaller_step }: PackNode): string[] => [
  ...explanations.map(({ text }) => text),
  simpler,
  smaller_step,
];
const textsOf = (node: PackNode): string[] => [...teachingOf(node), ...node.questions.map(({ answer }) => answer)];

function findWritten({ material, is_done }: OtherStep, reply: string, shareOf: (text: string) => number): FoundElsewhere[] {
  return material.questions
    .filter(({ match }) => findMatch(match, reply, "text"))
    .map(({ match, answer }) => ({
      kind: "written" as const,
      concept: material.concept,
      is_done,
      text: answer,
      share: shareOf([material.concept, material.goal, answer, ...teachingOf(material), ...match.map(wordsOf)].join("\n\n")),
    }))
    .filter(({ share }) => share >= MIN_WRITTEN_SHARE);
}

/** The words by which a pattern knows a question; those that must not be there are none of them. */
function wordsOf(pattern: string): string {
  return pattern.replace(/(?:^|\s)!\S+/g, " ").replace(/[|_*]/g, " ");
}

function findClose({ material, is_done }: OtherStep, asked: readonly string[]): FoundElsewhere[] {
  if (asked.length < MIN_CLOSE_STEMS) return [];
  return teachingOf(material)
    .flatMap(sentencesOf)
    .filter((text) => {
      const there = new Set(contentStems(text));
      return asked.every((stem) => there.has(stem));
    })
    .map((text) => ({ kind: "close" as const, concept: material.concept, is_done, text, share: 1 }));
}

function findNamed(step: OtherStep, shareOf: (text: string) => number): FoundElsewhere[] {
  const { concept, goal } = step.material;
  return shareOf(`${concept}\n\n${goal}`) >= MIN_NAMED_SHARE ? [nameOf(step, shareOf)] : [];
}

function nameOf({ material, is_done }: OtherStep, shareOf: (text: string) => number): FoundElsewhere {
  return { kind: "named", concept: material.concept, is_done, text: "", share: titleShare(material, shareOf) };
}

/** Of two steps whose goals speak of it, the one whose title does is meant. */
function titleShare({ concept, goal }: PackNode, shareOf: (text: string) => number): number {
  return (shareOf(concept) + shareOf(`${concept}\n\n${goal}`)) / 2;
}

/** The questions whose keys a text of that step must not give: this step's own, and those of the steps that come before it. Its own were looked at by the pack's checker. */
function itemsBefore(step: OtherStep, { material, other_steps = [] }: Pick<Asking, "material" | "other_steps">): readonly Item[] {
  const ahead = other_steps.filter(({ is_done }) => !is_done);
  const before = step.is_done ? [] : ahead.slice(0, ahead.indexOf(step));
  return [...(material?.items ?? []), ...before.flatMap((other) => other.material.items)];
}

function tells(text: string, items: readonly Item[], open: Item | null): boolean {
  const said = new Set(contentStems(text));
  return items.some((item) => {
    if (leaks(text, item) === null) return false;
    const prompt = contentStems(item.prompt);
    return item.id === open?.id || prompt.filter((stem) => said.has(stem)).length >= prompt.length * RELATED_SHARE;
  });
}
