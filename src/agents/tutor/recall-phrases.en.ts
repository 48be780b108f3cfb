/**
 * The embedded tutor's words where there is no material, in English: they guide recall, claim nothing about the subject, and say that nobody has
 * checked the answer. `c` is a concept, `g` the node's goal, `q` the learner's words, each in quotation marks.
 */

export const NOTHING_TO_TEACH_FROM = (title: string): string =>
  `I have no material on ${title}, and no model is at hand, so I have nothing to teach it from. What I can do is guide your recall: you say what you know, then you hold it against the goal yourself. Nobody checks it here, so every step is marked unverified.`;

type About = (words: string) => string;

export const FROM_MEMORY: readonly [About, ...About[]] = [
  (p) => `${p} is noted as unverified.`,
  (p) => `What you said on ${p} is kept, unverified.`,
  (p) => `You have put ${p} into words; unverified, as before.`,
  (p) => `${p} is down in your own words, with nobody to check it yet.`,
  (p) => `${p} stands as you left it, unverified.`,
  (p) => `You have held ${p} against its goal yourself.`,
  (p) => `${p} is recorded, and marked as not checked.`,
  (p) => `You have gone through ${p} on your own account.`,
];

export const LAST_FROM_MEMORY: readonly [string, ...string[]] = [
  "Now everything together, from memory.",
  "The last step is all of it at once, without looking anything up.",
  "What remains is the whole, in one go and from memory.",
  "Bring it together now, without notes.",
  "Finish with the whole of it, out of your own head.",
  "Put the pieces side by side for the end.",
  "Say it all once, as if to somebody new to it.",
];

/** A concept may be a name, a deed or a question put as a title ("Why the dough is folded"): each sentence fits all three. */
export const QUESTION_FROM_MEMORY: readonly [About, ...About[]] = [
  (c) => `What can you say about ${c} in your own words?`,
  (c) => `How would you explain ${c} to somebody who has never heard of it?`,
  (c) => `Which example comes to mind for ${c}, and what does it show?`,
  (c) => `What matters most about ${c}, and why?`,
  (c) => `How would you begin if somebody asked you about ${c}?`,
  (c) => `Which part of ${c} are you surest of, and what makes you so sure?`,
  (c) => `What would you write about ${c} on a card that you may take into an exam?`,
  (c) => `What do you know already about ${c}, however rough?`,
];

/** Right after a goal that says what the learner can do. */
export const QUESTION_FOR_GOAL: readonly [string, ...string[]] = [
  "How far do you get with that from memory?",
  "What do you write for that, in your own words?",
  "What comes to mind for it first, and what next?",
  "How would you put that, as well as you can?",
  "What can you say to that without looking anything up?",
];

export const PUT_DIFFERENTLY: readonly [string, ...string[]] = [
  "Let me ask it another way.",
  "Then in other words.",
  "Here is the same thing, asked differently.",
  "Take this wording instead.",
  "I will put it differently.",
  "Perhaps this way round is clearer.",
  "A plainer way to ask it.",
];

export const HOLD_AGAINST_GOAL: readonly [(q: string, g: string) => string, ...((q: string, g: string) => string)[]] = [
  (q, g) => `Here is the goal again: ${g}. Set ${q} beside it. I cannot check this for you, so the step stays unverified.`,
  (q, g) =>
    `Read ${q} as if somebody else had written it, with the goal next to it: ${g}. The judgement is yours here; nothing else verifies it.`,
  (q, g) => `The goal says ${g}. You said ${q}. Compare the two word by word; what you find stays unverified.`,
  (q, g) => `Go back over ${q} with the goal in hand: ${g}. This stays marked unverified, because nobody but you has looked at it.`,
  (q, g) =>
    `Now be your own reader. The goal was ${g}, and your words were ${q}. I have no material to judge them by, so they stay unverified.`,
  (q, g) => `Tick off what the goal asks for, ${g}, against ${q}. The step counts as unverified either way.`,
  (q, g) => `One more look at ${q}. The goal it should reach is ${g}. Whether it does is for you to say, so it is kept as unverified.`,
];

export const QUESTION_AFTER_GOAL: readonly [string, ...string[]] = [
  "What would you add or change so that it meets the goal, or does it stand as it is?",
  "Which part of the goal does your answer not reach yet?",
  "With both side by side, what is still missing, if anything?",
  "How would you put it now, with the goal in front of you?",
  "Does it do what the goal says, and where would you make it stronger?",
  "What would somebody who knows this well still want to hear?",
  "Which one sentence would bring it closer to the goal?",
  "Where are you sure of it, and where would you look something up?",
];

export const BEGIN_ANYWHERE: readonly [string, ...string[]] = [
  "Begin with anything that lies near it.",
  "A single word that comes to mind is enough to begin.",
  "Start with a case where it came up.",
  "Begin with what it is not.",
  "Say first what you would look up.",
  "Start from the part you are least unsure of.",
  "A guess will do to get going.",
];

export const CANNOT_ANSWER: readonly [string, ...string[]] = [
  "There is no material behind this lesson, so I cannot answer that, and I will not make something up. Note it down to look up.",
  "I have nothing to answer that from. Put it on a list of things to look up, and say what you can without it.",
  "That I cannot tell you, since nothing was given to me to teach from. It is a good entry for your list of things to find out.",
  "Without material any answer of mine would be invented. Keep the question; it shows where to read on.",
  "I do not know, and nothing here could tell me. Write the question down beside your answer.",
  "No source stands behind this lesson, so that stays open for now. Keep it for when you have one at hand.",
  "I would have to guess, and that would not help you. Mark it as something to check.",
];

/** A ladder that fits any subject, since it only asks for more of what the learner has. */
export const HINTS: readonly string[] = [
  "Write down the first word that comes to mind, then what it has to do with the goal.",
  "Think of one real case in which it shows up, and say what happens there.",
  "Say what would be different if it did not exist.",
  "Explain it by comparing it with something you know well, and say where the comparison ends.",
];
