import { describe, expect, it } from "vitest";
import type { TutorInput } from "../../../src/agents/inputs.ts";
import type { Item } from "../../../src/curriculum/pack.schema.ts";
import { quoteReply } from "../../../src/agents/tutor/learner-words.ts";
import { fixturePack } from "../../support/fixture-pack.ts";
import { evaluationOf, tutorInputOf } from "../../support/tutor-input.ts";

const [cake] = fixturePack.nodes;
const [item] = cake?.items ?? [];
if (!cake || !item) throw new Error("The fixture pack has nodes and items.");

const quote = (reply: string, changes: Partial<TutorInput["evaluation"]> = {}, node = cake): string | null =>
  quoteReply(tutorInputOf(fixturePack, node, item, { reply, evaluation: evaluationOf({ quoted: reply, ...changes }) }));

describe("the words of a learner that the tutor takes up", () => {
  it("are theirs, without how they began and without the letter of an option", () => {
    expect(quote("hmm ok, I think the fifth is bigger.")).toBe("“the fifth is bigger”");
    expect(quote("d they are all the same")).toBe("“they are all the same”");
    expect(quote("B has blue")).toBe("“B has blue”");
  });

  it("keep both halves of their brackets, or neither", () => {
    expect(quote("[10, 20, 30] because the list is not touched")).toBe("`[10, 20, 30] because the list is not touched`");
    expect(quote("(the fifth is bigger)")).toBe("“the fifth is bigger”");
    expect(quote("the fifth is bigger)")).toBe("“the fifth is bigger”");
  });

  it("end with a thought when they are cut", () => {
    expect(quote("the fifth is the bigger one because it was the number that is higher than three")).toBe(
      "“the fifth is the bigger one …”",
    );
  });

  it("are about the subject and not about themselves", () => {
    expect(quote("Honestly I was always terrible at this at school. Is it because the cake is cut?")).toBe("“the cake is cut”");
  });

  it("are those of the error where one is known, although the verdict rests on what was right", () => {
    const misconceptions = [{ id: "more", name: "More", feedback: "Look at one piece.", match: ["five more"] }];
    const reply = "the third is one of three pieces. but five is more than three";
    const changes = { evaluation: "partial", misconception_id: "more", quoted: "the third is one of three pieces" } as const;
    expect(quote(reply, changes, { ...cake, misconceptions })).toBe("“five is more than three”");
  });

  it("are a line of their program as it stands, brackets and all", () => {
    const code = { ...item, form: "code" as const, programming_language: "python", key_points: [] };
    const reply = "for x in names:\n    print(x)";
    const evaluation = evaluationOf({ quoted: "    print(x)" });
    expect(quoteReply(tutorInputOf(fixturePack, cake, code, { reply, evaluation }))).toBe("`print(x)`");
    expect(quoteReply(tutorInputOf(fixturePack, cake, code, { reply, evaluation: evaluationOf({ quoted: reply }) }))).toBe(
      "`for x in names:`",
    );
    const words = "the stop must be one more";
    expect(quoteReply(tutorInputOf(fixturePack, cake, code, { reply: words, evaluation: evaluationOf({ quoted: words }) }))).toBe(
      `“${words}”`,
    );
  });

  it("are words where words were answered, though a program is asked for next, and a program the other way round", () => {
    const code = {
      ...item,
      id: "itm_code",
      prompt: "Write a loop.",
      form: "code" as const,
      programming_language: "python",
      key_points: [],
    };
    const material = { ...cake, items: [item, code] };
    const quoteBefore = (next: Item, asked: Item, reply: string) => {
      const history = [
        { role: "tutor" as const, content: `Look here.\n\n${asked.prompt}` },
        { role: "user" as const, content: reply },
      ];
      return quoteReply(tutorInputOf(fixturePack, material, next, { reply, history, evaluation: evaluationOf({ quoted: reply }) }));
    };
    expect(quoteBefore(code, item, "the fifth, it is the biggest number")).toBe("“the fifth, it is the biggest number”");
    expect(quoteBefore(item, code, "for x in y:\n    print(x)")).toBe("`for x in y:`");
  });

  it("are the line of a program in which the error stands", () => {
    const misconceptions = [{ id: "stop", name: "Stop", feedback: "Look at the stop.", match: ["range_(_4_)"] }];
    const code = { ...item, form: "code" as const, programming_language: "python", key_points: [] };
    const reply = "for k in range(4):\n    print(k)";
    const evaluation = evaluationOf({ evaluation: "partial", misconception_id: "stop", quoted: "    print(k)" });
    expect(quoteReply(tutorInputOf(fixturePack, { ...cake, misconceptions }, code, { reply, evaluation }))).toBe("`for k in range(4):`");
  });

  it("are none where there is nothing to quote", () => {
    expect(quote("b")).toBeNull();
    expect(quote("?!")).toBeNull();
    const choice = cake.items.find(({ form }) => form === "choice") ?? null;
    const evaluation = evaluationOf({ quoted: "a I guess" });
    expect(quoteReply(tutorInputOf(fixturePack, cake, choice, { reply: "a I guess", evaluation }))).toBeNull();
  });
});
