import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkDraft } from "../../src/agents/tutor/check-draft.ts";
import { createDraftReader } from "../../src/session/partial-draft.ts";
import { createPieceTap, type DraftPiece, streamDraft } from "../../src/session/stream-draft.ts";
import { wholeSentences } from "../../src/session/whole-sentences.ts";
import { fixturePack } from "../support/fixture-pack.ts";
import { starterPacks } from "../support/starter-packs.ts";
import { tutorInputOf } from "../support/tutor-input.ts";

const NODE = fixturePack.nodes[0];
if (!NODE) throw new Error("The fixture pack has nodes.");
const ITEM = NODE.items[0] ?? null;
const INPUT = tutorInputOf(fixturePack, NODE, ITEM);

/** Text with whatever makes a JSON string hard to cut: escapes, pairs, controls, lone halves. */
const text = fc.string({
  unit: fc.oneof(
    fc.constantFrom('"', "\\", "\n", "\t", "{", "}", "😀", "é", "\ud83d", "\ude00", "\u0000", "teaching", ". "),
    fc.string({ maxLength: 2 }),
  ),
});
/** Every character beyond ASCII as an escape, as some models write. */
const escaped = (json: string): string => json.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);

describe("a tutor's answer that is read while it is written", () => {
  it("gives a beginning of the finished strings at every moment, no half escape and no half character", () => {
    fc.assert(
      fc.property(
        fc.record({ hints: fc.array(text), teaching: text, other: fc.object(), question: text }),
        fc.boolean(),
        fc.constantFrom("", "Here it is:\n```json\n", 'They said "no".\n'),
        fc.integer({ min: 1, max: 9 }),
        (draft, asEscapes, before, step) => {
          const json = JSON.stringify(draft);
          const written = before + (asEscapes ? escaped(json) : json);
          const reader = createDraftReader();
          for (let end = 0; end < written.length; end += step) {
            reader.push(written.slice(end, end + step));
            const { teaching, question } = reader.partial;
            expect(draft.teaching.startsWith(teaching)).toBe(true);
            expect(draft.question.startsWith(question)).toBe(true);
            // A lone half is the model's own; half of a pair would be ours.
            const cut = /[\uD800-\uDBFF]$/.test(teaching) && /^[\uDC00-\uDFFF]/.test(draft.teaching.slice(teaching.length));
            expect(cut).toBe(false);
          }
          expect(reader.partial).toEqual({
            teaching: draft.teaching,
            question: draft.question,
            teaching_done: true,
            question_done: true,
          });
        },
      ),
    );
  });

  it("is not misled by strings of the same name further inside", () => {
    const reader = createDraftReader();
    reader.push('{"plan": {"teaching": "not this", "list": ["question", {"question": "nor this"}]}, "teaching": "this"');
    expect(reader.partial).toMatchObject({ teaching: "this", question: "" });
  });
});

describe("whole sentences", () => {
  it.each([
    ["One half. Two hal", "One half."],
    ["A half is 0.5 of it, and 3", ""],
    ["Take e.g. a pie. Cut i", "Take e.g. a pie."],
    ["A **whole. Or not", ""],
    ["A **whole. Or not** it is. Th", "A **whole. Or not** it is."],
    ["Look at $a. b", ""],
    ["See `x. y` here. And", "See `x. y` here."],
    ["So:\n\n```js\na. b. c\n", "So:"],
    ["So:\n\n```js\na();\n```\n\nThen it", "So:\n\n```js\na();\n```"],
    ["1. Cut the pie", ""],
    ["It costs $5. Then\n\nMore. An", "It costs $5. Then\n\nMore."],
    ["A [link. it](https://x. y", ""],
    ["分母が同じです。つぎに", "分母が同じです。"],
    ["She said “no.” Then", "She said “no.”"],
  ])("of %j are %j", (growing, whole) => {
    expect(wholeSentences(growing)).toBe(whole);
  });
});

/** Writes an answer in pieces of `step`; what a learner would see of it after each piece. */
function watch(input: Parameters<typeof streamDraft>[0], answers: readonly string[], step: number) {
  const seen: { teaching: string; question: string }[] = [];
  const pieces: DraftPiece[] = [];
  let now = { teaching: "", question: "" };
  const hear = streamDraft(input, (piece) => {
    pieces.push(piece);
    if (piece.reset) now = { teaching: "", question: "" };
    now = { ...now, [piece.part]: now[piece.part] + piece.text };
    seen.push(now);
  });
  for (const answer of answers) for (let end = step; end < answer.length + step; end += step) hear(answer.slice(0, end));
  return { seen, pieces, now };
}

const GOOD = "A pie cut into equal parts has a *denominator*. It names how many parts there are.\n\nMore parts make each of them smaller.";
const answerOf = (teaching: string, question = ITEM?.prompt ?? "") => JSON.stringify({ teaching, question, citations: [], hints: [] });

describe("a draft that streams", () => {
  it("is seen sentence by sentence, and asks only when its one question is complete", () => {
    const { seen, now } = watch(INPUT, [answerOf(GOOD)], 4);
    expect(seen.map(({ teaching }) => teaching)).toEqual([
      "A pie cut into equal parts has a *denominator*.",
      "A pie cut into equal parts has a *denominator*. It names how many parts there are.",
      GOOD,
      GOOD,
    ]);
    expect(now).toEqual({ teaching: GOOD, question: ITEM?.prompt });
  });

  it("stops before a sentence that asks, blames or praises, and never shows the question after one", () => {
    for (const bad of ["What is a half?", "You should have known that.", "Great job!"]) {
      const { now } = watch(INPUT, [answerOf(`One part is a share. ${bad} More parts are smaller.`)], 5);
      expect(now).toEqual({ teaching: "One part is a share.", question: "" });
    }
  });

  it("shows no second question, and no other one than was given", () => {
    for (const question of [`${ITEM?.prompt} And why? And how?`, "What is the capital of France?"])
      expect(watch(INPUT, [answerOf(GOOD, question)], 7).now).toEqual({ teaching: GOOD, question: "" });
  });

  it("stands still when the answer begins anew and says the same, and gives way when it says something else", () => {
    const half = answerOf(GOOD).slice(0, 110);
    expect(watch(INPUT, [half, answerOf(GOOD)], 3).pieces.filter(({ reset }) => reset)).toHaveLength(1);
    const other = watch(INPUT, [half, answerOf("A share is one of equal parts. Parts can be counted.")], 3);
    expect(other.pieces.filter(({ reset }) => reset)).toHaveLength(2);
    expect(other.now.teaching).toBe("A share is one of equal parts. Parts can be counted.");
  });

  it("shows nothing at any moment that a hard check would refuse, wherever a model gives the key away", () => {
    const packs = [fixturePack, ...starterPacks];
    const inputs = packs.flatMap((pack) => pack.nodes.flatMap((node) => node.items.map((item) => tutorInputOf(pack, node, item))));
    let given = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...inputs),
        fc.integer({ min: 0, max: 3 }),
        fc.integer({ min: 1, max: 40 }),
        fc.array(fc.constantFrom("Think of a pie.", "Count the parts first.", "Each `step` is small.\n\n", "Look at $a + b$ once more."), {
          minLength: 3,
          maxLength: 3,
        }),
        (input, at, step, filler) => {
          const key = keyOf(input);
          const teaching = [...filler.slice(0, at), key, ...filler.slice(at)].join(" ");
          const { seen } = watch(input, [answerOf(teaching, input.item?.prompt)], step);
          const isRefused = (shown: string, question: string) =>
            checkDraft(input, draftOf(input, shown, question)).some(({ hard }) => hard);
          if (isRefused(teaching, input.item?.prompt ?? "")) given += 1;
          for (const { teaching: shown, question } of seen) expect(isRefused(shown, question || (input.item?.prompt ?? ""))).toBe(false);
        },
      ),
      { numRuns: 300 },
    );
    // Most of these drafts do tell: it is not that there was nothing to refuse.
    expect(given).toBeGreaterThan(150);
  });
});

const draftOf = (input: typeof INPUT, teaching: string, question: string) => ({
  teaching,
  question,
  citations: [],
  hints: [],
  item_id: input.item?.id ?? null,
  strategy: input.strategy,
});

/** A sentence that tells the answer as bluntly as a careless model would. */
function keyOf({ item }: typeof INPUT): string {
  switch (item?.form) {
    case "choice":
      return `The answer is ${item.options.find((option) => option.correct)?.id.toUpperCase()}.`;
    case "numeric":
      return `The answer is ${item.value}.`;
    case "open":
    case "code":
      return `${item.key}\n\n`;
    default:
      return "";
  }
}

describe("a draft that was begun ahead", () => {
  it("is seen from its beginning when somebody waits for it, without what gave way before", () => {
    const tap = createPieceTap();
    const heard: string[] = [];
    tap.add({ part: "teaching", text: "Old.", reset: true });
    tap.add({ part: "teaching", text: "New.", reset: true });
    tap.pourInto((piece) => heard.push(piece.text));
    tap.add({ part: "teaching", text: " More.", reset: false });
    expect(heard).toEqual(["New.", " More."]);
  });
});
