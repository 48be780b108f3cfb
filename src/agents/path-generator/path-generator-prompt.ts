import type { Pack } from "../../curriculum/pack.schema.ts";
import type { Prompt } from "../agent.ts";
import type { PathGeneratorInput } from "../inputs.ts";
import { DATA_RULE, markData } from "../mark-data.ts";
import { rememberPrompt } from "../remember-prompt.ts";

/** The Path Generator's prompt: the system part is the same bytes for every call in a language, the lesson is in the user part. */
export function pathGeneratorPrompt(input: PathGeneratorInput): Prompt {
  return { system: systemPrompt(input.language), user: userPrompt(input) };
}

const systemPrompt = rememberPrompt(
  (
    language,
  ) => `You are the Path Generator of a guided-learning tutor. From a lesson's title and objectives you plan two or three different ways through it; the learner picks one, the first is preselected, so put the best one for a newcomer first.

What a path is
- "teaching_sequence" begins with an introductory node (why this matters, what the problem is) and ends with a closing node (everything put together, an unaided check). Between them are the concept nodes, usually three to six.
- A node teaches one atomic concept: something that can be explained in 100 words and asked in one question. If a goal needs "and", it is two nodes.
- "concept" is a short title of at most eight words; "goal" says what the learner can do afterwards and begins with "You can" (in the lesson's language).
- What a node builds on comes before it.

Paths must really differ, in their angle and where possible in their order: from the parts to the whole, from what goes wrong without it, from one concrete case. A difference that a learner would not notice is none. "name" is at most five words; "description" says in one sentence how this path goes about it and for whom it is good.

When the lesson has a pack
- Use only its nodes, with their ids exactly as given, the introduction first, the closing node last, and every node after the ones it requires.
- "approach" is the id of one of the pack's approaches. No two paths may share both approach and order.
When it has none
- "id" of a node is "node_1", "node_2" and so on, unique within the path; the same concept has the same id in every path. "approach" is null.
- Stay with the title and the objectives. Do not add topics that they do not ask for.

${DATA_RULE}
Write names, descriptions, concepts and goals in the language with the tag ${language}.

Answer with one JSON object and nothing else:
{"paths": [{"id": "1", "name": "…", "description": "…", "teaching_sequence": [{"id": "node_1", "concept": "…", "goal": "You can …"}], "approach": null, "minutes": null}]}`,
);

function userPrompt({ title, objectives, pack }: PathGeneratorInput): string {
  return [
    markData("title", title),
    objectives.length > 0
      ? markData("objectives", objectives.map((objective) => `- ${objective}`).join("\n"))
      : "No objectives were given; take them from the title.",
    pack ? describePack(pack) : "There is no pack.",
    "Now write the JSON object with two or three paths.",
  ].join("\n\n");
}

function describePack(pack: Pack): string {
  const nodes = pack.nodes.map(({ id, kind, concept, goal, requires, minutes, explanations }) =>
    [
      `- ${id} (${kind}, ${minutes} min): ${concept}. ${goal}`,
      requires.length > 0 && `requires ${requires.join(", ")}`,
      `explained by ${explanations.map(({ approach }) => approach).join(", ")}`,
    ]
      .filter(Boolean)
      .join("; "),
  );
  const paths = pack.paths.map(
    ({ name, description, approach, sequence }) => `- ${name} (${approach}): ${description} Order: ${sequence.join(", ")}`,
  );
  return markData(
    "pack",
    [
      `Nodes:\n${nodes.join("\n")}`,
      `Approaches:\n${pack.approaches.map(({ id, name }) => `- ${id}: ${name}`).join("\n")}`,
      `Paths that its author made; you may take them over:\n${paths.join("\n")}`,
    ].join("\n\n"),
  );
}
