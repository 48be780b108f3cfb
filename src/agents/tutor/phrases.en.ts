import type { Strategy } from "../../protocol/lesson.schema.ts";

/**
 * The embedded tutor's own words, in English. Packs carry what is taught; these sentences lead to it and take up what the learner said. None
 * contains a question, praises or blames a person, or claims anything about the subject. Lists that are combined have lengths without a common
 * divisor, so that a combination comes back only after dozens of messages. `q` is the learner's words in quotation marks.
 */

/** The `turn`-th phrase of a list: neighbouring turns differ. */
export function vary<T>(phrases: readonly [T, ...T[]], turn: number): T {
  return phrases[Math.abs(Math.trunc(turn)) % phrases.length] ?? phrases[0];
}

type About = (words: string) => string;

/** How the last node was left; `p` is its title in quotation marks. */
export const SETTLED: readonly [About, ...About[]] = [
  (p) => `${p} is in place.`,
  (p) => `You have ${p} to build on now.`,
  (p) => `That stone holds: ${p}.`,
  (p) => `${p} is done, and you can lean on it.`,
  (p) => `With ${p} you have one more piece.`,
  (p) => `You have found your way through ${p}.`,
  (p) => `${p} is behind you, and you will meet it again.`,
  (p) => `You can take ${p} with you from here.`,
];
export const LEFT_ASIDE: readonly [About, ...About[]] = [
  (p) => `${p} comes back in review.`,
  (p) => `${p} waits for another day.`,
  (p) => `${p} stays open, which is fine.`,
  (p) => `${p} is kept for you.`,
  (p) => `${p} can rest for now.`,
  (p) => `${p} is put by, not lost.`,
  (p) => `You can return to ${p} later.`,
  (p) => `${p} is something to revisit.`,
];
/** Announces the closing check where the text that sets its scene does not say that hints are closed. */
export const WITHOUT_HINTS: readonly [string, ...string[]] = [
  "This is the check at the end, without hints.",
  "There are no hints here, so what you say is all yours.",
  "You do this check on your own, without hints.",
  "No hints this time: it shows what you can do alone.",
  "Hints stay closed for this last one.",
  "This one is done unaided, without hints.",
  "No hints from here on, only what you have learned.",
];

/** Everything that the tutor can say again in another way. */
type Retelling = Exclude<Strategy, "introduce" | "answer_question">;

/** Takes up an answer that was not right and leads to the text that follows, by what that text is. */
export const TAKES_UP_WRONG: Readonly<Record<Retelling, readonly [About, ...About[]]>> = {
  simpler: [
    (q) => `Hold ${q} against the idea in its plainest form.`,
    (q) => `You said ${q}. Compare that with this, told more slowly.`,
    (q) => `Read the idea once more in short sentences, with ${q} beside it.`,
    (q) => `Let ${q} rest for a moment and read the short version.`,
    (q) => `Test ${q} on these few sentences.`,
    (q) => `This is the idea in fewer words. Keep ${q} in mind while you read.`,
    (q) => `Take ${q} and check it against each of these sentences.`,
  ],
  other_approach: [
    (q) => `Try ${q} in another setting and see whether it holds there.`,
    (q) => `Here is a different way in. Keep ${q} beside it as you read.`,
    (q) => `A second picture may do more than the first. See what becomes of ${q} in it.`,
    (q) => `Leave the earlier explanation aside, and look at ${q} from here.`,
    (q) => `You said ${q}. Here is the same idea, seen from elsewhere.`,
    (q) => `Carry ${q} over into this case.`,
    (q) => `From another angle it may show what ${q} leaves out.`,
  ],
  worked_example: [
    (q) => `Before you come back to ${q}, see a related case solved in full.`,
    (q) => `Follow this case line by line, and look for the line that does not go with ${q}.`,
    (q) => `Here somebody else's case is worked through. Compare its steps with ${q}.`,
    (q) => `Let ${q} rest, and read a case with all its steps.`,
    (q) => `A finished case can settle more than another explanation. Set ${q} beside it.`,
    (q) => `Read this solution first, and then see what it does to ${q}.`,
    (q) => `You went for ${q}. In this case, watch what happens at that point.`,
  ],
  smaller_step: [
    (q) => `Leave ${q} for now. There is one small part to settle first.`,
    (q) => `One piece only, and then back to ${q}.`,
    (q) => `Underneath ${q} lies something smaller. Take that first.`,
    (q) => `Set ${q} aside and pick up just this corner.`,
    (q) => `Begin with one small part, and judge ${q} again afterwards.`,
    (q) => `To see what to make of ${q}, this one part is enough.`,
    (q) => `Let us make the step smaller. ${q} can wait.`,
  ],
};
/** The same for an answer that was right in part. */
export const TAKES_UP_PARTIAL: Readonly<Record<Retelling, readonly [About, ...About[]]>> = {
  simpler: [
    (q) => `Keep ${q}, and look in the short version for what belongs beside it.`,
    (q) => `You have one part with ${q}. These lines hold the other.`,
    (q) => `Build on ${q}. This is the whole idea in a few plain sentences.`,
    (q) => `Hold on to ${q} while you read the plain version.`,
    (q) => `${q} can stay. Here is the idea in brief, for what goes with it.`,
    (q) => `Part of it is said with ${q}. Read on for the rest.`,
    (q) => `Start from ${q} and see how these sentences go on.`,
  ],
  other_approach: [
    (q) => `Keep ${q}, and look at the same thing from another side.`,
    (q) => `${q} can stand. Another picture may show the part beside it.`,
    (q) => `Take ${q} with you into a different case.`,
    (q) => `You have a piece of it in ${q}. Here is another way to the rest.`,
    (q) => `Leave ${q} standing, and come at the remaining part from here.`,
    (q) => `One part is there with ${q}. A change of angle may bring out the other.`,
    (q) => `Go on from ${q}; this side shows more of it.`,
  ],
  worked_example: [
    (q) => `Keep ${q}, and see in a solved case what comes beside it.`,
    (q) => `You have a piece in ${q}. Watch where that piece sits in a case worked through in full.`,
    (q) => `${q} is one step of it. Here is a case with all its steps.`,
    (q) => `Read this solution and find the place of ${q} in it; then look at the other steps.`,
    (q) => `Part of it is there in ${q}. Follow this case to the end for the rest.`,
    (q) => `Hold on to ${q}, and go through a finished case once.`,
    (q) => `With ${q} in hand, see how somebody else's case is completed.`,
  ],
  smaller_step: [
    (q) => `Keep ${q}. Here is a small piece of what is left.`,
    (q) => `${q} can wait where it is; one small part of the rest first.`,
    (q) => `You have ${q} already, so take just one more piece.`,
    (q) => `Beside ${q} something small is open. Look at it alone.`,
    (q) => `Leave ${q} standing and settle this one corner.`,
    (q) => `Let us add to ${q} in a smaller step.`,
    (q) => `From ${q} it is a short way; this is the next bit of it.`,
  ],
};
/** Before further lines of a text that the learner brought. */
export const READS_ON: readonly [About, ...About[]] = [
  (q) => `Keep ${q} beside the lines that come next in your text.`,
  (q) => `Your text goes on as follows; see what it does to ${q}.`,
  (q) => `Read a little further, and then look at ${q} again.`,
];
/** When every text has been read: the learner's words, before something to do with what stands above. */
export const TAKES_UP_AGAIN: readonly [About, ...About[]] = [
  (q) => `You are at ${q}.`,
  (q) => `Start once more from ${q}.`,
  (q) => `Your answer was ${q}.`,
  (q) => `So far you have ${q}.`,
  (q) => `Take ${q} back to what you have read.`,
  (q) => `Look at ${q} with some distance.`,
  (q) => `Begin with your own words, ${q}.`,
  (q) => `Keep ${q} in front of you.`,
  (q) => `Read ${q} as if somebody else had written it.`,
];
/** When there is nothing to quote. */
export const ONCE_MORE: readonly [string, ...string[]] = [
  "Let us take this once more.",
  "There is more to find here.",
  "Take it up once more with fresh eyes.",
  "This one is worth a second look.",
  "Stay with it a little longer.",
  "Let us go over this part again.",
  "A little more on this, then.",
  "Here is some more to go on.",
  "Give it one more pass.",
];
export const STUCK: readonly [string, ...string[]] = [
  "That is a fair place to stop and look again.",
  "Not knowing yet tells us where to look.",
  "Thank you for saying so; it saves a detour.",
  "Then we slow down here.",
  "This is what the step is for.",
  "It is the harder part, so take your time.",
  "Now we know where it stops being clear.",
  "Then let us make it easier to get hold of.",
  "Being stuck here is part of learning it.",
];

/** To somebody who has had enough for the moment. */
export const VEXED: readonly [string, ...string[]] = [
  "Fair enough. Let us change what we look at.",
  "Point taken; this has gone round for a while.",
  "That does get tiring, so something different now.",
  "It is all right to say so. A change may help.",
  "All right. Drop the last thread and pick up this one.",
  "Understood. It need not go on in the same way.",
  "That is a fair complaint, and the way in can change.",
];

/** To somebody who asks for a hint in the closing check. */
export const HINTS_CLOSED: readonly [string, ...string[]] = [
  "Hints stay closed in this check, but the idea may be told again.",
  "There are no hints in this last part; what you can have is another look.",
  "This check goes without hints. It does not go without explanations.",
];

/** To somebody who says that they were never any good at it. */
export const REASSURES: readonly [string, ...string[]] = [
  "Many who say that were only ever shown it once, too fast.",
  "What was hard then need not be hard in smaller pieces.",
  "That was then; here it goes in small steps.",
  "Feeling that way is common, and it decides nothing here.",
  "Mistakes cost nothing here, so there is room to try.",
];

/** Leads to the text that follows where there are no words to take up, by what that text is. */
export const LEADS_TO: Readonly<Record<Retelling, readonly [string, ...string[]]>> = {
  simpler: [
    "Here is the same idea in fewer words.",
    "The idea again, plainer this time.",
    "Once more, with the detail left out.",
    "Here are the bare bones of the idea.",
    "In shorter sentences the idea goes like this.",
    "This is what the idea comes down to.",
    "Take it more slowly.",
    "The core of the idea is short.",
  ],
  other_approach: [
    "Come at the idea from another side.",
    "Here is a different way in.",
    "Look at the idea from somewhere else.",
    "A second picture may fit better.",
    "Leave the earlier explanation aside and try this one.",
    "The same idea has a second door.",
    "A change of angle helps here.",
    "Put the last picture down and pick up this one.",
  ],
  worked_example: [
    "Here is a case worked from start to finish.",
    "Watch a related case being solved, then take yours.",
    "A solved case shows where each step comes from.",
    "Follow this case line by line before you answer.",
    "See how it goes where the solution is already there.",
    "First somebody else's case, worked through in full.",
    "Before the next question, a case with all its steps.",
    "Read a finished solution and look for the step that is new to you.",
  ],
  smaller_step: [
    "Take one small part of the idea.",
    "Let us make the step smaller.",
    "Leave the whole for a moment; here is one piece.",
    "Just one corner of the question first.",
    "Break off a small piece and settle that.",
    "Only one part is needed for now.",
    "One thing at a time, and this part first.",
    "Set the larger question down and pick up this part.",
  ],
};

/** Everything there is to say has been said: sends the learner back to it with something to do. */
export const REVISIT: readonly [string, ...string[]] = [
  "Go back to the explanation above that made most sense, and say each sentence in your own words before you answer.",
  "Read the solved case above once more, one line at a time, and stop where it surprises you.",
  "Look for the one sentence above that your answer leaves out.",
  "Take the question word by word and find the part that your answer has not touched yet.",
  "Compare two of the explanations above and find what both of them say.",
  "Read the plain version above again, put it out of sight, and then answer afresh.",
  "Jot down in a few words what changes from one step to the next in the case above.",
];

/** A small step was answered right: back to the whole. */
export const STEP_DONE: readonly [string, ...string[]] = [
  "That small part is right. Carry it back to the whole question.",
  "Yes, that piece fits. Take it with you to the question from before.",
  "With that part settled, the larger question is closer than it was.",
  "That is a piece you needed; here is the whole again.",
  "Right. Put that piece where it belongs in the larger question.",
  "The small step holds. Try the full one with it.",
  "You have that part now, so return to the question it came from.",
];

/** The answer was right, and another question of the same step follows. */
export const PRACTISES: readonly [string, ...string[]] = [
  "Now the same idea from another side.",
  "One more, to see that it holds.",
  "Try it on another case.",
  "Here is a different one of the same kind.",
  "Keep it going with this one.",
  "Once more, in new clothes.",
  "The next one leans on the same thought.",
];

/** The reply tried to instruct the evaluator. */
export const NOTE_TO_GRADER: readonly [string, ...string[]] = [
  "That reads as a note to the grader, not an answer. Nothing is lost, and the question is still yours.",
  "I can only go by what you say about the question itself, so here it is again.",
  "Notes about the marking change nothing here, and they cost you nothing. A sentence of your own is enough.",
  "That one was addressed to the machinery. Say what you think about the question, however rough.",
  "There was no answer to look at in that. Even a guess gives us something to work with.",
  "Remarks about the grading are set aside here. Your own words about the question are what counts.",
  "What moves you on is an answer in your own words, and a few will do.",
];

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
export const NO_ANSWER: readonly [string, ...string[]] = [
  "My material for this step does not answer that, and I would rather not guess.",
  "I have nothing reliable on that here, so I leave it open.",
  "That goes beyond what I have been given for this step.",
  "I looked through this step's material, and it is silent on that.",
  "I cannot answer that from what I have, and a guess would not help you.",
  "That one lies outside the material of this step; note it down to look up.",
  "There is no answer to that in what I teach from.",
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
  "Thank you for telling me; it costs nothing here.",
  "That is outside the question, and it does no harm.",
  "A side remark is fine and changes nothing.",
  "That has its place too, next to the lesson.",
  "I take that as a remark, not as an answer.",
];
/** The learner asked something that has nothing to do with the subject. */
export const OFF_LESSON: readonly [string, ...string[]] = [
  "I know this lesson and nothing beside it, so that one stays open.",
  "That lies outside the lesson, and I would be no help with it.",
  "For that I am the wrong address, but asking costs nothing.",
  "That will have to wait until we are through here.",
  "I have no say in that, only in what is on the table here.",
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
