/** Contractions, and what learners write for them, spelled out, so that a "not" is always a word of its own. */
const CONTRACTIONS: readonly (readonly [RegExp, string])[] = [
  [/\bcan'?t\b|\bcannot\b/g, "can not"],
  [/\bwon'?t\b/g, "will not"],
  [/\bshan'?t\b/g, "shall not"],
  [/\b(do|does|did|is|are|was|were|has|have|had|would|could|should|must|need)n'?t\b/g, "$1 not"],
  [/\bi'?m\b/g, "i am"],
  [/\b(what|who|where|when|why|how|it|that|there|here)'s\b/g, "$1 is"],
  [/\b(what|who|where|how)s\b/g, "$1 is"],
  [/\b(what|who|where|why|how|they|we|you)'re\b/g, "$1 are"],
  [/\bi'd\b/g, "i would"],
  [/\b(what)'d\b/g, "$1 did"],
  [/\b(i|we|you|they)'ve\b/g, "$1 have"],
  [/\b(\p{L}+)'ll\b/gu, "$1 will"],
  [/'s\b/g, ""],
];

/** Courtesy and throat-clearing before the question proper. Stripped again and again until nothing of it is left. */
const OPENINGS: readonly RegExp[] = [
  /^(?:hi|hello|hey|good (?:morning|afternoon|evening)|ok|okay|so|well|u+m+|u+h+|h+m+|erm|please|pls|plz|sorry|excuse me|wait|just|quick question|my question is|question) /,
  /^(?:can|could|would|will) (?:you|u) (?=(?:please|pls|just|maybe|possibly|kindly|explain|tell|describe|clarify|help|give|define) )/,
  /^(?:please|pls|just|maybe|possibly|kindly) /,
  /^(?:can|could|may) i (?:just )?ask (?:you )?/,
  /^(?:i (?:was|am) (?:just )?wondering|i wonder|do you know|(?:i would like|i want|i need) to (?:know|understand)|i am curious) (?:if you (?:can|could) )?/,
];
/** The same, where what follows is the thing and not a question about it: "tell me about elections". */
const EXPLAIN =
  /^(?:explain|tell me|tell|describe|clarify|help me (?:to )?understand|(?:i|im) (?:still |just |really )*(?:do|did|can) not (?:still |really |quite |fully )*(?:understand|get|see|know)|i am (?:still |a bit |really )*(?:not sure|unsure|confused)) (?:to me |me )?(?:about |by )?/;
const ENDINGS = / (?:please|pls|plz|thanks|thank you|thx|for me|to me|exactly|sorry)$/;

/** Words that change nothing wherever they stand. */
const HARMLESS: ReadonlySet<string> = new Set(
  "a an the please pls really actually basically exactly um uh hmm okay ok is are be am do does".split(" "),
);

/** Words that every question may have: one of nothing else asks about nothing. */
const FUNCTION_WORDS: ReadonlySet<string> = new Set(
  (
    "what why how when where who whom whose which to of in on at for from with by and or not no can could should would must may might will shall we than as into about " +
    "if go get let have has had come make thing stuff so then mean happen work use need want like"
  ).split(" "),
);

/**
 * Words that point out of the question: at the conversation, at the person who asks, at the exercise. Whoever else asks the same in the same words may mean
 * something else.
 */
const POINTING: ReadonlySet<string> = new Set(
  (
    "it its this that these those they them their theirs he she him his her hers one ones here there above below earlier previous former latter again other another same " +
    "i me my mine myself us our ours you u your yours said wrote mentioned told question questions answer answers hint hints option options choice correct wrong mistake " +
    "first second third last next else instead both neither either"
  ).split(" "),
);

/** "What is…" in its many forms, and other frames that people put around the same thing. In order: the first that fits counts. */
const FRAMES: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:give (?:me |us )?|show (?:me |us )?|what (?:is|are) )?(?:a |an |some |one )?(?:good |simple )?examples? (?:of|for) (.+)$/,
    "example",
  ],
  [/^(?:what (?:is|are) )?(?:the )?differences? between (.+) (?:and|vs|versus) (.+)$/, "difference"],
  [/^how (?:do|is|are) (.+) and (.+) (?:differ|different)$/, "difference"],
  [/^how (?:do|does|is|are) (.+) (?:differ|different) (?:from|to|than) (.+)$/, "difference"],
  [/^what (?:is|are) (?:the )?(?:point|purpose|aim) of (.+)$/, "purpose"],
  [/^what (?:is|are) (.+) (?:used )?for$/, "purpose"],
  [/^what (?:is|are) (?:the )?causes? of (.+)$/, "cause"],
  [/^what causes? (.+)$/, "cause"],
  [/^(?:what (?:is|are) )?(?:the )?(?:meanings?|definitions?) of (.+)$/, "what"],
  [/^what (?:is|are) meant by (.+)$/, "what"],
  [/^what (?:do|does) (.+) mean$/, "what"],
  [/^what (.+) means?$/, "what"],
  [/^define (.+)$/, "what"],
  [/^what (?:is|are) (.+)$/, "what"],
  [/^what (.+) (?:is|are)$/, "what"],
  [/^(?:how come|why) (.+)$/, "why"],
];

/** Spells contractions out. The text is in lower case. */
export function expandContractions(text: string): string {
  return CONTRACTIONS.reduce((sofar, [pattern, whole]) => sofar.replace(pattern, whole), text);
}

/** The question without courtesies; `explains` when it names a thing to be explained rather than asking something about it. Words are divided by one space. */
export function stripCourtesy(text: string): { readonly text: string; readonly explains: boolean } {
  let rest = `${text} `;
  let explains = false;
  for (let before = ""; before !== rest; ) {
    before = rest;
    for (const opening of OPENINGS) rest = rest.replace(opening, "");
    const asked = rest.replace(EXPLAIN, "");
    explains ||= asked !== rest;
    rest = asked;
  }
  rest = rest.trim();
  for (let before = ""; before !== rest; ) {
    before = rest;
    rest = rest.replace(ENDINGS, "");
  }
  return { text: rest, explains };
}

/** The frame of a question and what is in it. What fits none is its own frame: all its words count. */
export function readFrame(text: string): { readonly frame: string; readonly parts: readonly string[] } {
  for (const [pattern, frame] of FRAMES) {
    const found = pattern.exec(text);
    if (found) return { frame, parts: found.slice(1) };
  }
  return { frame: "", parts: [text] };
}

/** Whether leaving this word out changes nothing. */
export function isHarmless(word: string): boolean {
  return HARMLESS.has(word);
}

/** Whether this word means something else in every conversation. */
export function isPointing(word: string): boolean {
  return POINTING.has(word);
}

/** Whether a word can be what a question is about. */
export function isSubject(word: string): boolean {
  return !FUNCTION_WORDS.has(word);
}
