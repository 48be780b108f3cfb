import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { embeddedEvaluate } from "../../../src/agents/evaluator/embedded-evaluator.ts";
import { evaluationSchema } from "../../../src/agents/evaluator/evaluator.schema.ts";
import { choiceItem, codeItem, evaluatorInput, numericItem, openItem } from "../../support/sample-items.ts";

const verdict = (reply: string, item: Parameters<typeof evaluatorInput>[1] = {}): string =>
  embeddedEvaluate(evaluatorInput(reply, item)).evaluation;

describe("an open answer", () => {
  it("that makes every point is right, in the learner's own words", () => {
    const evaluation = embeddedEvaluate(evaluatorInput("no its not commited, only 2 of 5 got it"));
    expect(evaluation).toMatchObject({
      user_intent: "attempt_answer",
      evaluation: "correct",
      should_advance: true,
      key_points_met: ["refused", "majority"],
      missing_cue: null,
    });
    expect(evaluation.confidence).toBeGreaterThan(0.8);
  });

  it("that makes one point is partly right, and the cue points at the other", () => {
    const evaluation = embeddedEvaluate(evaluatorInput("It isn't safe yet."));
    expect(evaluation).toMatchObject({
      evaluation: "partial",
      should_advance: false,
      key_points_met: ["refused"],
      key_points_missed: ["majority"],
      missing_cue: "Compare two with what is needed.",
    });
  });

  it("that makes no point is wrong, and quotes what was said", () => {
    expect(embeddedEvaluate(evaluatorInput("Servers are computers."))).toMatchObject({
      evaluation: "wrong",
      quoted: "Servers are computers.",
    });
  });

  it("is not looked for in a remark beside the subject, which counts for nothing", () => {
    expect(embeddedEvaluate(evaluatorInput("my daughter has a birthday party today"))).toMatchObject({
      user_intent: "ask_question",
      evaluation: "n/a",
      should_advance: false,
    });
    expect(verdict("I think the leader may answer")).toBe("wrong");
  });

  it.each([
    "did you see the match last night",
    "what's your favourite song",
    "five servers is like a handball team haha",
    "nearly at my stop",
    "is this a test?",
  ])("is not looked for in small talk: %s", (reply) => {
    for (const item of [openItem, choiceItem, numericItem])
      expect(embeddedEvaluate(evaluatorInput(reply, { item }))).toMatchObject({ user_intent: "ask_question", evaluation: "n/a" });
  });

  it.each(["did you mean that the leader has it", "it stops at my server", "the leader had to pass a test"])(
    "that is about the subject is judged, however it begins: %s",
    (reply) => expect(embeddedEvaluate(evaluatorInput(reply)).user_intent).toBe("attempt_answer"),
  );

  it.each(["hmm ok thanks", "Got it!", "i see, that makes sense now", "Great explanation, thank you", "mhm"])(
    "is not looked for in a word of thanks: %s",
    (reply) =>
      expect(embeddedEvaluate(evaluatorInput(reply))).toMatchObject({ user_intent: "ask_question", evaluation: "n/a", quoted: "" }),
  );

  it.each(["ok so the leader waits for a majority", "great, two servers", "sure, the log"])(
    "is looked for behind a word of thanks: %s",
    (reply) => expect(embeddedEvaluate(evaluatorInput(reply))).toMatchObject({ user_intent: "attempt_answer" }),
  );

  it("with a known misconception is never right, even beside every point", () => {
    const reply = "It is not committed, only 2 of 5 have it. Though the leader alone is enough.";
    expect(embeddedEvaluate(evaluatorInput(reply))).toMatchObject({
      evaluation: "partial",
      misconception_id: "leader_decides",
      should_advance: false,
    });
  });

  it("that says a thing and its opposite is not right", () =>
    expect(verdict("It is committed, it is not committed, only 2 of 5 have it")).not.toBe("correct"));

  it("that piles up words of the subject is not right", () => {
    expect(verdict("not committed, majority, leader, five, servers, two, stored, follower, three, write")).not.toBe("correct");
  });

  it("that says the question again is not right", () => expect(verdict(openItem.prompt)).not.toBe("correct"));

  it.each(["asdf qwer zxcv", "🎉🎉🎉🎉", "....", "lorem ipsum dolor sit amet"])("of gibberish is not right: %s", (reply) =>
    expect(verdict(reply)).not.toBe("correct"),
  );

  it("is less certain about words on the subject in which nothing was recognised than about words off it", () => {
    const onTopic = embeddedEvaluate(evaluatorInput("The servers and the follower stored a write on the leader."));
    const offTopic = embeddedEvaluate(evaluatorInput("Bananas are yellow fruit from warm countries."));
    expect(onTopic.confidence).toBeLessThan(offTopic.confidence);
  });

  it("to a smaller step does not advance even when it is right", () => {
    const evaluation = embeddedEvaluate(evaluatorInput("not committed, only 2 of 5", { item: { ...openItem, role: "step" } }));
    expect(evaluation).toMatchObject({ evaluation: "correct", should_advance: false });
  });
});

describe("a choice", () => {
  const item = choiceItem;
  it.each([
    "b",
    "B",
    "B)",
    "(b)",
    "b.",
    "option b",
    "Option B because of the majority",
    "B, since a majority is needed",
    "I think it's B",
    "the answer is b",
    "b) It is not committed until a third server has it",
    "not a, b",
    "It's not A, it's B",
    "the second one",
    "not committed until a third server",
    "I'd go with b",
  ])("is right by letter, place or words: %s", (reply) => expect(verdict(reply, { item })).toBe("correct"));

  it.each(["a", "c", "A B C", "a and b", "b or c", "a, b, c", "It is committed at once"])("is not right: %s", (reply) =>
    expect(verdict(reply, { item })).toBe("wrong"),
  );

  it.each(["a, no wait, b", "a? actually B", "it is lost for good. wait no, b"])(
    "is the last one where they change their mind: %s",
    (reply) => expect(verdict(reply, { item })).toBe("correct"),
  );

  it.each(["a cuz the leader has it", "a, it is stored", "I'd say a? two is a lot", "a I guess", "its a", "a it counts at once"])(
    "may be a small a where no article can stand: %s",
    (reply) => expect(embeddedEvaluate(evaluatorInput(reply, { item })).misconception_id).toBe("leader_decides"),
  );

  it.each(["A majority", "all of them", "not b", "xyz", "once enough of them have it"])(
    "in words that are none of the options is no verdict, but the same question: %s",
    (reply) => {
      const { user_intent, evaluation, should_advance, missing_cue, quoted } = embeddedEvaluate(evaluatorInput(reply, { item }));
      expect([user_intent, evaluation, should_advance, quoted]).toEqual(["attempt_answer", "n/a", false, reply]);
      expect(missing_cue).toContain("options");
    },
  );

  it("shows no error that none of its options stands for", () => {
    const others = [{ id: "elsewhere", name: "Of another question", feedback: "Look there.", match: ["majority"] }];
    expect(embeddedEvaluate(evaluatorInput("A majority", { item, misconceptions: others })).misconception_id).toBeNull();
  });

  it("picked on the page is an answer even when the option's words look like a question or like giving up", () => {
    const options = item.options.map((option) =>
      option.correct ? { ...option, text: "I don't know who leads, is that the end?" } : option,
    );
    expect(verdict("b) I don't know who leads, is that the end?", { item: { ...item, options } })).toBe("correct");
  });

  it("names the misconception that the option stands for", () =>
    expect(embeddedEvaluate(evaluatorInput("a", { item })).misconception_id).toBe("leader_decides"));
});

describe("a number", () => {
  const item = numericItem;
  it.each([
    "7/12",
    "seven twelfths",
    "7 over 12",
    "it's 7/12 of a litre",
    "1/3 + 1/4 = 4/12 + 3/12 = 7/12",
    "7/12 because 4 + 3 = 7",
    "12, so the answer is 7/12",
    "\\frac{7}{12}",
    "not 2/7 but 7/12",
    "I think 7/12, right?",
    "4/12 and 3/12 makes 7/12",
    "７/12",
    "7/12 l",
  ])("is right however it is written: %s", (reply) => expect(verdict(reply, { item })).toBe("correct"));

  it.each([
    ["14/24", "not in lowest terms"],
    ["0.583", "rounded"],
    ["7/12 kg", "unit"],
  ])("is partly right: %s", (reply, why) => {
    const evaluation = embeddedEvaluate(evaluatorInput(reply, { item }));
    expect(evaluation.evaluation).toBe("partial");
    expect(evaluation.reasoning).toContain(why);
  });

  it.each(["7 twelves", "seven twelves of a litre", "7 out of 12", "seven out of twelve"])(
    "is right as who is new to the language or to fractions says it: %s",
    (reply) => expect(verdict(reply, { item })).toBe("correct"),
  );

  it.each([
    ["eleven twentyfours", "11/24"],
    ["11 twenty fours", "11/24"],
    ["11 twenty-fourths of a litre", "11/24"],
    ["11 twentyfourths", "11/24"],
    ["one litre and three eighths", "11/8"],
    ["1 and three eights", "11/8"],
    ["5 fourtieths", "1/8"],
  ])("joins what belongs together: %s", (reply, value) =>
    expect(verdict(reply, { item: { ...item, value, lowest_terms: false } })).toBe("correct"),
  );

  it("is a number of sevens where a whole number is asked for", () =>
    expect(verdict("5 sevens", { item: { ...item, value: "5", units: [] } })).toBe("correct"));

  it.each([
    ["4/12 + 3/12", "7/12", "partial"],
    ["I think it is 4x6 litres", "24", "partial"],
    ["six plus one", "7", "partial"],
    ["30 - 2 * 3", "24", "partial"],
    ["4x5", "24", "wrong"],
    ["24 + 1", "24", "wrong"],
    ["4 x 6 = 24", "24", "correct"],
  ])("that is not worked out is judged by what it comes to: %s for %s is %s", (reply, value, expected) => {
    const evaluation = embeddedEvaluate(
      evaluatorInput(reply, { item: { ...item, value, wrong_values: [{ value: "6", misconception: "leader_decides" }] } }),
    );
    expect([evaluation.evaluation, evaluation.misconception_id]).toEqual([expected, null]);
    if (expected === "partial") expect(evaluation.missing_cue).toContain("calculation is right");
  });

  it("shows no error in one of two values that stand for it when both are said", () => {
    const wrong_values = ["6", "4"].map((value) => ({ value, misconception: "leader_decides" }));
    const said = (reply: string) =>
      embeddedEvaluate(evaluatorInput(reply, { item: { ...item, value: "10", wrong_values } })).misconception_id;
    expect([said("a half is six and a third is four"), said("it is four")]).toEqual([null, "leader_decides"]);
  });

  it("is the one that is said of what was asked for, wherever it stands", () => {
    const prompt = "How many members can fail while the rest go on?";
    const said = (reply: string) => verdict(reply, { item: { ...item, prompt, value: "3", units: [] } });
    expect([said("three can fail, four must stay"), said("four must stay, three can fail")]).toEqual(["correct", "correct"]);
  });

  it("says what a right one still lacks, and not how to find it", () => {
    const cue = (reply: string) => embeddedEvaluate(evaluatorInput(reply, { item })).missing_cue;
    expect(["14/24", "0.583", "7/12 kg"].map(cue)).not.toContain(item.cue);
    expect(embeddedEvaluate(evaluatorInput("0.583", { item, language: "de" })).missing_cue).toBe(item.cue);
  });

  it.each(["2/7", "7", "12", "7/12 or 2/7", "not 7/12", "-7/12", "a lot", "1, 2, 3, 7/12"])("is not right: %s", (reply) =>
    expect(verdict(reply, { item })).toBe("wrong"),
  );

  it.each([
    ["12 12 10 9 7 so the middle one, 10", "correct"],
    ["12, 12, 10, 9, 7. three disks have ten, so it is 10", "correct"],
    ["12 12 10 9 7 so the middle one, 9", "wrong"],
    ["12 12 10 9 7", "wrong"],
    ["9 and 7 are behind so not 10", "wrong"],
  ])("is what the words after a list come to: %s", (reply, evaluation) =>
    expect(verdict(reply, { item: { ...item, value: "10", units: [], lowest_terms: false } })).toBe(evaluation),
  );

  it("of a known slip names the misconception", () =>
    expect(embeddedEvaluate(evaluatorInput("2/7", { item })).misconception_id).toBe("leader_decides"));

  it("may be a decimal, a percentage or negative", () => {
    expect(["1/2", "50%", "0,5", "½", "half"].map((reply) => verdict(reply, { item: { ...item, value: "0.5" } }))).toEqual(
      Array(5).fill("correct"),
    );
    expect(["-3", "minus 3", "x = −3"].map((reply) => verdict(reply, { item: { ...item, value: "-3" } }))).toEqual(
      Array(3).fill("correct"),
    );
  });
});

describe("an error that takes two things for each other", () => {
  const denying = (denies: readonly string[]) => [
    { id: "swapped", name: "Swapped", feedback: "Look at which is which.", match: ["committed_by_2"], denies: [...denies] },
  ];
  const judged = (misconceptions: ReturnType<typeof denying>) =>
    embeddedEvaluate(evaluatorInput("not committed, committed by 2 of 5 only", { misconceptions }));
  it("leaves no point that it denies, whatever words are there", () => {
    const [point = ""] = judged(denying([])).key_points_met;
    expect(point).not.toBe("");
    expect(judged(denying([point]))).toMatchObject({ misconception_id: "swapped", should_advance: false });
    expect(judged(denying([point])).key_points_met).not.toContain(point);
  });
});

describe("code", () => {
  const item = codeItem;
  it("shows no error that is known by words when it is a program", () => {
    const misconceptions = [{ id: "position", name: "Position", feedback: "Look at the list.", match: ["i 0"] }];
    const said = (reply: string) => embeddedEvaluate(evaluatorInput(reply, { item, misconceptions })).misconception_id;
    expect([said("i = 0\nwhile i < 10:\n    i += 1"), said("the i is 0 at first and then more")]).toEqual([null, "position"]);
  });
  it("is not what a few words are that begin like no line of a program", () => {
    const said = (reply: string) => embeddedEvaluate(evaluatorInput(reply, { item })).missing_cue;
    expect(said("add every number")).toContain("as code");
    expect(said("print x")).not.toContain("as code");
  });
  it.each(["for k in range(1, 11):\n    total = total + k", codeItem.key, "```\nfor n in range(1,11): total += n\n```"])(
    "that does it is right: %s",
    (reply) => expect(verdict(reply, { item })).toBe("correct"),
  );
  it("that stops too early is partly right", () => expect(verdict("for i in range(1, 10):\n    total += i", { item })).toBe("partial"));
  it("that only stands in a comment is not right", () =>
    expect(verdict("# for i in range(1, 11): total += i\npass", { item })).toBe("wrong"));
  it("that is said in words is the idea and no program yet: it is called right, and code is asked for", () => {
    const said = embeddedEvaluate(evaluatorInput("you go from one to ten (one by one) and add each of them to the total", { item }));
    expect(said).toMatchObject({
      evaluation: "partial",
      should_advance: false,
      key_points_met: [],
      quoted: "you go from one to ten (one by one) and add each of them to the total",
      missing_cue: `The idea is right. Now write it as code. ${item.cue}`,
    });
    expect(said.guidance_for_tutor).toContain("a program was asked for");
  });
  it("that is half said in words is half an idea", () =>
    expect(embeddedEvaluate(evaluatorInput("take every number and multiply it with the last", { item }))).toMatchObject({
      evaluation: "partial",
      missing_cue: `Part of the idea is there. Write as much of it as you can as code. ${item.cue}`,
    }));
  it("that is missing, with words of another idea in its place, is not called right", () =>
    expect(embeddedEvaluate(evaluatorInput("look the total up in a table of sums", { item }))).toMatchObject({
      evaluation: "wrong",
      missing_cue: item.cue,
    }));
  it("that has begun is judged by its parts", () =>
    expect(embeddedEvaluate(evaluatorInput("for i in range(10):\n    total += i", { item }))).toMatchObject({
      evaluation: "partial",
      missing_cue: "Where does the range stop?",
    }));
});

describe("without a key", () => {
  it("the learner first holds the answer against the goal, then says whether it stands", () => {
    const first = embeddedEvaluate(evaluatorInput("Enough servers have to store it.", { item: null }));
    const second = embeddedEvaluate(evaluatorInput("yes, that's it", { item: null, remediation_round: 1 }));
    expect(first).toMatchObject({ user_intent: "attempt_answer", evaluation: "n/a", should_advance: false });
    expect(second).toMatchObject({ user_intent: "attempt_answer", evaluation: "n/a", should_advance: true });
    expect(second.confidence).toBeLessThan(0.5);
  });
  it("not knowing does not pass", () =>
    expect(embeddedEvaluate(evaluatorInput("I don't know", { item: null, remediation_round: 3 })).should_advance).toBe(false));
});

describe("anything at all", () => {
  it("is judged without failing, and an attempt is quoted verbatim", () => {
    const piece = fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 12 }),
      fc.constantFrom("not", "7/12", "1/0", "b)", "total +=", "majority", "½", "\n", "x".repeat(200), "\ud800", "?"),
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 12 }),
        fc.constantFrom(openItem, choiceItem, numericItem, codeItem, null),
        fc.nat(3),
        (parts, item, remediation_round) => {
          const reply = parts.join(" ");
          const evaluation = embeddedEvaluate(evaluatorInput(reply, { item, remediation_round }));
          expect(evaluationSchema.safeParse(evaluation).success).toBe(true);
          expect(reply.includes(evaluation.quoted)).toBe(true);
          expect(evaluation.quoted === "").toBe(evaluation.user_intent !== "attempt_answer");
        },
      ),
      { numRuns: 400 },
    );
  });
});
