import { describe, expect, it } from "vitest";
import { readIntent } from "../../../src/agents/evaluator/read-intent.ts";

const QUESTION = "What happens to the write, and why?";
const intents = (replies: readonly string[]): Record<string, string> =>
  Object.fromEntries(replies.map((reply) => [reply, readIntent(reply, QUESTION)]));
const all = (replies: readonly string[], intent: string): Record<string, string> =>
  Object.fromEntries(replies.map((reply) => [reply, intent]));

describe("what a reply is", () => {
  it("stuck, when the learner has no answer", () => {
    const replies = [
      "I don't know",
      "i dont know.",
      "idk",
      "No idea!!!",
      "no clue",
      "not sure",
      "I'm not sure how to",
      "I give up",
      "tell me the answer",
      "help",
      "can you help me?",
      "hint please",
      "skip",
      "I'm totally lost",
      "I don't understand",
      "i dont get it",
      "?",
      "...",
      "🤷",
      "hmm",
      "what?",
      "sorry, I really have no idea what to write",
      "je ne sais pas",
      "no sé",
      "weiß nicht",
      "不知道",
    ];
    expect(intents(replies)).toEqual(all(replies, "stuck"));
  });

  it("stuck, when they want it easier, want to move on, or are new to the language", () => {
    const replies = [
      "too hard, simpler pls",
      "can you give me an easier one",
      "can we move on",
      "i not understand the question",
      "not understand",
      "i dont get",
    ];
    expect(intents(replies)).toEqual(all(replies, "stuck"));
    const answers = ["it is easier", "the easier one is the leader", "the leader does not understand the request"];
    expect(intents(answers)).toEqual(all(answers, "attempt_answer"));
  });

  it("a question, when it is asked in a new language or in few words", () => {
    const replies = [
      "what means denominator",
      "how i can add them",
      "why we need this",
      "can explain please",
      "give example",
      "how",
      "show me the steps",
      "what happens during a network partition",
      "what color of light is best",
      "does range include the last number",
      "does 1/2 equal 2/4",
      "are decimals ok",
    ];
    expect(intents(replies)).toEqual(all(replies, "ask_question"));
    const answers = ["does work like a loop", "why we need it is the order", "is always allowed", "does not change the list"];
    expect(intents(answers)).toEqual(all(answers, "attempt_answer"));
  });

  it("stuck, when they say so in the language that they think in", () => {
    const replies = [
      "no entiendo",
      "No entiendo nada, lo siento",
      "lo siento, no entiendo la pregunta",
      "no comprendo. ayuda por favor",
      "je comprends pas",
      "Je n'ai pas compris",
      "ich verstehe das nicht",
      "Hilfe!",
      "non capisco",
      "não entendo",
      "ik begrijp het niet",
      "nie rozumiem",
      "anlamadım",
      "я не понимаю",
      "我不懂",
      "わかりません",
      "이해가 안 돼요",
      "لا أفهم",
      "मुझे समझ नहीं आया",
    ];
    expect(intents(replies)).toEqual(all(replies, "stuck"));
    const attempts = ["no entiendo todo, pero A dice rojo", "je comprends que A dit rouge", "ich verstehe das so: A sagt rot"];
    expect(intents(attempts)).toEqual(all(attempts, "attempt_answer"));
  });

  it("a question, when the learner asks and offers no answer", () => {
    const replies = [
      "what does quorum mean?",
      "What's a term",
      "why does it need a majority",
      "why?",
      "can you explain the first part",
      "Could you give me another example",
      "does the leader vote too?",
      "how is that different from a backup",
      "I don't understand what a quorum is",
      "I don't remember what a term is",
      "Sorry, what is a term?",
      "I have a question: is the leader always elected?",
      "I get the first part. What does commit mean?",
      "Tell me more about terms",
      "is it possible to have two leaders?",
    ];
    expect(intents(replies)).toEqual(all(replies, "ask_question"));
  });

  it("a question, when the learner leaves out the question mark", () => {
    const replies = [
      "do plants sleep at night",
      "does it need light or not",
      "does the leader vote too",
      "does python care about spaces",
      "do i need to simplify",
      "can I use sum()",
      "can i see an example first",
      "can a fraction be more than 1",
      "can range go backwards",
      "should we write it in python",
      "is there a quick way to find it",
      "is it still the same fraction",
      "is this hard",
      "is a half always bigger than a third",
      "is respiration the same as breathing",
      "is while slower than for",
      "why",
      "why not use range",
      "why odd numbers",
      "how long is a term",
      "how many rounds for one sugar",
      "what makes a log more up to date",
      "who uses this",
      "I forgot how to do it can you explain again",
      "i dont get it why does it start at 0",
      "im confused, what is the 6 for",
      "wait what does committed mean",
    ];
    expect(intents(replies)).toEqual(all(replies, "ask_question"));
  });

  it("an attempt, when an answer leaves out its subject", () => {
    const replies = [
      "does the same thing",
      "does it 6 times",
      "do it again for each guest",
      "do the multiplication first",
      "can accept writes",
      "can only write with three",
      "can go on because 3 of 5",
      "will then be overwritten",
      "will become a follower",
      "should be outside the loop",
      "is the whole list 3 times",
      "is a quarter because four fit",
      "is way bigger than a third",
      "is printed longer than before",
      "is always odd",
      "are the same size",
      "could it be the leader",
      "Does it have seeds.",
      "How much water is in it, and how much salt is in it.",
      "why it is wrong is that the pieces differ",
      "what makes it wrong is that they differ",
      "how long it is",
    ];
    expect(intents(replies)).toEqual(all(replies, "attempt_answer"));
  });

  it("an attempt, however short, unsure, or dressed as a question", () => {
    const replies = [
      "b",
      "7/12",
      "no",
      "the leader?",
      "I think it's the majority, right?",
      "is it because the leader crashed?",
      "is 7/12 right?",
      "not sure, 7/12?",
      "I don't know but maybe because the others were slower",
      "I am not sure, I think the write is lost",
      "Because only two have it. But what happens if the leader comes back?",
      "because they don't know who the leader is",
      "nodes cannot say who won",
      "When two are connected it is on",
      "how many times the loop runs",
      "what it does is count to ten",
      "They can't know which one is newer, so they ask a majority.",
      "print(what)",
    ];
    expect(intents(replies)).toEqual(all(replies, "attempt_answer"));
  });

  it("stuck, when the learner has had enough", () => {
    const replies = [
      "this is annoying. you keep asking the same thing",
      "ugh this is so stupid",
      "I'm tired and this is boring",
      "I hate fractions",
      "it's too hard for me",
      "that didn't help!!",
    ];
    expect(intents(replies)).toEqual(all(replies, "stuck"));
  });

  it("stuck, when the subject bores them or is too much", () => {
    const replies = ["i dont care about databases", "I hate fractions", "too hard", "so confusing"];
    expect(intents(replies)).toEqual(all(replies, "stuck"));
  });

  it("an attempt, when something about the subject comes with the complaint, or only sounds like one", () => {
    const replies = [
      "ugh. they reject it",
      "I don't know. Is it the top?",
      "this is stupid but M1 steps down",
      "it is impossible",
      "it makes the pieces smaller",
    ];
    expect(intents(replies)).toEqual(all(replies, "attempt_answer"));
  });

  it("stuck, when the question is only said again", () => expect(readIntent("what happens to the write and why", QUESTION)).toBe("stuck"));

  it("an attempt, when the question itself offers the word", () =>
    expect(readIntent("pass", "Does the draft pass or fail?")).toBe("attempt_answer"));
});
