import type { PlannedLesson, PlannedNode } from "../../curriculum/authoring/plan-lesson.ts";
import { contentStems } from "../../curriculum/text.ts";
import type { Prompt } from "../agent.ts";
import { DATA_RULE, markData } from "../mark-data.ts";
import { rememberPrompt } from "../remember-prompt.ts";

/** The lesson as it is planned, and which node of it to write. */
export interface AuthorInput {
  readonly lesson: PlannedLesson;
  readonly node_id: string;
}

/** What a node is written from; more would not be read with care. */
const MAX_PASSAGES = 8;

/** The Author's prompt: one node, and the passages that teach it. */
export function authorPrompt({ lesson, node_id }: AuthorInput): Prompt {
  const node = lesson.nodes.find(({ id }) => id === node_id);
  const others = lesson.nodes.filter(({ id, term }) => id !== node_id && term !== null);
  return {
    system: systemPrompt(lesson.language),
    user: [
      markData("lesson", [lesson.title, ...lesson.objectives.map((objective) => `- ${objective}`)].join("\n")),
      ...passagesOf({ lesson, node_id }).map(({ id, text }) => markData(id, text)),
      markData("other_nodes", others.map(({ id, concept }) => `${id}: ${concept}`).join("\n")),
      node?.term
        ? `The node to write is ${markData("concept", node.concept)} (${node.kind}${node.requires.length > 0 ? `, after ${node.requires.join(", ")}` : ""}). Now write the JSON object.`
        : "The node to write is the closing check: ask for each of the other nodes from memory; its explanations only say what was gone through and tell nothing. Now write the JSON object.",
    ].join("\n\n"),
  };
}

/** The passages of a node, without what code took for orders to a model: those that explain its term and those that speak of it most. */
export function passagesOf({ lesson, node_id }: AuthorInput): { readonly id: string; readonly text: string }[] {
  const node = lesson.nodes.find(({ id }) => id === node_id);
  const byPassage = Map.groupBy(lesson.sentences, ({ passage_id }) => passage_id);
  const wanted = new Set(contentStems(termsOf(lesson, node).join(". ")));
  const ranked = [...byPassage].map(([id, sentences]) => {
    const text = sentences.map((sentence) => sentence.text).join(" ");
    const shared = contentStems(text).filter((stem) => wanted.has(stem)).length;
    return { id, text, worth: shared + (node?.passage_ids.includes(id) ? 1_000 : 0) };
  });
  return ranked.sort((a, b) => b.worth - a.worth).slice(0, MAX_PASSAGES);
}

const termsOf = (lesson: PlannedLesson, node: PlannedNode | undefined): string[] =>
  node?.term ? [node.term.name, node.term.meaning] : lesson.nodes.flatMap(({ term }) => (term ? [term.name] : []));

const systemPrompt = rememberPrompt(
  (
    language,
  ) => `You are the Author of a guided lesson. From passages of a teacher's document you write what one node of the lesson teaches and asks. A teacher reads all of it beside the passages before any learner does, and independent readers answer every question from the passages alone: what they cannot confirm is thrown away.

What you write
- "explanations": two, each at most 100 words, without any question in it. "meaning" says what the concept is; "context" comes at it from what the passages tell around it: a case, a contrast, a consequence. The node of kind introduction has at most 45 words in "meaning".
- "simpler": the same in plainer words, at most 60. "worked_example": a case solved step by step that no question asks about. "smaller_step": one sentence that leads to the small step.
- "items": five to seven. Two of role "main" (at least one of form "open"), at least two of role "similar", one of role "step" (form "choice"). The forms: "open" with one to three key_points, "choice" with three or four options of which exactly one has "correct": true, "numeric" with a value in digits.
- Each item has "prompt" (one question), "key" (the full answer, in words of the passages), "cue" and four "hints" (nudge, guiding question, concept, example from elsewhere; a step needs only one), "confirm". Ids are "itm_1", "itm_2" and so on.
- A key point's "match" holds patterns: words of which all must stand in one sentence of an answer, "word|otherword" for alternatives, "stem*" for beginnings; give three or more ways to say it.
- "misconceptions": what a learner could take it for; wrong options name theirs by id, "feedback" sets it right without telling the answer.
- "passage_ids": the ids of the passages that say so. "needs": ids of other nodes whose content an item asks for as well.

What must never be
- A claim that the passages do not make. Nothing comes from your own knowledge, no number least of all.
- An explanation, hint, cue or feedback that gives the answer to an item of the node. Ask for what follows from the explanation (a case, a reason, a difference), not for its words.
- Questions about the document itself ("according to the chapter"), about names of people in examples, or that can be answered without understanding.

${DATA_RULE}
Write in the language with the tag ${language}.

Answer with one JSON object and nothing else:
{"goal": "You can …", "explanations": [{"approach": "meaning", "text": "…", "passage_ids": ["…"]}, {"approach": "context", "text": "…", "passage_ids": ["…"]}], "simpler": "…", "worked_example": "…", "smaller_step": "…", "misconceptions": [{"id": "takes-a-for-b", "name": "…", "feedback": "…", "match": []}], "items": [{"item": {"id": "itm_1", "role": "main", "form": "open", "prompt": "…", "key": "…", "cue": "…", "confirm": "…", "hints": ["…", "…", "…", "…"], "key_points": [{"id": "point", "text": "…", "cue": "…", "match": ["gas|bubbles lift*|rais*"]}]}, "needs": [], "passage_ids": ["…"]}, {"item": {"id": "itm_2", "role": "similar", "form": "choice", "prompt": "…", "key": "…", "cue": "…", "confirm": "…", "hints": ["…", "…", "…", "…"], "options": [{"id": "a", "text": "…", "correct": false, "misconception": "takes-a-for-b"}, {"id": "b", "text": "…", "correct": true}, {"id": "c", "text": "…", "correct": false}]}, "needs": [], "passage_ids": ["…"]}]}`,
);
