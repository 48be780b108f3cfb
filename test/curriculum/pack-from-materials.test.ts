import { describe, expect, it } from "vitest";
import { embeddedEvaluate } from "../../src/agents/evaluator/embedded-evaluator.ts";
import { checkDraft } from "../../src/agents/tutor/check-draft.ts";
import { embeddedTutor } from "../../src/agents/tutor/embedded-tutor.ts";
import type { Item, Pack } from "../../src/curriculum/pack.schema.ts";
import { packSchema } from "../../src/curriculum/pack.schema.ts";
import { type Materials, packFromMaterials } from "../../src/curriculum/pack-from-materials.ts";
import { evaluationOf, tutorInputOf } from "../support/tutor-input.ts";

const TIDES = `# Tides

Tides are the regular rise and fall of the sea. They come about because the gravity of the Moon pulls more strongly on the near side of the Earth than
on the far side. The difference between these two pulls stretches the ocean into two bulges. One bulge faces the Moon, the other lies on the opposite side
of the Earth. As the Earth turns, a coast passes through both bulges in about 24 hours and 50 minutes.

## Spring and neap tides

A **spring tide** is a tide with an unusually large range between high water and low water.[1] It happens when the Sun and the Moon pull along the same
line, which is the case at new moon and at full moon. A neap tide is a tide with a small range. The Sun and the Moon then pull at right angles, so that their
effects partly cancel. The Sun's effect on the tides is about 46 percent of the Moon's, because the Sun is so much farther away.

## Coasts

- The shape of a coast decides how high the water rises.
- In the Bay of Fundy the range reaches 16 metres because the bay narrows like a funnel and its length fits the rhythm of the tide.
- Harbours publish tide tables so that ships can enter when the water is deep enough.

What would a sailor do without them? See https://example.org/tides for more.

\`\`\`js
const tide = moon ? 1 : 0;
\`\`\`
`;
const GERMAN = `Die Photosynthese ist ein Vorgang, bei dem Pflanzen aus Licht chemische Energie gewinnen. Sie findet in den Chloroplasten der Blätter statt.
Das Chlorophyll nimmt vor allem rotes und blaues Licht auf, weil seine Moleküle genau diese Wellenlängen absorbieren. Aus Wasser und Kohlendioxid entstehen
Zucker und Sauerstoff. Der Sauerstoff stammt aus dem Wasser und nicht aus dem Kohlendioxid.

Pflanzen atmen auch. Bei der Atmung wird Zucker mit Sauerstoff abgebaut, damit die Zellen Energie erhalten. In der Nacht ruht die Photosynthese, die Atmung
läuft weiter.`;

const make = (text: string, changes: Partial<Materials> = {}): Pack | null =>
  packFromMaterials({ title: "Tides", objectives: [], language: "en", text, ...changes });
const mustMake = (text: string, changes: Partial<Materials> = {}): Pack => {
  const pack = make(text, changes);
  if (!pack) throw new Error("There was enough to teach from.");
  return pack;
};
const itemsOf = (pack: Pack): Item[] => pack.nodes.flatMap((node) => node.items);
const oneLine = (text: string): string => text.replace(/[*[\]1]/g, "").replace(/\s+/g, " ");

/** The verdict on a reply to an item. */
const judge = (node: Pack["nodes"][number], item: Item, reply: string, language = "en"): string =>
  embeddedEvaluate({
    language,
    node,
    question: item.prompt,
    item,
    misconceptions: [],
    reply,
    recent: [],
    remediation_round: 0,
    points_met: [],
  }).evaluation;

/** The verdict on a reply to the question to write whose prompt holds these words. */
function judgedOn(pack: Pack, words: string, reply: string): string {
  for (const node of pack.nodes)
    for (const item of node.items) if (item.form === "open" && item.prompt.includes(words)) return judge(node, item, reply);
  throw new Error(`No question speaks of ${words}.`);
}

describe("a pack made from pasted text", () => {
  it.each([
    ["English", TIDES, "en"],
    ["German", GERMAN, "de"],
  ] as const)("has the shape of every other pack (%s)", (_name, text, language) => {
    const pack = mustMake(text, { language });
    expect(packSchema.parse(pack)).toEqual(pack);
    expect(pack.nodes.map(({ kind }) => kind).filter((kind) => kind !== "concept")).toEqual(["introduction", "closing"]);
    expect(new Set(itemsOf(pack).map(({ id }) => id)).size).toBe(itemsOf(pack).length);
  });

  it("says only what the text says: every explanation and every key is made of its sentences", () => {
    const source = oneLine(TIDES);
    const pack = mustMake(TIDES);
    for (const node of pack.nodes.filter(({ kind }) => kind !== "closing"))
      for (const { text } of node.explanations)
        for (const sentence of text.replace(/^Everything I say[^\n]*\n\n/, "").split(/(?<=\.)\s+/))
          expect(source).toContain(oneLine(sentence));
    for (const item of itemsOf(pack)) if (item.form === "open") expect(source).toContain(oneLine(item.key));
  });

  it("tells the learner in the first message that it speaks from their text alone", () => {
    expect(mustMake(TIDES).nodes[0]?.explanations[0]?.text).toMatch(/^Everything I say about this comes from your text/);
  });

  it("takes headings for titles, and makes nothing of questions, links and code", () => {
    const pack = mustMake(TIDES);
    expect(pack.nodes.map(({ concept }) => concept)).toEqual(["Tides", "Spring and neap tides", "Coasts", "What has stayed"]);
    expect(JSON.stringify(pack)).not.toMatch(/sailor|example\.org|const tide/);
  });

  it("keeps a passage within a hundred words, the first within eighty-five", () => {
    const pack = mustMake(TIDES);
    const words = pack.nodes.map((node) => node.explanations[0]?.text.split(/\s+/).length ?? 0);
    expect(words[0]).toBeLessThanOrEqual(85);
    expect(Math.max(...words)).toBeLessThanOrEqual(100);
  });

  it("asks for reasons, meanings, terms and numbers that the text gives", () => {
    const prompts = itemsOf(mustMake(TIDES))
      .map(({ prompt }) => prompt)
      .join("\n");
    expect(prompts).toContain("How does your text explain “spring tide”?");
    expect(prompts).toContain("“In the Bay of Fundy the range reaches 16 metres …” What reason does it give for that?");
    expect(prompts).toContain("____");
    expect(itemsOf(mustMake(TIDES)).filter(({ form }) => form === "numeric").length).toBeGreaterThan(0);
  });

  it("offers only words of the text in a gap, one of them right, none of the others in the sentence", () => {
    for (const item of itemsOf(mustMake(TIDES))) {
      if (item.form !== "choice") continue;
      expect(item.options.filter(({ correct }) => correct)).toHaveLength(1);
      for (const { text, correct } of item.options) {
        expect(TIDES.toLowerCase()).toContain(text.toLowerCase());
        if (!correct) expect(item.prompt.toLowerCase().split(/[^\p{L}]+/u)).not.toContain(text.toLowerCase());
      }
    }
  });

  it("helps with every question without saying the word or the number that is asked for", () => {
    for (const item of itemsOf(mustMake(TIDES))) {
      const right =
        item.form === "choice" ? item.options.find(({ correct }) => correct)?.text : item.form === "numeric" ? item.value : null;
      expect(item.hints).toHaveLength(4);
      if (right) for (const hint of item.hints) expect(hint.toLowerCase().split(/[^\p{L}\p{N}.]+/u)).not.toContain(right.toLowerCase());
    }
  });

  it.each([
    ["English", TIDES, "en"],
    ["German", GERMAN, "de"],
  ] as const)("can be judged: the sentence itself is right, another one is not (%s)", (_name, text, language) => {
    const pack = mustMake(text, { language });
    for (const node of pack.nodes)
      for (const item of node.items) {
        const right =
          item.form === "choice"
            ? (item.options.find(({ correct }) => correct)?.id ?? "")
            : item.form === "numeric"
              ? item.value
              : item.key;
        expect(judge(node, item, right, language), item.prompt).not.toBe("wrong");
        if (language === "en") expect(judge(node, item, right, language), item.prompt).toBe("correct");
        expect(judge(node, item, "The baker opens the shop at seven.", language), item.prompt).not.toBe("correct");
      }
  });

  it("knows an answer in the learner's own words", () => {
    const pack = mustMake(TIDES);
    expect(judgedOn(pack, "Bay of Fundy the range", "it gets narrow like a funnel so the water piles up")).toBe("correct");
  });

  it("does not call wrong what takes other words for it, nor right what cannot be told from its opposite", () => {
    const dough =
      mustMake(`Before baking, the dough must rest. During this rest the gas collects in small bubbles that are held by gluten. A dough that has not rested long enough
stays dense, because too little gas has formed. Bakers therefore watch the dough and not the clock. When the dough has grown by half, it is ready to be shaped.`);
    expect(judgedOn(dough, "stays dense", "there is not enough gas in it")).toBe("partial");
    expect(judgedOn(dough, "Bakers therefore", "they look at the dough instead of the clock")).toBe("partial");
    expect(judgedOn(dough, "stays dense", "because it was too cold in the kitchen")).toBe("wrong");
  });

  it.each([
    ["English", TIDES, "en"],
    ["German", GERMAN, "de"],
  ] as const)("can be taught by the embedded tutor through its gate, whatever the strategy (%s)", (_name, text, language) => {
    const pack = mustMake(text, { language });
    const reply = "the baker opens the shop at seven";
    for (const node of pack.nodes)
      for (const item of node.items)
        for (const strategy of ["introduce", "simpler", "other_approach", "worked_example", "smaller_step", "answer_question"] as const) {
          const isAnswer = strategy === "answer_question";
          const evaluation =
            strategy === "introduce"
              ? null
              : evaluationOf(isAnswer ? { user_intent: "ask_question", evaluation: "n/a" } : { quoted: reply });
          const reason = strategy === "introduce" ? "first" : isAnswer ? "answer_question" : "remediate";
          const input = tutorInputOf(pack, node, item, {
            strategy,
            reason,
            evaluation,
            reply: evaluation && (isAnswer ? "what is a spring tide?" : reply),
          });
          const output = embeddedTutor(input);
          expect(
            checkDraft(input, { ...output, item_id: item.id, strategy }).filter(({ hard }) => hard),
            output.teaching,
          ).toEqual([]);
          expect(output.teaching.split(/\s+/).length).toBeGreaterThan(8);
        }
  });

  it("puts the fullest passages first in a second path where there are enough of them", () => {
    const sections = ["Wells", "Locks", "Canals", "Bridges", "Ferries", "Harbours"].map(
      (name, at) =>
        `## ${name}\n\n${name} are built where people need water or a way across it. ${name} of the old kind needed ${at + 11} workers because stone is heavy. Every year the ${name.toLowerCase()} of a town are inspected by an engineer.`,
    );
    const pack = mustMake(sections.join("\n\n"), { title: "Waterworks", objectives: ["Explain what bridges need"] });
    expect(pack.nodes).toHaveLength(6);
    for (const { sequence } of pack.paths) expect(new Set(sequence)).toEqual(new Set(pack.nodes.map(({ id }) => id)));
    expect(new Set(pack.paths.map(({ sequence }) => sequence.join())).size).toBe(pack.paths.length);
  });

  it.each([
    ["nothing", ""],
    ["a heading", "# Tides"],
    ["two sentences", "Tides are the regular rise and fall of the sea. The Moon pulls on the water of the oceans."],
    ["only questions", "What is a tide? Why does it rise? Who was the first to know? Where is it highest?"],
    ["only code", "```\nlet a = 1;\nlet b = 2;\n```"],
    ["a table", "| a | b |\n|---|---|\n| 1 | 2 |"],
    ["signs", "?!?! … --- ### $$$ \u0000\u202E"],
  ])("is not made from %s", (_what, text) => {
    expect(make(text)).toBeNull();
  });

  it.each([
    ["Chinese", "光合作用是植物利用阳光制造养分的过程。它发生在叶绿体中。植物吸收二氧化碳并释放氧气。没有光就没有光合作用。", "zh"],
    [
      "Arabic",
      "التمثيل الضوئي هو عملية تستخدم فيها النباتات ضوء الشمس لصنع الغذاء. تحدث هذه العملية في البلاستيدات الخضراء. تمتص النباتات ثاني أكسيد الكربون من الهواء وتطلق الأكسجين.",
      "ar",
    ],
    ["one endless line", "word ".repeat(12_000), "en"],
    ["sixty thousand letters without a space", "x".repeat(60_000), "en"],
    ["thousands of brackets", "([{<".repeat(15_000), "en"],
    ["thousands of stars", `${"*_`".repeat(20_000)}.`, "en"],
  ])("is made or refused, but never fails, for %s", (_what, text, language) => {
    const pack = make(text, { language });
    expect(pack === null || packSchema.safeParse(pack).success).toBe(true);
  });
});
