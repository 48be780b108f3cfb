import type { Strategy } from "../../protocol/lesson.schema.ts";
import type { About } from "./vary.ts";

/**
 * The embedded tutor's own words, in English. Packs carry what is taught; these sentences lead to it and take up what the learner said. None
 * contains a question, praises or blames a person, or claims anything about the subject. Lists that are combined have lengths without a common
 * divisor, so that a combination comes back only after dozens of messages. `q` is the learner's words in quotation marks.
 */

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
/** What was skipped, because its probes were answered right. */
export const SKIPPED: readonly [About, ...About[]] = [
  (p) => `You knew ${p} already.`,
  (p) => `${p} needed no explanation.`,
  (p) => `You brought ${p} along.`,
  (p) => `${p} you had from before.`,
  (p) => `We could leave ${p} out.`,
];

/** The very first probe of a lesson: what is wanted, and that not knowing is no loss. */
export const ASKS_FIRST: readonly [string, ...string[]] = [
  "Before I explain anything, answer this from memory. If it is new to you, just say so, and we begin there.",
  "No explanation yet: say what you know. “I don’t know” helps as well, because then we begin right here.",
  "Let us see what you bring along. Answer as far as you can; what is missing comes afterwards.",
];
/** The first probe of a node after one that was skipped; `p` is that one's title in quotation marks. */
export const ASKS_NEXT: readonly [About, ...About[]] = [
  (p) => `You knew ${p}, so we leave it out. Here is the next step, before I explain it.`,
  (p) => `No need to dwell on ${p}. The next step comes from memory too.`,
  (p) => `We step over ${p}. Before I explain the next thing, try this.`,
  (p) => `${p} is yours already. On to the next step, again without an explanation.`,
  (p) => `With ${p} known, we go one stone further. Say what you know about this one.`,
  (p) => `${p} can be skipped. Once more a question first, before I explain anything.`,
  (p) => `You brought ${p} along. See how far you get with the next step.`,
];
/** The second probe of a node. */
export const ASKS_ONCE_MORE: readonly [string, ...string[]] = [
  "You had that without an explanation. One more on this step, and we can skip it.",
  "That came from you alone. If the next one does too, we go straight on.",
  "Right, and before I said a word. Answer this one as well, and the step is skipped.",
  "So you have met this before. One more to be sure, and then we move on.",
  "Good to know. A second question about it, and this step may be behind you.",
];
/** A reply to a probe that said nothing to go by. */
export const ASKS_AGAIN: readonly [string, ...string[]] = [
  "Here is the question again. A guess is fine, and so is “I don’t know”: then I explain it.",
  "There was nothing to go by yet, so here it is again. Say so if you would rather have it explained.",
  "The question is still open. A few words of your own will do, or ask to be taught.",
];
/** Opens the explanation that was kept back: the probe was missed, or the learner would rather be taught. */
export const BEGINS_HERE: readonly [string, ...string[]] = [
  "Then this is a good place to begin.",
  "So we start here.",
  "Then let us take this step together.",
  "Now we know where to begin.",
  "From here on I explain first and ask afterwards.",
  "Then here it is from the start.",
  "This is where the path begins for you.",
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
/** Where one part of the answer is missing and the verdict has just pointed at it. */
export const ADDS_ONE: readonly [About, ...About[]] = [
  (q) => `${q} stays. One part of the answer is still open; add just that, the rest is kept.`,
  (q) => `So much is settled with ${q}. Write only the part that is missing; you need not say the rest again.`,
  (q) => `Keep ${q}. A sentence about the one open part is all that is left.`,
  (q) => `${q} counts. One piece remains, and a few words will do for it.`,
  (q) => `No need to start over after ${q}. Add the one thing that the question still wants.`,
  (q) => `Part of the way is behind you with ${q}. Put the missing piece beside it, and nothing else.`,
  (q) => `With ${q} the answer lacks one part. Give only that part now.`,
];
/** Where a number is right but for its last step, at which the verdict has just pointed. */
export const ENDS_IT: readonly [About, ...About[]] = [
  (q) => `With ${q} you are one step away. Take it, and give the number again.`,
  (q) => `Nothing needs to be explained again after ${q}. Finish it, and give the result.`,
  (q) => `${q} lacks its last step, and only that.`,
  (q) => `From ${q} the way is short. Go to its end and give the number once more.`,
];
/** Where it could not be told which of the options the learner means. */
export const WHICH_OPTION: readonly [About, ...About[]] = [
  (q) => `I take ${q} as your thought. Choose the option that comes closest to it.`,
  (q) => `${q} fits none of the options word for word. Look for the one that says nearly that.`,
  (q) => `Hold ${q} against each option in turn, and pick the nearest one.`,
  (q) => `One of the options has to stand for ${q}. Say its letter, even if the words are not yours.`,
];
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
