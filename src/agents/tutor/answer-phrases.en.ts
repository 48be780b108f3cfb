/**
 * The embedded tutor's own words, in English, around questions and remarks of the learner. The same rules hold as for `phrases.en.ts`: no question, no
 * praise or blame of a person, no claim about the subject.
 */

import type { About } from "./vary.ts";

/** Before the answer to a learner's question. */
export const ANSWERS: readonly [string, ...string[]] = [
  "Let us clear that up first.",
  "That is a fair thing to ask.",
  "First the point you raised.",
  "A short detour, then.",
  "You will want that sorted out before you go on.",
  "Here is what I can say to that.",
  "That deserves an answer first.",
];
/** Before sentences that come close to an answer without having been written as one. */
export const COMES_CLOSE: readonly [string, ...string[]] = [
  "The closest that my material comes to this:",
  "This part of the material touches on it:",
  "Here is the passage nearest to what you ask:",
  "What I have on that is this:",
  "The material says this about it:",
  "One passage bears on your question:",
  "I find this on it in the material:",
];
/** What a step is good for; `d` is what its goal says after "You can". */
export const IS_FOR: readonly [About, ...About[]] = [
  (d) => `This step is here for one thing: afterwards you can ${d}.`,
  (d) => `Its use shows at the end of the step, when you can ${d}.`,
  (d) => `What it is good for in this lesson: you can ${d}.`,
  (d) => `Once this is clear, you can ${d}. That is its purpose here.`,
];
/** Before what a step to come says about it; `p` is that step's title in quotation marks. */
export const FROM_LATER: readonly [About, ...About[]] = [
  (p) => `That belongs to a later step, ${p}. This much can be said now:`,
  (p) => `You are a little ahead: ${p} will take that up. From there:`,
  (p) => `There is a step for that on your way, ${p}. It says:`,
  (p) => `${p} comes later and says it in full. For now:`,
  (p) => `A look ahead, to ${p}:`,
];
/** Before what a step that was done says about it. */
export const FROM_DONE: readonly [About, ...About[]] = [
  (p) => `You have met that before, in ${p}:`,
  (p) => `Think back to ${p}. There it was:`,
  (p) => `That was part of ${p}:`,
  (p) => `A look back, to ${p}:`,
];
/** The step to come that is about it, where no more may be said before it. */
export const STANDS_LATER: readonly [About, ...About[]] = [
  (p) => `A later step is about that: ${p}. Keep the question until you are there.`,
  (p) => `You will get to that in ${p}, a step that is still ahead.`,
  (p) => `${p} is the step that takes this up. It comes a little later on your way.`,
  (p) => `That is the business of a step to come, ${p}, so I leave it for there.`,
];
export const STANDS_DONE: readonly [About, ...About[]] = [
  (p) => `That was the business of ${p}, which lies behind you.`,
  (p) => `You have been through that in ${p}. Call to mind what it was about.`,
  (p) => `${p} was the step for that. What you found there holds here as well.`,
];
export const NO_ANSWER: readonly [string, ...string[]] = [
  "My material for this step does not answer that, and I would rather not guess.",
  "I have nothing reliable on that here, so I leave it open.",
  "That goes beyond what I have been given for this step.",
  "I looked through this step's material, and it is silent on that.",
  "I cannot answer that from what I have, and a guess would not help you.",
  "That one lies outside the material of this step; note it down to look up.",
  "There is no answer to that in what I teach from.",
];
/** Before sentences of the course's own documents. */
export const FROM_SOURCES: readonly [string, ...string[]] = [
  "The course's documents say this about it:",
  "I looked it up in the documents of this course:",
  "Here is what stands in the course's documents:",
  "This is how the source puts it:",
];
/** The documents of the course were searched, and are silent. */
export const NOT_IN_SOURCES: readonly [string, ...string[]] = [
  "I looked in the documents of this course, and they do not say.",
  "The sources of this course do not answer that, and I would rather not guess.",
  "Nothing in the course's documents settles that, so I leave it open.",
  "The documents are silent on that; note it down to look up elsewhere.",
];
/** The learner asked just what the question asks. */
export const ASKED_BACK: readonly [string, ...string[]] = [
  "That is the very thing the question is after. Put down your best guess, and we go on from there.",
  "This is what you are asked to find out, so I leave it with you for now.",
  "Your question and mine are the same one here. Say what you would expect, and why.",
  "That is for you to say first; a rough answer will do.",
  "The question wants to know exactly that. Start with what you are sure of.",
  "Here I would rather hear what you think. A guess with a reason is enough.",
  "That is the point at issue. Say which way you lean.",
];
/** The learner asked about the case itself, where the answer is theirs to find. */
export const THEIRS_TO_FIND: readonly [string, ...string[]] = [
  "That is worth deciding, and the question hopes that you will. Say what you expect, and why.",
  "Follow that thought yourself a little further. Whatever you find is worth putting down.",
  "I leave that one with you, because it is close to what is asked. A guess with a reason is enough.",
  "You are asking the right kind of thing. Put down which way you lean.",
  "That is part of what there is to find out. Start with what you are sure of.",
  "Take your own question seriously, and write down how you would answer it.",
];
/** The learner asked for the answer itself. */
export const KEEPS_ANSWER: readonly [string, ...string[]] = [
  "I keep the answer back a little longer, because working it out is what makes it stay.",
  "If I said it now, you would have it until tomorrow. Worked out, it lasts.",
  "The answer is yours to find; I can make the way shorter.",
  "I will not hand it over yet, but I can help you reach it.",
  "Told answers fade quickly, so I hold this one back for now.",
  "You will get there with less than you think, so I leave the last step to you.",
  "I can bring you closer to it without saying it.",
];
/** What the tutor can do instead of answering. */
export const OFFERS: readonly [string, ...string[]] = [
  "A hint is one press away.",
  "What I can give you is a hint, or another explanation if you say that you are stuck.",
  "Say that you are stuck, and I will explain it another way.",
  "The hints below get more direct as they go.",
  "A rough answer is enough for me to help you from there.",
];
/** The same in the closing check, where hints are closed. */
export const OFFERS_IN_CHECK: readonly [string, ...string[]] = [
  "Put down what you have; a part of the answer counts too.",
  "Say that you are stuck, and I will explain it another way.",
  "A rough answer is enough for me to help you from there.",
  "Write what you are sure of first.",
  "Begin with the part that you can explain.",
];
/** To somebody who is afraid of being tested. */
export const CALMS: readonly [string, ...string[]] = [
  "Nobody marks this, and what does not work out comes back another day.",
  "There is no clock here, and a wrong answer costs nothing but a second look.",
  "That is understandable. Half an answer will do, and you can complete it afterwards.",
];
/** The learner remarked on something beside the subject. */
export const ASIDES: readonly [string, ...string[]] = [
  "Noted, and it costs you nothing.",
  "That is outside the question, and it does no harm.",
  "We can leave that where it is for now.",
  "That has its place too, next to the lesson.",
  "I take that as a remark, not as an answer.",
  "Understood. Whenever you are ready, then.",
  "Let that stand beside us for the moment.",
  "Thank you for telling me.",
  "There is room for that here, next to the question.",
  "Life goes on around a lesson, and that is fine.",
  "I hear you, and I cannot add much to that.",
];
/** The learner thanked, or said that they had heard. */
export const WELCOMES: readonly [string, ...string[]] = [
  "You are welcome.",
  "Gladly.",
  "Then let us see it in your words.",
  "Take the time you need with it.",
  "Now it is your turn with it.",
  "It shows best when you put it to use.",
];
/** The learner asked for something that has nothing to do with the subject. */
export const OFF_LESSON: readonly [string, ...string[]] = [
  "I know this lesson and nothing beside it, so that one stays open.",
  "That lies outside the lesson, and I would be no help with it.",
  "For that I am the wrong address.",
  "That will have to wait until we are through here.",
  "I have no say in that, only in what is on the table here.",
  "A lesson is all that I am made of, so I have nothing to offer there.",
  "Somebody else will have to tell you that.",
  "That is beyond a tutor who has only this subject.",
  "I would only be making it up if I tried.",
  "That is a question for after the lesson.",
  "There I have to pass.",
];
/** Leads back to the question that was asked before. */
export const BACK: readonly [string, ...string[]] = [
  "Back to the question:",
  "Now the question again:",
  "With that, the question once more:",
  "That in mind, return to this:",
  "And here is where we were:",
  "The question still stands:",
  "Pick it up again here:",
  "Over to you again:",
];
