import { type Pack, packSchema } from "../../src/curriculum/pack.schema.ts";

const hints = [
  "Think of a round cake.",
  "How many of these pieces fill the cake?",
  "More pieces of one cake are smaller pieces.",
  "A bar broken into two has larger bits than a bar broken into ten.",
];

function openItem(id: string, role: "main" | "similar" | "step", prompt: string, word: string) {
  return {
    id: `itm_${id}`,
    role,
    form: "open" as const,
    prompt,
    key: `The ${word} is larger because there are fewer pieces.`,
    cue: "Compare how many pieces the cake was cut into.",
    confirm: "The number below the line counts the cuts.",
    hints,
    key_points: [
      {
        id: "which",
        text: "You named the larger piece.",
        cue: "Which one would you rather eat?",
        match: [`${word} larger|bigger|more|big`],
      },
      {
        id: "why",
        text: "Fewer pieces make larger ones.",
        cue: "What happens to a piece when there are more of them?",
        match: ["few*|less pieces|parts|people"],
      },
    ],
  };
}

function node(slug: string, kind: "introduction" | "concept" | "closing") {
  return {
    id: `node_${slug}`,
    kind,
    concept: `Pieces of a ${slug}`,
    goal: `You can say which piece of a ${slug} is larger, and why.`,
    skill: `pieces-${slug}`,
    minutes: 3,
    explanations: [
      { approach: "picture", text: `Take one ${slug} and cut it for many guests. Every further guest makes each share smaller.` },
      { approach: "number", text: "The lower number of a fraction counts into how many equal parts the whole was cut." },
    ],
    simpler: "More guests, smaller shares.",
    worked_example: "A rope cut into two gives parts of half its length. Cut into ten, each part is a tenth: shorter.",
    smaller_step: "Look at the lower number only.",
    items: [
      openItem(`${slug}_1`, "main", `Which is larger, a third or a fifth of one ${slug}, and why?`, "third"),
      openItem(
        `${slug}_2`,
        "main",
        `Two tables share one ${slug} each, four people here and six there. Who gets a larger piece, and why?`,
        "four",
      ),
      openItem(`${slug}_3`, "similar", `Which is larger, a half or a ninth of one ${slug}, and why?`, "half"),
      {
        id: `itm_${slug}_4`,
        role: "step" as const,
        form: "choice" as const,
        prompt: `Into how many pieces is a ${slug} cut when each is a fifth?`,
        key: "A fifth is one of five equal pieces.",
        cue: "Listen to the word.",
        confirm: "The word holds the number.",
        hints: ["Say the word slowly."],
        options: [
          { id: "a", text: "Three" },
          { id: "b", text: "Five", correct: true },
        ],
      },
    ],
    misconceptions: [
      {
        id: "bigger_number",
        name: "A larger lower number is a larger piece",
        feedback: "The lower number counts cuts, not size.",
        match: ["fifth larger|bigger"],
      },
    ],
    questions: [{ match: ["what denominator|bottom|lower"], answer: "The lower number says how many equal parts the whole has." }],
  };
}

/** A small pack of three nodes for tests: real enough to be taught, small enough to be read. */
export const fixturePack: Pack = packSchema.parse({
  format: 1,
  id: "fixture",
  version: 1,
  language: "en",
  title: "Sharing fairly",
  promise: "You will be able to compare pieces.",
  subject: "Mathematics",
  objectives: ["Compare unit fractions"],
  licence: "CC BY 4.0",
  authors: ["The Cairn authors"],
  sources: [],
  approaches: [
    { id: "picture", name: "From pictures" },
    { id: "number", name: "From numbers" },
  ],
  paths: [
    {
      id: "1",
      name: "From pictures",
      description: "See it first.",
      approach: "picture",
      sequence: ["node_cake", "node_bread", "node_pie"],
    },
    { id: "2", name: "From numbers", description: "Name it first.", approach: "number", sequence: ["node_cake", "node_bread", "node_pie"] },
  ],
  glossary: [{ term: "denominator", also: ["bottom number"], text: "The lower number of a fraction: how many equal parts the whole has." }],
  nodes: [node("cake", "introduction"), node("bread", "concept"), node("pie", "closing")],
});
