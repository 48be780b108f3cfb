import type { PackNode } from "../../curriculum/pack.schema.ts";
import { findMatch } from "../../curriculum/rubric.ts";
import { contentStems, normalise, readSentences } from "../../curriculum/text.ts";
import type { TutorInput } from "../inputs.ts";
import { passageId, passagesOf } from "./passages.ts";
import { sentencesOf } from "./sentences.ts";

/**
 * Something that can be said to a learner's question: `written` as an answer to it, a `definition`, what the course's documents say (`source`), or
 * merely `close`: sentences of the pack that touch on it.
 */
export interface FoundAnswer {
  readonly kind: "written" | "definition" | "source" | "close";
  readonly text: string;
  readonly citations: readonly string[];
}

/** Words of a question about words or about the explanation as a whole: "what does … mean", "can you explain that again". */
const ABOUT_WORDS = new Set(
  contentStems(
    "meaning define definition explain explanation word term difference differ stand exactly again remind call know understand clear confuse confusing unclear question ask please help follow lose describe elaborate clarify rephrase word repeat different idea part bit tell show detail example",
  ),
);
const MAX_TERMS = 2;
/** A sentence answers only when it shares this many content words with the question, and more than this part of them. */
const MIN_SHARED_STEMS = 2;
const MIN_SHARED_PART = 0.5;
const MAX_CLOSE_ANSWERS = 3;
const ASKS_FOR_A_MEANING = /^\W*(?:(?:ok|so|wait|and|but|sorry)\W+)*(?:what|who)(?:['’]?s| is| are| does| do)\b/i;
const ASKS_FOR_NO_MEANING =
  /^\W*(?:(?:ok|so|wait|and|but|sorry)\W+)*(?:how (?:many|much|often|long|do|does|can|could|is|are)|when|why|can|could|does|do|will|would|should|what (?:if|happens))\b/i;
const NOT_UNDERSTOOD =
  /\b(?:do ?n['’]?o?t|can ?['’]?n?o?t|did ?n['’]?o?t) (?:really |quite |even )*(?:understand|get|follow|see)\b|\bconfus(?:ed|ing)\b|\bmakes? no sense\b/i;
const EXAMPLE_WANTED =
  /\b(?:an?|another|one|some|any|more|different|other)(?: \p{L}+)? examples?\b|\bfor example what\b|\bexamples? please\b|\b(?:show|give|do|solve|see|have)\b.{0,20}\b(?:similar|another|other|like this) (?:one|case|problem|task|question)\b/iu;
/** "Why does that matter", "what is this for", "when will I ever need it". */
const USE_WANTED =
  /\bwhy (?:does|do|is|should|would|must) (?:it|this|that|i|we|you|any ?(?:one|body))(?: even| actually| really)? (?:matter|important|care|useful|(?:have to |need to |bother to |want to )?(?:learn|know|understand|do|care about) (?:this|that|it|these|all this)|need (?:this|that|it))\b|\bwhat(?:['’]?s| is) (?:the (?:point|use|purpose) of (?:this|that|it|all this)|(?:this|that|it) (?:all |even |actually )?(?:good |useful )?for)\b|\bwhat(?:['’]?s| is) the (?:point|use)\W*$|\bwhen (?:will|would|do) (?:i|we|you) (?:ever |actually |really )*(?:need|use) (?:this|that|it)\b/iu;
/** From this part of its words on, a question is the one that was asked. */
const SAME_QUESTION_PART = 0.75;

/**
 * What the pack can say to the learner's question, the best first: an answer written for it, the glossary, then sentences of the node's texts that
 * share most with it. Empty when the pack is silent.
 */
export function findAnswers({ material, glossary, reply }: Pick<TutorInput, "material" | "glossary" | "reply">): FoundAnswer[] {
  if (!material || !reply) return [];
  // "What is a key? Like a password?": the first sentence asks for the word, the second would hide it.
  const sentences = readSentences(reply).map(({ start, end }) => reply.slice(start, end));
  const defined = [reply, ...sentences].map((part) => findDefinition(glossary, part)).find((found) => found.length > 0) ?? [];
  return [...findWritten(material, reply), ...defined, ...findClose(material, reply)];
}

/** What the course's documents say, in their own sentences: all that were found, or the first alone where all would be too long. */
export function findInSources({ sources }: Pick<TutorInput, "sources">): FoundAnswer[] {
  const sentences = sources?.sentences ?? [];
  const upTo = (count: number): FoundAnswer => {
    const some = sentences.slice(0, count);
    return {
      kind: "source",
      text: some.map(({ text }) => text).join(" "),
      citations: [...new Set(some.flatMap(({ citations }) => citations))],
    };
  };
  return [...new Set([sentences.length, Math.min(1, sentences.length)])].filter((count) => count > 0).map(upTo);
}

function findWritten(material: PackNode, reply: string): FoundAnswer[] {
  return material.questions.flatMap(({ match, answer }, at) =>
    findMatch(match, reply, "text")
      ? [{ kind: "written" as const, text: answer, citations: [passageId(material, `question_${at + 1}`)] }]
      : [],
  );
}

/** Only where the question is about the word itself: a term merely mentioned does not ask for its definition, and "how many servers can fail" asks for no words. */
function findDefinition(glossary: TutorInput["glossary"], reply: string): FoundAnswer[] {
  if (ASKS_FOR_NO_MEANING.test(reply) && !/\bmeans?\b/i.test(reply)) return [];
  const asked = ` ${stemLine(reply)} `;
  const found = glossary
    .map((entry) => ({
      entry,
      name: [entry.term, ...entry.also].map(stemLine).find((name) => name !== "" && asked.includes(` ${name} `)) ?? "",
    }))
    .filter(({ name }) => name !== "")
    // "lead term" before "term": the longest name that is there is the one meant.
    .sort((a, b) => b.name.length - a.name.length)
    .filter(({ name }, at, all) => !all.slice(0, at).some((longer) => ` ${longer.name} `.includes(` ${name} `)))
    .slice(0, MAX_TERMS);
  const named = new Set(found.flatMap(({ name }) => name.split(" ")));
  const rest = contentStems(reply).filter((stem) => !named.has(stem) && !ABOUT_WORDS.has(stem));
  if (found.length === 0 || rest.length > 0) return [];
  return [{ kind: "definition", text: found.map(({ entry }) => `*${entry.term}*: ${entry.text}`).join("\n\n"), citations: [] }];
}

function findClose(material: PackNode, reply: string): FoundAnswer[] {
  const asked = contentStems(reply);
  // In the closing check the explanations only set the scene.
  const scenes = material.kind === "closing" ? material.explanations.map(({ approach }) => passageId(material, approach)) : [];
  return passagesOf(material)
    .filter(({ id }) => id !== passageId(material, "worked_example") && !scenes.includes(id))
    .flatMap((passage) =>
      sentencesOf(passage.text).map((text) => {
        const there = new Set(contentStems(text));
        return { text, id: passage.id, shared: asked.filter((stem) => there.has(stem)).length };
      }),
    )
    .filter(({ shared }) => shared >= MIN_SHARED_STEMS && shared > asked.length * MIN_SHARED_PART)
    .sort((a, b) => b.shared - a.shared)
    .slice(0, MAX_CLOSE_ANSWERS)
    .map(({ text, id }) => ({ kind: "close" as const, text, citations: [id] }));
}

/** Verbs that stand in every other question and sentence. */
const LIGHT_VERBS = new Set(contentStems("come go get need make happen put take give use want know work learn exist"));

/**
 * The stems of what a reply asks about: its words, without those that only ask, and without numbers where there are words, because they belong to the case
 * and not to the subject.
 */
export function stemsAsked(reply: string): string[] {
  const stems = contentStems(reply).filter((stem) => !ABOUT_WORDS.has(stem) && !LIGHT_VERBS.has(stem));
  const words = stems.filter((stem) => !/^[-\d]/.test(stem));
  return words.length > 0 ? words : stems;
}

function stemLine(text: string): string {
  return readSentences(text)
    .flatMap(({ tokens }) => tokens.map((token) => token.stem))
    .join(" ");
}

/** Whether the learner asks for the answer itself ("just tell me the answer") instead of about the subject. */
export function asksForAnswer(reply: string): boolean {
  return /\b(?:tell|give|show|say|reveal|want|need|what(?: is|'s)?)\b.{0,20}\b(?:answer|solution)\b/.test(normalise(reply));
}

/** Whether the learner asks back what they were asked: nearly all their words are the question's own. */
export function asksTheQuestion({ item, reply }: Pick<TutorInput, "item" | "reply">): boolean {
  const asked = contentStems(reply ?? "");
  const own = new Set(contentStems(item?.prompt ?? ""));
  if (ASKS_FOR_A_MEANING.test(reply ?? "")) return false;
  return asked.length >= MIN_SHARED_STEMS && asked.filter((stem) => own.has(stem)).length / asked.length >= SAME_QUESTION_PART;
}

/** Whether the learner asks for the explanation in other words, without naming what about it is unclear ("what do you mean?"). */
export function asksToExplain(reply: string): boolean {
  return NOT_UNDERSTOOD.test(reply) || (!hasSign(reply) && contentStems(reply).every((stem) => ABOUT_WORDS.has(stem)));
}

/** Whether a reply names a sign ("what does += do"): that is what it asks about, though it is no word. */
export function hasSign(reply: string): boolean {
  return readSentences(reply).some(({ tokens }) => tokens.some(({ kind }) => kind === "sign"));
}

/** Whether the learner wants a case to look at ("can you give me another example?"). */
export function asksForExample(reply: string): boolean {
  return EXAMPLE_WANTED.test(reply);
}

/** Whether the learner asks what the step is good for ("why does that matter?"). */
export function asksForUse(reply: string): boolean {
  return USE_WANTED.test(reply);
}
