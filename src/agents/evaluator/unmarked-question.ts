/**
 * Questions that are known by their words alone, because people who chat leave out the question mark: "do plants sleep at night", "why odd numbers".
 * Answers leave out their subject in the same haste ("can accept writes", "is the whole list", "does the same"), so only what no answer can begin with
 * is taken for a question.
 */

const PERSON = "(?:i|we|you|they|he|she)";
const MODAL = "(?:can|could|will|would|should|shall)";
/** What may stand between an auxiliary and its verb in an answer: "can only write", "will then be lost". */
const NO_SUBJECT =
  "(?!(?:not|only|just|still|also|always|never|ever|then|now|both|all|again|even|already|really|probably|maybe|be|this|less|it|way|much|far|slightly|a|an|the|there|that|so|too|same|as)\\b)";
/** Verbs as they stand after an auxiliary and a subject of one word: "can range go backwards". */
const VERB =
  "(?:be|care|have|get|go|do|make|know|need|use|run|count|stay|change|come|work|stop|start|happen|matter|mean|become|keep|take|give|print|end|lose|win|hold|contain|exist|live|grow|vote|read|write|still|also|always|ever|really|even)";
/** "is printed longer than" leaves out its subject, "is while slower than for" does not. */
const NOTHING_DONE = "(?!\\p{L}+(?:ed|en)\\b)";
const COMPARES = "(?:the same (?:as|thing as)|equal to|\\p{L}+er than)";

const QUESTIONS = [
  // "do I have to …", "should we …", "does it …", "can it …"; "could it be the leader" is a guess.
  `(?:do|did|${MODAL}) ${PERSON} \\S`,
  "does (?:it|this|that) (?!again|twice|once|first|for|to|with|by|until|so|in\\b|on\\b|all|many|every|more|only|\\d)\\S",
  "(?:can|will|should) (?:it|this|that|there) (?!be (?:the|a|an|that|because|\\d))\\S",
  // "can a plant live …", "does the leader vote", "do plants …", "can range go backwards".
  `${MODAL} (?:an?|the|any|every|each) \\S+ \\S`,
  `(?:does|did) (?:an?|the) \\p{L}+ ${VERB}\\b`,
  `(?:do|did) ${NO_SUBJECT}\\p{L}{2,}s \\S`,
  `(?:${MODAL}|does|did) ${NO_SUBJECT}\\p{L}[\\p{L}\\p{N}]* ${VERB}\\b`,
  // "does range include the last …", "does 1/2 equal 2/4"; "does work like a …" is an answer.
  `(?:does|did) ${NO_SUBJECT}(?!(?:no|every|some|any)thing\\b)\\S+ (?!(?:like|for|to|in|on|of|with|by|from|until|after|as|and|or|at|when|if)\\b)\\p{L}{3,}(?<!s|ed) (?:the|an?|any|all|my|your|\\d\\S*)(?: |$)`,
  // "are decimals ok", "is a calculator allowed".
  `(?:is|are) (?:an? )?${NO_SUBJECT}${NOTHING_DONE}\\p{L}+ (?:ok|okay|allowed|possible|fine|enough|needed|necessary|included)$`,
  // "is there a …", "is it always …", "is respiration the same as breathing", "is a half always bigger".
  "(?:is|are|was|were) there \\S",
  "(?:is|was) it (?:still|always|ever|also|really|possible|allowed|ok|okay|necessary|important|true|bad|normal)\\b",
  "is (?:this|that) (?:hard|difficult|important|a test|the test|an exam|graded|true|always|possible|allowed)\\b",
  `is ${NO_SUBJECT}${NOTHING_DONE}\\S+ ${COMPARES}\\b`,
  "are \\p{L}{3,}s (?:always|ever|really|actually)\\b",
  "(?:is|are) (?:an?|the) \\S+ (?:always|ever|really|actually)\\b",
  // "how long is a term", "how many rounds for one sugar"; "how long it is" may be an answer.
  `how (?:long|many|much|often|far|big|fast|quick|quickly|old) (?:(?!the|it|they|an?|he|she|you|we|i\\b)\\p{L}+ ){0,2}(?:is|are|was|were|do|does|did|can|could|will|would|should|has|have|for|per)\\b`,
];
/** "why", "why not use range", "why odd numbers"; "why it is wrong is that …" is an answer. */
const WHY = /^(?:why|how)(?:$| not$)|^why (?!(?:the|it|its|they|he|she|this|that|you|we|there|an?|i|because)\b)\S/u;
/** "what makes a log newer"; "what makes it wrong is that …" is an answer. */
const SUBJECT_ASKED = /^(?:what (?:makes|causes|decides)|who (?:uses|decides|makes|needs|invented)) \S/u;
/** Words that show an answer in what begins like a question; "did you mean that …" is a guess. */
const ANSWERS_AFTER_ALL = /\b(?:because|cause|is that|is the|are the|mean that)\b/u;

const ASKS = new RegExp(`^(?:${QUESTIONS.join("|")})`, "u");
/** Anything longer has more in it than a question. */
const MAX_WORDS = 16;

/**
 * Whether a line is a question by its words.
 * @param words one line of a reply in lower case: words and numbers with single spaces, apostrophes dropped
 */
export function asksUnmarked(words: string): boolean {
  if (words.split(" ").length > MAX_WORDS || ANSWERS_AFTER_ALL.test(words)) return false;
  return ASKS.test(words) || WHY.test(words) || SUBJECT_ASKED.test(words);
}
